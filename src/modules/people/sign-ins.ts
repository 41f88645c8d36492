import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { person } from '#kernel/people.ts';
import { SIGN_INS_DAYS } from '#platform/auth/sign-ins.ts';
import type { Ctx } from '#platform/context.ts';
import { persons } from '#platform/people-tables.ts';
import { resolveId } from '#platform/register/operations.ts';
import type { peopleActs } from './contract.ts';

type Answer = OutputOf<typeof peopleActs.signIns>;

/** The last sign-ins of members. Those that a provider of another organisation opened are that one's. */
export async function signIns(ctx: Ctx, input: InputOf<typeof peopleActs.signIns>): Promise<Answer> {
  let found = ctx.q
    .selectFrom('sign_in as s')
    .innerJoin(persons({ ...ctx, at: 'now' }).as('p'), 'p.authUserId', 's.userId')
    .where('p.active', '=', 1)
    .where((eb) => eb.or([eb('s.onlyOrg', 'is', null), eb('s.onlyOrg', '=', ctx.org.id)]));
  if (input.personId !== undefined)
    found = found.where('p.id', '=', await resolveId(ctx, person, input.personId));
  const rows = await found
    .select(['s.id', 's.at', 's.kind', 's.way', 's.device', 's.address', 'p.id as personId', 'p.name'])
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(input.limit)
    .execute();
  return {
    days: SIGN_INS_DAYS,
    signIns: rows.map((row) => ({
      ...row,
      name: row.name ?? t('An erased person'),
      kind: row.kind as Answer['signIns'][number]['kind'],
      way: row.way as Answer['signIns'][number]['way'],
    })),
  };
}
