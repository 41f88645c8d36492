import { sql } from 'kysely';
import type { Changes } from '#platform/checks/changes.ts';
import type { Ctx } from '#platform/context.ts';
import type { StaleBook } from '#platform/staleness/marks.ts';
import type { Decided } from '#platform/staleness/reached.ts';
import type { At } from '#platform/view.ts';
import { systemChange } from './contract.ts';
import { staleAnswers, staleRules, systemChanges } from './read.ts';

/** What this module keeps of staleness, as the platform joins it with the log. */
export function staleBook(ctx: At): StaleBook {
  return {
    days: ctx.q
      .selectFrom(systemChanges(ctx).as('d'))
      .where('d.day', 'is not', null)
      .select([
        'd.cause',
        sql<string>`"d"."day"`.as('day'),
        sql<number>`"d"."seq"`.as('seq'),
      ]) as unknown as StaleBook['days'],
    rules: ctx.q
      .selectFrom(staleRules(ctx).as('rule'))
      .select(['rule.cause', 'rule.dependent', 'rule.marks']) as unknown as StaleBook['rules'],
    answers: ctx.q
      .selectFrom(staleAnswers(ctx).as('answer'))
      .select([
        'answer.dependent',
        'answer.recordId',
        'answer.part',
        'answer.cause',
        'answer.seq',
      ]) as unknown as StaleBook['answers'],
    withdrawn: ctx.q
      .selectFrom(systemChanges(ctx).as('c'))
      .where('c.state', '=', 'withdrawn')
      .where('c.seq', 'is not', null)
      .select(['c.cause', sql<number>`"c"."seq"`.as('seq')]) as unknown as StaleBook['withdrawn'],
  };
}

/** The days that were written down as reached and the changes that were withdrawn, or taken back, in a stretch of the log. */
export async function decidedSince(ctx: Ctx, { entries, since }: Changes): Promise<readonly Decided[]> {
  const last = new Map(
    entries.filter((each) => each.type === systemChange.type).map((each) => [each.id, each.seq]),
  );
  if (last.size === 0) return [];
  // Versions of then and of now: what was withdrawn in either counts in one of them only.
  const versions = async (at: Ctx) =>
    at.q
      .selectFrom(systemChanges(at).as('c'))
      .where('c.id', 'in', [...last.keys()])
      .where('c.seq', 'is not', null)
      .where((eb) => eb.or([eb('c.day', 'is not', null), eb('c.state', '=', 'withdrawn')]))
      .select(['c.id', 'c.cause', 'c.seq'])
      .execute();
  const rows = [...(await versions(ctx)), ...(await versions({ ...ctx, at: since }))];
  return rows.map((row) => ({ cause: row.cause!, seq: Number(row.seq), at: last.get(row.id)! }));
}
