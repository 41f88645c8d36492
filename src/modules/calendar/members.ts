import type { Language } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';
import type { Ctx } from '#platform/context.ts';
import { memberships, persons } from '#platform/people-tables.ts';

export type Member = {
  readonly actor: Actor & { readonly id: string };
  readonly email: string | null;
  /** In which they are written to. */
  readonly language: Language;
};

/** People with an account who belong to the organisation today, each with the roles that hold; or one of them. */
export async function membersOf(ctx: Ctx, only?: string): Promise<readonly Member[]> {
  let query = ctx.q
    .selectFrom(persons(ctx).as('p'))
    .innerJoin(memberships(ctx).as('m'), 'm.personId', 'p.id')
    .where('p.active', '=', 1)
    .where((eb) => eb.or([eb('m.until', 'is', null), eb('m.until', '>=', ctx.today)]))
    .select(['p.id', 'p.name', 'p.email', 'p.language', 'm.roles'])
    .orderBy('p.id');
  query = only === undefined ? query.where('p.authUserId', 'is not', null) : query.where('p.id', '=', only);
  const rows = await query.execute();
  return [...Map.groupBy(rows, (row) => row.id).values()].map((own) => ({
    actor: {
      id: own[0]!.id,
      name: own[0]!.name ?? 'A person',
      via: 'session',
      roles: [...new Set(own.flatMap((row) => JSON.parse(row.roles) as Role[]))],
    },
    email: own[0]!.email,
    language: own[0]!.language ?? ctx.org.language,
  }));
}
