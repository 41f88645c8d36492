import type { Scores } from '../counted.ts';

/** Curves are cut at hundredths of the score range, and first at its tenths. */
const [FINE, COARSE] = [100, 10];

/** Numbers of score bins at which curves are cut, in rising order; the tenths are among the hundredths. */
export type CutPlaces = { readonly fine: readonly number[]; readonly coarse: readonly number[] };

/**
 * Where the curves of some groups are cut. The groups share their cuts, and between two of them, and at both ends, each
 * group has at least `least` labelled rows: no difference of two points, and no difference of two groups, tells of fewer.
 */
export function cutPlaces(groups: readonly Scores['bins'][], least: number): CutPlaces {
  const size = groups[0]?.length ?? 0;
  const below = groups.map(runningRows);
  const enough = (from: number, to: number) => below.every((rows) => rows[to]! - rows[from]! >= least);
  const cut = (from: number, to: number, step: number): number[] => {
    const places: number[] = [];
    for (let place = from + step; place < to; place += step)
      if (enough(places.at(-1) ?? from, place) && enough(place, to)) places.push(place);
    return places;
  };
  const coarse = cut(0, size, size / COARSE);
  const ends = [0, ...coarse, size];
  const fine = ends.slice(1).flatMap((end, i) => [...cut(ends[i]!, end, size / FINE), end]);
  return { coarse, fine: fine.slice(0, -1) };
}

/** How many rows lie below each bin, and at last all of them. */
function runningRows(bins: Scores['bins']): readonly number[] {
  const below = [0];
  for (const { positive, negative } of bins) below.push(below.at(-1)! + positive + negative);
  return below;
}
