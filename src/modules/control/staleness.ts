import { sql } from 'kysely';
import type { Touch } from '#kernel/check.ts';
import { msg } from '#kernel/language.ts';
import { treatments } from '#modules/risk/read.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { links } from '#platform/view.ts';
import { controls, statements } from './read.ts';

const restsOn: readonly Touch[] = [
  { link: 'treatment-uses', end: 'to' },
  { type: 'treatment', link: 'treatment-uses', end: 'to' },
];

const restsOver = [{ link: 'concerns', end: 'to' }] as const;

/** Decisions for controls that stand on nothing but the treatment of risks, and issued lines that name it (6.1.3). */
export const controlDependents: readonly PlatformDependent[] = [
  {
    id: 'control.inclusion',
    title: msg('Inclusion of a control because of risks'),
    type: 'control',
    act: 'Decide the control again',
    requirements: ['6.1.3'],
    rows: (ctx) =>
      ctx.q
        .selectFrom(resting(ctx).where('c.statedReasons', '=', '[]').as('c'))
        .select(['c.id', 'c.systemId', 'c.ownerId', sql<string | null>`null`.as('part')]),
    touches: [{ type: 'control' }, ...restsOn],
    restsOver,
    seenBy: ['control.create', 'control.include'],
    href: ({ id }) => `/controls/${id}`,
  },
  {
    id: 'statement.line',
    title: msg('Line of the issued Statement of Applicability'),
    type: 'statement',
    act: 'Prepare the next version of the Statement',
    requirements: ['6.1.3'],
    rows: (ctx) =>
      ctx.q
        .selectFrom(statements(ctx).as('soa'))
        .innerJoin(resting(ctx).as('c'), (join) => join.on(sql.lit(true)))
        .where('soa.state', '=', 'issued')
        .select([
          'soa.id',
          'c.systemId',
          'c.ownerId',
          sql<string | null>`coalesce("c"."annexId", "c"."ref")`.as('part'),
        ]),
    touches: [
      { type: 'statement' },
      { type: 'control', whole: true },
      { type: 'treatment', whole: true },
      { link: 'treatment-uses', whole: true },
    ],
    restsOver,
    seenBy: ['statement.prepare'],
    href: () => '/statement',
  },
];

/**
 * Included controls that approved treatments use, with the AI systems that the treated risks concern. A closed risk
 * counts too: whether the control is still needed without it is the very question.
 */
function resting(ctx: Ctx) {
  return (
    ctx.q
      .selectFrom(controls(ctx).as('c'))
      .innerJoin(links(ctx, 'treatment-uses').as('use'), 'use.to_id', 'c.id')
      .innerJoin(treatments(ctx).as('t'), 't.id', 'use.from_id')
      .crossJoin(links(ctx, 'concerns').as('l'))
      // SQLite keeps the order of a cross join: begun at the risks, each would be paired with every treatment.
      .whereRef('l.from_id', '=', 't.riskId')
      .where('c.decision', '=', 'included')
      .where('t.state', 'in', ['approved', 'done'])
      .select(['c.id', 'c.ref', 'c.annexId', 'c.ownerId', 'l.to_id as systemId'])
  );
}
