import type { Kysely } from 'kysely';
import { chunks } from '#kernel/chunks.ts';
import type { Belonging, Belongings } from '#kernel/part.ts';
import { type At, links, recordView } from '../view.ts';

/** The AI systems a record belongs to; `whole` when it, or something on the way, belongs to no AI system. */
export type Reach = { readonly systems: ReadonlySet<string>; readonly whole: boolean };

type Node = { readonly id: string; readonly type: string };

/** Records lead to AI systems in four steps or fewer; what takes more than this is taken for the whole organisation's. */
const MAX_STEPS = 8;

/**
 * The AI systems that records belong to, now or as of a position, by what modules registered. A few queries by index for
 * each type on the way, however many records there are.
 */
export async function reachOf(
  at: At,
  registry: Belongings,
  start: readonly string[],
): Promise<ReadonlyMap<string, Reach>> {
  const edges = new Map<string, Set<string>>();
  const types = new Map<string, string>();
  let frontier: readonly string[] = [...new Set(start)];
  for (let step = 0; step < MAX_STEPS && frontier.length > 0; step += 1) {
    const nodes = await typed(at, frontier);
    for (const { id, type } of nodes) types.set(id, type);
    const found = new Set<string>();
    for (const [type, ids] of grouped(nodes))
      for (const [from, to] of await edgesOf(at, registry, { type, ids })) {
        edges.set(from, (edges.get(from) ?? new Set()).add(to));
        if (!types.has(to)) found.add(to);
      }
    frontier = [...found];
  }
  return new Map(start.map((id) => [id, follow(id, { edges, types, belongs: registry.belongs })]));
}

type Graph = {
  readonly edges: ReadonlyMap<string, ReadonlySet<string>>;
  readonly types: ReadonlyMap<string, string>;
  readonly belongs: ReadonlyMap<string, Belonging>;
};

function follow(start: string, { edges, types, belongs }: Graph): Reach {
  const systems = new Set<string>();
  const seen = new Set([start]);
  let whole = false;
  for (const id of seen) {
    if (belongs.get(types.get(id) ?? '')?.over === 'itself') {
      systems.add(id);
      continue;
    }
    const next = edges.get(id);
    if (!next) whole = true;
    for (const each of next ?? []) seen.add(each);
  }
  return { systems, whole };
}

/** Records that are not there lead nowhere, and so count as the whole organisation's. */
async function typed(at: At, ids: readonly string[]): Promise<readonly Node[]> {
  const found: Node[] = [];
  for (const some of chunks(ids))
    found.push(
      ...(await at.q
        .selectFrom('record')
        .where('org_id', '=', at.org.id)
        .where('id', 'in', some)
        .select(['id', 'type'])
        .execute()),
    );
  return found;
}

function grouped(nodes: readonly Node[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { id, type } of nodes) groups.set(type, [...(groups.get(type) ?? []), id]);
  return groups;
}

async function edgesOf(
  at: At,
  registry: Belongings,
  { type, ids }: { readonly type: string; readonly ids: readonly string[] },
): Promise<readonly (readonly [string, string])[]> {
  const { over } = registry.belongs.get(type) ?? {};
  if (over === undefined || over === 'itself') return [];
  const found: (readonly [string, string])[] = [];
  const columns = over.flatMap((each) => ('column' in each ? [each.column] : []));
  for (const some of chunks(ids)) {
    if (columns.length > 0)
      for (const row of await columnsOf(at, registry.records.get(type)!, { columns, ids: some }))
        for (const column of columns) if (row[column]) found.push([row.id as string, row[column] as string]);
    for (const each of over) {
      if ('column' in each) continue;
      const [here, there] =
        each.end === 'to' ? (['from_id', 'to_id'] as const) : (['to_id', 'from_id'] as const);
      const rows = await links(at, each.link).where(here, 'in', some).execute();
      for (const row of rows) found.push([row[here], row[there]]);
    }
  }
  return found;
}

async function columnsOf(
  at: At,
  definition: Parameters<typeof recordView>[0],
  wanted: { readonly columns: readonly string[]; readonly ids: readonly string[] },
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const view = recordView(definition)(at).as('r') as never;
  return (at.q as unknown as Kysely<Record<string, Record<string, string>>>)
    .selectFrom(view)
    .where('id' as never, 'in', wanted.ids as never)
    .select(['id', ...wanted.columns] as never)
    .execute();
}
