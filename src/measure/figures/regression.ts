import type { Aggregates } from '../aggregates.ts';
import { draw, drawRegression } from '../draws.ts';
import { slicingsOf } from '../slicings.ts';
import type { Spec } from '../spec.ts';
import { regressionOf } from '../tally.ts';
import { type FiguresOf, finish, hiddenResult } from './finish.ts';

/** The means whose sums are redrawn; roots and ratios of squares have no interval. */
const DRAWN = ['mean_error', 'mean_absolute_error', 'mean_prediction'];

/** Every figure of numbers predicted: overall, for each group, and compared across groups. */
export function regressionFigures(spec: Spec, aggregates: Aggregates): FiguresOf {
  const { magnitude } = spec.columns;
  const slicings = slicingsOf(spec, aggregates.regression);
  const all = regressionOf(aggregates.regression, magnitude);
  const draws = (slice: string, sums: typeof all) => draw(spec.intervals, slice, drawRegression(sums));
  return (metric) => {
    if (metric.over === 'regression') {
      const one = (slice: string, sums: typeof all) => {
        const drawn = () => draws(slice, sums).map((each) => metric.compute(each).value);
        const figure = withBeyond(metric.compute(sums), sums.beyond);
        return finish(spec, { metric, slice, figure }, DRAWN.includes(metric.id) ? drawn : undefined);
      };
      return [
        one('all', all),
        ...slicings.flatMap(({ groups }) =>
          groups.map((group) =>
            group.hidden
              ? hiddenResult(spec, metric, group)
              : one(group.slice, regressionOf(group.items, magnitude)),
          ),
        ),
      ];
    }
    if (metric.over !== 'regression-groups') return [];
    return slicings.map(({ slice, groups }) => {
      const used = groups
        .filter(({ small }) => !small)
        .map((group) => ({ slice: group.slice, sums: regressionOf(group.items, magnitude) }));
      const drawn = () => {
        const each = used.map((group) => draws(group.slice, group.sums));
        return Array.from(
          { length: spec.intervals.replicates },
          (_, i) => metric.compute(each.map((list) => list[i]!)).value,
        );
      };
      return finish(spec, { metric, slice, figure: metric.compute(used.map(({ sums }) => sums)) }, drawn);
    });
  };
}

function withBeyond<T extends { readonly value: number | null; readonly reason?: string }>(
  figure: T,
  beyond: number,
): T {
  return beyond > 0 && figure.value !== null
    ? {
        ...figure,
        reason: `${beyond} rows are left out: not finite, or further than 30,000 times the magnitude`,
      }
    : figure;
}
