import { type Aggregates, type TextCell, UNIT } from '../aggregates.ts';
import type { Measure } from '../counted.ts';
import { writeSlice } from '../slice.ts';
import { slicingsOf } from '../slicings.ts';
import type { Spec } from '../spec.ts';
import { type FiguresOf, finish, hiddenResult } from './finish.ts';

const COLUMN = 'column:';

/** Every figure of answers: overall and for each group. */
export function textFigures(spec: Spec, aggregates: Aggregates): FiguresOf {
  const names = [...new Set(aggregates.texts.flatMap(({ measures }) => Object.keys(measures)))].sort();
  const slicings = slicingsOf(spec, aggregates.texts);
  return (metric) => {
    if (metric.over !== 'measure') return [];
    if (metric.measure === 'column')
      return names
        .filter((name) => name.startsWith(COLUMN))
        .map((name) => {
          const slice = writeSlice({ kind: 'column', column: name.slice(COLUMN.length) });
          return finish(spec, { metric, slice, figure: metric.compute(measureOf(aggregates.texts, name)) });
        });
    if (!names.includes(metric.measure)) return [];
    const one = (slice: string, cells: readonly TextCell[]) =>
      finish(spec, { metric, slice, figure: metric.compute(measureOf(cells, metric.measure)) });
    return [
      one('all', aggregates.texts),
      ...slicings.flatMap(({ groups }) =>
        groups.map((group) =>
          group.hidden ? hiddenResult(spec, metric, group) : one(group.slice, group.items),
        ),
      ),
    ];
  };
}

function measureOf(cells: readonly TextCell[], name: string): Measure {
  const found = cells.flatMap(({ measures }) => (measures[name] ? [measures[name]] : []));
  return {
    n: found.reduce((all, [n]) => all + n, 0),
    sum: Number(found.reduce((all, [, sum]) => all + sum, 0n)) / UNIT,
  };
}
