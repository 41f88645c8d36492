import { counts } from '#catalog/mappings.ts';
import { msg, t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { reusedItems } from './read.ts';

/** The rule behind "duplication avoided", in words; shown wherever the figure is. */
const REUSE_RULE = msg(
  'Counted is a requirement of ISO/IEC 42001 that the crosswalk holds for the same as the clause of the other standard, or for a part of it, and for which you declared something. Where the two only share a part ("intersects") or one helps the other ("supports"), what you have is a start and is never counted. Nothing counted here makes a verdict better: records do.',
);

export type Serving = {
  readonly id: string;
  readonly title: string;
  readonly relation: string;
  readonly counts: boolean;
  readonly rationale: string;
};

/** What a clause of another standard is worth here, by the crosswalk. */
function servedBy(ctx: Pick<Ctx, 'catalog'>, framework: string, clause: string): readonly Serving[] {
  return ctx.catalog
    .mappings(`${framework}:${clause}`)
    .filter((each) => each.to.startsWith('iso-42001:'))
    .map((each) => ({
      id: each.to.slice('iso-42001:'.length),
      title: ctx.catalog.requirement(each.to)?.displayTitle ?? each.to,
      relation: each.relation,
      counts: counts(each),
      rationale: each.rationale,
    }));
}

/** Every declared item with what it serves, and the requirements for which nothing has to be made twice. */
export async function reuseOf(ctx: Ctx) {
  const items = await reusedItems(ctx).orderBy('framework').orderBy('clause').orderBy('ref').execute();
  const lines = items.map((each) => ({
    item: {
      id: each.id,
      ref: each.ref,
      version: each.version,
      title: each.title,
      kind: each.kind,
      framework: each.framework,
      clause: each.clause,
      clauseTitle: ctx.catalog.requirement(`${each.framework}:${each.clause}`)?.displayTitle ?? null,
      place: each.place,
      effectiveOn: each.effectiveOn,
      ownerId: each.ownerId,
    },
    serves: [...servedBy(ctx, each.framework, each.clause)],
  }));
  const by = (counted: boolean) => {
    const found = new Map<string, string[]>();
    for (const { item, serves } of lines)
      for (const each of serves.filter((one) => one.counts === counted))
        found.set(each.id, [...(found.get(each.id) ?? []), `${item.ref} ${item.title}`]);
    return found;
  };
  const [fulfilled, extended] = [by(true), by(false)];
  const order = [...ctx.catalog.subclauses(), ...ctx.catalog.controls()];
  const listed = (found: ReadonlyMap<string, string[]>) =>
    order
      .filter((each) => found.has(each.id))
      .map((each) => ({ id: each.id, title: each.displayTitle, items: found.get(each.id)! }));
  return {
    rule: t(REUSE_RULE),
    avoided: listed(fulfilled).map(({ items: named, ...rest }) => ({ ...rest, by: named })),
    extendable: listed(extended)
      .filter((each) => !fulfilled.has(each.id))
      .map(({ items: named, ...rest }) => ({ ...rest, from: named })),
    lines,
  };
}
