import { chunks } from '#kernel/chunks.ts';
import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { type At, heads, links } from '#platform/view.ts';
import type { Lineage } from './contract.ts';

/**
 * The links over which data flow, with the end the data come from and the words of the arrow. Links are rows of the
 * platform: the kinds are those that the registers of data sets, models and AI systems own.
 */
const FLOWS: Readonly<Record<string, { readonly source: 'from' | 'to'; readonly label: string }>> = {
  'data-from': { source: 'to', label: msg('supplies') },
  'derived-from': { source: 'to', label: msg('becomes') },
  'trained-on': { source: 'to', label: msg('trains') },
  'uses-data': { source: 'to', label: msg('feeds') },
  'uses-model': { source: 'to', label: msg('is used by') },
};
/** More than this around one record is no picture any more: the rest is opened on request. */
const MOST_NEIGHBOURS = 12;

type Flow = { readonly from: string; readonly to: string; readonly label: string };
type Hands = Pick<At, 'q' | 'org' | 'at'>;

/** Where data come from and where they go, to a depth on either side of one record. */
export async function lineageOf(
  ctx: Hands,
  centre: string,
  options: { readonly depth: number; readonly open: readonly string[] },
): Promise<Lineage> {
  const columns = new Map([[centre, 0]]);
  const edges = new Map<string, Flow>();
  const hidden = new Map<string, number>();
  let front = [centre];
  for (let step = 0; front.length > 0 && step < options.depth + options.open.length; step += 1) {
    const asked = step < options.depth ? front : front.filter((id) => options.open.includes(id));
    const flows = await flowsAt(ctx, asked);
    const next: string[] = [];
    for (const id of asked) {
      const around = flows.filter((each) => each.from === id || each.to === id);
      const shown = options.open.includes(id) ? around : around.slice(0, MOST_NEIGHBOURS);
      for (const each of shown) {
        const forward = each.from === id;
        const other = forward ? each.to : each.from;
        edges.set(`${each.from} ${each.to} ${each.label}`, each);
        if (columns.has(other)) continue;
        columns.set(other, columns.get(id)! + (forward ? 1 : -1));
        next.push(other);
      }
    }
    front = step + 1 < options.depth ? next : [...new Set([...next, ...front])];
  }
  const beyond = await flowsAt(ctx, [...columns.keys()]);
  for (const each of beyond)
    for (const [own, other] of [
      [each.from, each.to],
      [each.to, each.from],
    ] as const) {
      if (!columns.has(own)) continue;
      if (columns.has(other)) edges.set(`${each.from} ${each.to} ${each.label}`, each);
      else hidden.set(own, (hidden.get(own) ?? 0) + 1);
    }
  const known = await named(ctx, [...columns.keys()]);
  return {
    nodes: known.map((each) => ({
      ...each,
      column: columns.get(each.id)!,
      hidden: hidden.get(each.id) ?? 0,
    })),
    edges: [...edges.values()].toSorted((a, b) => (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1)),
  };
}

/** Everything that data of this record reach, each with the shortest way to it. */
export async function reachedFrom(ctx: Hands, start: string) {
  const before = new Map<string, string | null>([[start, null]]);
  let front = [start];
  while (front.length > 0) {
    const next: string[] = [];
    for (const { from, to } of await flowsAt(ctx, front, 'from'))
      if (!before.has(to)) {
        before.set(to, from);
        next.push(to);
      }
    front = next;
  }
  const known = await named(ctx, [...before.keys()]);
  const refs = new Map(known.map((each) => [each.id, each.ref]));
  const pathTo = (id: string): string[] => {
    const parent = before.get(id);
    return parent ? [...pathTo(parent), refs.get(id) ?? id] : [refs.get(id) ?? id];
  };
  const reached = known
    .filter((each) => each.id !== start)
    .map((each) => ({ ...each, path: pathTo(each.id) }));
  const of = (type: string) => reached.filter((each) => each.type === type);
  return { datasets: of('dataset'), models: of('model'), systems: of('system') };
}

/** @throws AppError `invalid-input` when a data set would come from itself, over however many steps */
export async function refuseCircle(ctx: Hands, id: string): Promise<void> {
  const { datasets } = await reachedFrom(ctx, id);
  const around = await flowsAt(ctx, [id, ...datasets.map((each) => each.id)], 'from');
  const back = around.find((each) => each.to === id);
  if (!back) return;
  throw new AppError('invalid-input', t('A data set cannot come from itself, nor from what is made of it.'), {
    problems: [{ path: 'to', message: t('This would close a circle') }],
  });
}

/** The flows that begin or end at these records, in a stable order. */
async function flowsAt(ctx: Hands, ids: readonly string[], end?: 'from'): Promise<readonly Flow[]> {
  const found: Flow[] = [];
  for (const some of chunks(ids)) {
    const rows = await ctx.q
      .selectFrom(links(ctx).as('l'))
      .select(['l.kind', 'l.from_id', 'l.to_id'])
      .where('l.kind', 'in', Object.keys(FLOWS))
      // Every kind points from what uses to what is used: data flow against the link.
      .where((eb) =>
        end === 'from'
          ? eb('l.to_id', 'in', some)
          : eb.or([eb('l.to_id', 'in', some), eb('l.from_id', 'in', some)]),
      )
      .orderBy('l.from_id')
      .orderBy('l.to_id')
      .execute();
    for (const row of rows) found.push({ from: row.to_id, to: row.from_id, label: FLOWS[row.kind]!.label });
  }
  return [...new Map(found.map((each) => [`${each.from} ${each.to} ${each.label}`, each])).values()];
}

async function named(ctx: Hands, ids: readonly string[]) {
  const found: { id: string; type: string; ref: string; title: string; state: string | null }[] = [];
  for (const some of chunks(ids)) {
    const rows = await ctx.q
      .selectFrom(heads(ctx).as('h'))
      .innerJoin('record as r', (join) => join.onRef('r.id', '=', 'h.id').on('r.org_id', '=', ctx.org.id))
      .select(['h.id', 'r.type', 'r.ref', 'h.title', 'h.state'])
      .where('h.id', 'in', some)
      .execute();
    found.push(...rows.map((row) => ({ ...row, title: row.title ?? row.ref })));
  }
  return found.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
}

/** The id of any record by its id or reference. @throws AppError `not-found` */
export async function anyRecordId(ctx: Ctx, idOrRef: string): Promise<string> {
  const found = await ctx.q
    .selectFrom(heads(ctx).as('h'))
    .innerJoin('record as r', (join) => join.onRef('r.id', '=', 'h.id').on('r.org_id', '=', ctx.org.id))
    .select('h.id')
    .where('r.type', 'in', ['dataset', 'model', 'system', 'supplier'])
    .where((eb) => eb.or([eb('h.id', '=', idOrRef), eb('r.ref', '=', idOrRef.toUpperCase())]))
    .executeTakeFirst();
  if (!found)
    throw new AppError(
      'not-found',
      t('There is no data set, model or AI system {idOrRef} here.', { idOrRef }),
    );
  return found.id;
}
