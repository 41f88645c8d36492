import { sql } from 'kysely';
import type { StaleBook } from '#platform/staleness/marks.ts';
import type { At } from '#platform/view.ts';
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
