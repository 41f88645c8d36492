import { chunks } from '#kernel/chunks.ts';
import { t } from '#kernel/language.ts';
import type { Belongings } from '#kernel/part.ts';
import type { PartRoles } from '#kernel/roles.ts';
import type { At } from '../view.ts';
import { heads } from '../view.ts';
import { type Places, placesOf } from './covered.ts';
import { type Reach, reachOf } from './reach.ts';
import type { Touched } from './touched.ts';

/** Why roles for parts do not hold for something: the record, and the place for which a role is needed. */
export type Outside = {
  readonly row: string | null;
  /** Those of the roles that hold for it nevertheless. */
  readonly left: readonly PartRoles[];
  /** "the unit Payments" */
  readonly place: string;
  /** "RSK-0004 “Missed fall” lies outside your part." */
  readonly sentence: string;
};

type Hands = {
  readonly registry: Belongings;
  /** What is written so far, and what stood before the first write. */
  readonly now: At;
  readonly before: At;
};

/**
 * Holds everything that was written against roles that hold for parts: each record must lie inside both before and
 * after, each link at both ends.
 * @returns what lies outside of some of these roles; empty when all hold for everything
 */
export async function outsideOf(
  hands: Hands,
  /** Which roles a row is held against. */
  throughOf: (row: string | null) => readonly PartRoles[],
  touched: readonly Touched[],
): Promise<readonly Outside[]> {
  const sides = { now: new Set<string>(), before: new Set<string>() };
  for (const each of touched) for (const { id, side } of looksOf(each)) sides[side].add(id);
  const views = {
    now: await viewOf(hands.now, hands.registry, sides.now),
    before: await viewOf(hands.before, hands.registry, sides.before),
  };
  const found: Outside[] = [];
  for (const each of touched) {
    if (each.kind === 'other') {
      found.push({ ...nothingWritten(), row: each.row });
      continue;
    }
    for (const { id, side, pointed } of looksOf(each)) {
      const verdict = judge(views[side], throughOf(each.row), { id, pointed });
      if (verdict) found.push({ row: each.row, ...verdict });
    }
  }
  return found;
}

export const wholePlace = () => t('the whole organisation');

/** Nothing written at all is nothing inside: the answer alone could be more than these roles may see. */
export const nothingWritten = (): Outside => ({
  row: null,
  left: [],
  place: wholePlace(),
  sentence: t('Nothing of your part is written here.'),
});

/** Which of these roles do not hold for one record as it stands, and where they are missing; null when all hold. */
export async function whyOutside(
  at: At,
  registry: Belongings,
  { through, id }: { readonly through: readonly PartRoles[]; readonly id: string },
): Promise<Omit<Outside, 'row'> | null> {
  const view = await viewOf(at, registry, new Set([id]));
  return judge(view, through, { id, pointed: false });
}

type Look = { readonly id: string; readonly side: 'now' | 'before'; readonly pointed: boolean };

/** Where a touch must be inside: `pointed` marks the end of a link that is only pointed at. */
function looksOf(touch: Touched): readonly Look[] {
  if (touch.kind === 'other') return [];
  const sides = (id: string, which: readonly Look['side'][], pointed = false) =>
    which.map((side) => ({ id, side, pointed }));
  if (touch.kind === 'record')
    return sides(
      touch.id,
      touch.change === 'made' ? ['now'] : touch.change === 'removed' ? ['before'] : ['before', 'now'],
    );
  const both: readonly Look['side'][] = touch.falls ? ['before'] : ['before', 'now'];
  return [...sides(touch.from, both), ...sides(touch.to, both, true)];
}

type Named = { readonly type: string; readonly ref: string; readonly title: string | null };

type View = {
  readonly reach: ReadonlyMap<string, Reach>;
  readonly places: Places;
  readonly there: ReadonlyMap<string, Named>;
  readonly shared: ReadonlySet<string>;
};

async function viewOf(at: At, registry: Belongings, ids: ReadonlySet<string>): Promise<View> {
  const wanted = [...ids];
  const reach = await reachOf(at, registry, wanted);
  const there = new Map<string, Named>();
  for (const some of chunks(wanted)) {
    const rows = await at.q
      .selectFrom('record')
      .innerJoin(heads(at).as('head'), 'head.id', 'record.id')
      .where('record.org_id', '=', at.org.id)
      .where('record.id', 'in', some)
      .select(['record.id', 'record.type', 'record.ref', 'head.title'])
      .execute();
    for (const { id, ...named } of rows) there.set(id, named);
  }
  const systems = new Set([...reach.values()].flatMap((each) => [...each.systems]));
  return {
    reach,
    there,
    places: await placesOf(at, registry, systems),
    shared: new Set([...registry.belongs.values()].flatMap((each) => (each.shared ? [each.type] : []))),
  };
}

/** Null where all the roles hold. A record that is not there on this side of the write has no side to be judged on. */
function judge(
  view: View,
  through: readonly PartRoles[],
  { id, pointed }: { readonly id: string; readonly pointed: boolean },
): Omit<Outside, 'row'> | null {
  const here = view.there.get(id);
  if (!here) return null;
  const { systems, whole } = view.reach.get(id) ?? { systems: new Set<string>(), whole: true };
  // What is only pointed at stays as it is: a control, or a model that others use too, may be pointed at by everybody.
  if (pointed && view.shared.has(here.type)) return null;
  const holding = through.filter((roles) => [...systems].every((each) => view.places.covers(roles, each)));
  if (!whole || pointed) {
    if (holding.length === through.length) return null;
    const foreign = [...systems].find((each) =>
      through.some((roles) => !holding.includes(roles) && !view.places.covers(roles, each)),
    );
    const place = placeOf(view.places, foreign);
    return { left: holding, place, sentence: sentenceOf(here) };
  }
  return {
    left: [],
    place: wholePlace(),
    sentence: t('{record} lies outside your part: it belongs to the whole organisation.', {
      record: nameOf(here),
    }),
  };
}

/** "the unit Payments", "the AI system Chatbot" */
function placeOf(places: Places, systemId: string | undefined): string {
  const system = systemId === undefined ? undefined : places.systems.get(systemId);
  if (!system) return wholePlace();
  const unit = system.unitId === null ? undefined : places.units.get(system.unitId);
  return unit ? t('the unit {name}', { name: unit.name }) : t('the AI system {name}', { name: system.name });
}

function sentenceOf(named: Named): string {
  return t('{record} lies outside your part.', { record: nameOf(named) });
}

function nameOf({ ref, title }: Named): string {
  return `${ref} “${title ?? ''}”`;
}
