import { sql } from 'kysely';
import type { Touch } from '#kernel/check.ts';
import { msg } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { links } from '#platform/view.ts';
import { risks } from './read.ts';

const touches: readonly Touch[] = [{ type: 'risk' }, { link: 'concerns', end: 'from' }];

/** Judgements of risks that concern AI systems, and what was accepted of them (6.1.2, 8.2). */
export const riskDependents: readonly PlatformDependent[] = [
  {
    id: 'risk.assessment',
    title: msg('Assessment of a risk'),
    type: 'risk',
    act: 'Assess the risk again',
    requirements: ['6.1.2', '8.2'],
    rows: (ctx) => concerned(ctx).where('r.assessedOn', 'is not', null),
    touches,
    seenBy: ['risk.assess'],
    href: ({ id }) => `/risks/${id}`,
  },
  {
    id: 'risk.acceptance',
    title: msg('Acceptance of a residual risk'),
    type: 'risk',
    act: 'Assess the risk again, or accept again what remains',
    requirements: ['6.1.3', '8.3'],
    rows: (ctx) => concerned(ctx).where('r.state', '=', 'accepted'),
    touches,
    seenBy: ['risk.accept'],
    href: ({ id }) => `/risks/${id}`,
  },
];

function concerned(ctx: Ctx) {
  return ctx.q
    .selectFrom(risks(ctx).as('r'))
    .innerJoin(links(ctx, 'concerns').as('l'), 'l.from_id', 'r.id')
    .where('r.state', '<>', 'closed')
    .select(['r.id', 'l.to_id as systemId', 'r.ownerId', sql<string | null>`null`.as('part')]);
}
