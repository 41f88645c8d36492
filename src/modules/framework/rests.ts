import type { RestingRow } from '#kernel/rests.ts';
import type { Ctx } from '#platform/context.ts';
import { ownRequirements, profileEntries } from './read.ts';

/** What the organisation said of outcomes, and its own mappings to requirements. */
export async function frameworkRests(ctx: Ctx, entries: ReadonlySet<string>): Promise<readonly RestingRow[]> {
  const said = await ctx.q
    .selectFrom(profileEntries(ctx).as('p'))
    .select(['p.id', 'p.requirementId'])
    .orderBy('p.requirementId')
    .execute();
  const mapped = await ctx.q
    .selectFrom(ownRequirements(ctx).as('r'))
    .where('r.mappedTo', '<>', '[]')
    .select(['r.id', 'r.framework', 'r.number', 'r.title', 'r.mappedTo'])
    .orderBy('r.framework')
    .orderBy('r.number')
    .orderBy('r.id')
    .execute();
  return [
    ...said.map((row) => ({
      on: row.requirementId,
      type: 'profileEntry',
      id: row.id,
      title: row.requirementId,
      href: `/frameworks/${row.requirementId.split(':')[0]}/profile`,
      how: 'is a statement about it',
    })),
    ...mapped.flatMap((row) =>
      (JSON.parse(row.mappedTo) as string[]).map((ours) => ({
        on: `iso-42001:${ours}`,
        type: 'ownRequirement',
        id: row.id,
        title: `${row.framework} ${row.number} ${row.title}`,
        href: `/own-requirements/${row.id}`,
        how: 'is mapped to it',
      })),
    ),
  ].filter(({ on }) => entries.has(on));
}
