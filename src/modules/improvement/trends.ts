import type { OutputOf } from '#kernel/endpoint.ts';
import type { Ctx } from '#platform/context.ts';
import { nonconformities } from './read.ts';
import type { nonconformityViews } from './views-contract.ts';
import { causeCategories, managementSystems, sources } from './words.ts';

type Trends = OutputOf<typeof nonconformityViews.trends>;
type Slice = Trends['causes'][number];
type Row = {
  readonly state: string;
  readonly grade: string | null;
  readonly round: number;
  readonly keys: readonly string[];
};

/** How many there were, by what caused them, where they came from, what they broke and when; dismissed ones left out. */
export async function trendsOf(ctx: Ctx): Promise<Trends> {
  const rows = await ctx.q
    .selectFrom(nonconformities(ctx).as('n'))
    .select([
      'n.state',
      'n.grade',
      'n.round',
      'n.source',
      'n.causeCategory',
      'n.requirements',
      'n.managementSystems',
      'n.foundOn',
      'n.ownRequirement',
    ])
    .where('n.state', '<>', 'dismissed')
    .execute();
  const by = (keys: (row: (typeof rows)[number]) => readonly string[], label: (key: string) => string) =>
    slices(
      rows.map((row) => ({ ...row, round: Number(row.round), keys: keys(row) })),
      label,
    );
  const title = (ref: string) => {
    const known = ctx.catalog.requirement(ref);
    return known ? `${ref.split(':')[1]} ${known.title}` : ref;
  };
  return {
    total: rows.length,
    causes: by(
      (row) => [row.causeCategory ?? ''],
      (key) => (key ? causeCategories[key as keyof typeof causeCategories] : 'Cause not found yet'),
    ),
    sources: by(
      (row) => [row.source],
      (key) => sources[key as keyof typeof sources],
    ),
    requirements: by(
      (row) => [...(JSON.parse(row.requirements) as string[]), ...(row.ownRequirement ? ['own'] : [])],
      (key) => (key === 'own' ? 'A requirement of our own' : title(key)),
    ),
    managementSystems: by(
      (row) => JSON.parse(row.managementSystems) as string[],
      (key) => managementSystems[key as keyof typeof managementSystems],
    ),
    months: by(
      (row) => [row.foundOn.slice(0, 7)],
      (key) => key,
    ).sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** One line for each key, the most frequent first. */
function slices(rows: readonly Row[], label: (key: string) => string): Slice[] {
  const known = new Map<string, Slice>();
  for (const row of rows)
    for (const key of row.keys) {
      const before = known.get(key) ?? { key, label: label(key), total: 0, open: 0, major: 0, again: 0 };
      known.set(key, {
        ...before,
        total: before.total + 1,
        open: before.open + (row.state === 'closed' ? 0 : 1),
        major: before.major + (row.grade === 'major' ? 1 : 0),
        again: before.again + (row.round > 1 ? 1 : 0),
      });
    }
  return [...known.values()].sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1));
}
