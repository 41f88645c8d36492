import type { Aggregates, Cell } from '../aggregates.ts';
import type { Confusion } from '../confusion.ts';
import type { Matrix, Scores } from '../counted.ts';
import { draw, drawConfusion, drawMatrix, drawScores } from '../draws.ts';
import type { ConfusionMetric, Metric } from '../metrics/metric.ts';
import type { MetricResult } from '../result.ts';
import { writeSlice } from '../slice.ts';
import { type Group, MISSING, type Slicing, slicingsOf } from '../slicings.ts';
import type { Spec } from '../spec.ts';
import {
  classesOf,
  confusionOf,
  correctness,
  matrixOf,
  matrixOfSides,
  oneAgainstRest,
  scoresOf,
  sideCounts,
} from '../tally.ts';
import { type FiguresOf, finish, hiddenResult } from './finish.ts';

/** More classes than this are not listed one by one. */
const MOST_CLASSES = 200;

/** One slice with everything that metrics of it need; resampled versions are made when first asked for. */
type Part = {
  readonly slice: string;
  readonly confusion: Confusion;
  readonly scores: () => Scores;
  readonly matrix: () => Matrix;
  readonly drawn: {
    readonly confusion: () => readonly Confusion[];
    readonly scores: () => readonly Scores[];
    readonly matrix: () => readonly Matrix[];
  };
};

/** Every figure that comes from cells: performance, calibration and fairness of classes, agreement of judges. */
export function classFigures(spec: Spec, aggregates: Aggregates): FiguresOf {
  const classes = spec.task === 'binary' ? ['negative', 'positive'] : classesOf(aggregates.cells);
  const all = partOf(spec, { slice: 'all', cells: aggregates.cells, classes });
  const slicings = slicingsOf(spec, aggregates.cells).map((slicing) => ({
    ...slicing,
    parts: new Map(
      slicing.groups.map((group) => [
        group,
        partOf(spec, { slice: group.slice, cells: group.items, classes }),
      ]),
    ),
  }));
  return (metric) => [
    ...(metric.slices.includes('all') ? partFigure(spec, metric, all) : []),
    ...(metric.slices.includes('class') && spec.task === 'multiclass' ? classFigure(spec, metric, all) : []),
    ...slicings.flatMap((slicing) => slicedFigures(spec, metric, slicing)),
  ];
}

function partOf(
  spec: Spec,
  { slice, cells, classes }: { slice: string; cells: readonly Cell[]; classes: readonly string[] },
): Part {
  const counts = sideCounts(spec.task === 'binary' ? cells : []);
  const matrix = once(() => (spec.task === 'binary' ? matrixOfSides(counts) : matrixOf(cells, classes)));
  const scores = once(() => scoresOf(cells, spec));
  const draws = <T>(one: Parameters<typeof draw<T>>[2]) => draw(spec.intervals, slice, one);
  const severalClasses = () => draws(drawMatrix(matrix()));
  return {
    slice,
    confusion: spec.task === 'binary' ? confusionOf(counts) : correctness(matrix()),
    scores,
    matrix,
    drawn: {
      confusion: once(() =>
        spec.task === 'binary' ? draws(drawConfusion(counts)) : severalClasses().map(correctness),
      ),
      scores: once(() => draws(drawScores(scores()))),
      matrix: once(severalClasses),
    },
  };
}

/** The figure of a metric over one slice; none when the metric is of another kind or the spec has no score. */
function partFigure(spec: Spec, metric: Metric, part: Part): readonly MetricResult[] {
  const { slice } = part;
  if (metric.over === 'confusion') {
    const drawn = () => part.drawn.confusion().map((each) => metric.compute(each).value);
    return skips(spec, metric)
      ? []
      : [finish(spec, { metric, slice, figure: metric.compute(part.confusion) }, drawn)];
  }
  if (metric.over === 'scores') {
    if (!spec.columns.score || (slice !== 'all' && metric.family === 'calibration' && !isProbability(spec)))
      return [];
    const figure = metric.compute(part.scores());
    const drawn = () => part.drawn.scores().map((each) => metric.compute(each).value);
    return [finish(spec, { metric, slice, figure }, metric.id === 'calibration_bias' ? drawn : undefined)];
  }
  if (metric.over !== 'matrix' || (spec.task === 'text' && !(spec.text?.judge && spec.text.human))) return [];
  const drawn = () => part.drawn.matrix().map((each) => metric.compute(each).value);
  return [finish(spec, { metric, slice, figure: metric.compute(part.matrix()) }, drawn)];
}

function isProbability({ columns }: Spec): boolean {
  return columns.score_range[0] === 0 && columns.score_range[1] === 1;
}

/** Of several classes, right and wrong say something of accuracy alone; the other counts are those of one class. */
function skips(spec: Spec, metric: ConfusionMetric): boolean {
  return spec.task === 'multiclass' && metric.id !== 'accuracy';
}

function classFigure(spec: Spec, metric: Metric, all: Part): readonly MetricResult[] {
  const { classes } = all.matrix();
  if (metric.over !== 'confusion' || classes.length > MOST_CLASSES) return [];
  return classes.map((value, i) => {
    const slice = writeSlice({ kind: 'class', value });
    const drawn = () => all.drawn.matrix().map((each) => metric.compute(oneAgainstRest(each, i)).value);
    return finish(spec, { metric, slice, figure: metric.compute(oneAgainstRest(all.matrix(), i)) }, drawn);
  });
}

type Sliced = Slicing<Cell> & { readonly parts: ReadonlyMap<Group<Cell>, Part> };

function slicedFigures(spec: Spec, metric: Metric, slicing: Sliced): readonly MetricResult[] {
  if (metric.over === 'groups' || metric.over === 'score-groups') return comparison(spec, metric, slicing);
  if (!metric.slices.includes('group')) return [];
  const reference = referenceOf(spec, slicing);
  return slicing.groups.flatMap((group) => {
    const part = slicing.parts.get(group)!;
    if (group.hidden) {
      const applies = metric.over === 'pair' || partFigure(spec, metric, part).length > 0;
      return applies ? [hiddenResult(spec, metric, group)] : [];
    }
    if (metric.over !== 'pair') return partFigure(spec, metric, part);
    if (!reference || reference === group) return [];
    const other = slicing.parts.get(reference)!;
    const drawn = () => {
      const theirs = other.drawn.confusion();
      return part.drawn.confusion().map((each, i) => metric.compute(each, theirs[i]!).value);
    };
    const figure = metric.compute(part.confusion, other.confusion);
    return [finish(spec, { metric, slice: group.slice, figure }, drawn)];
  });
}

/** Groups that are too small are left out of comparisons, and it is said how many. */
function comparison(
  spec: Spec,
  metric: Extract<Metric, { over: 'groups' | 'score-groups' }>,
  { groups, parts, slice }: Sliced,
): readonly MetricResult[] {
  if (metric.over === 'score-groups' && !(spec.columns.score && isProbability(spec))) return [];
  const used = groups.filter(({ small }) => !small).map((group) => parts.get(group)!);
  const left = groups.length - used.length;
  const note =
    left > 0
      ? { reason: `left out: ${left} ${left === 1 ? 'group' : 'groups'} below the smallest cell` }
      : {};
  const result = (() => {
    if (metric.over === 'groups') {
      const columns = () =>
        turned(
          used.map((part) => part.drawn.confusion()),
          spec.intervals.replicates,
        );
      const basis = { observed: used.map(({ confusion }) => confusion), least: spec.smallest_cell };
      const figure = metric.compute(basis.observed, basis);
      return finish(spec, { metric, slice, figure }, () =>
        columns().map((drawn) => metric.compute(drawn, basis).value),
      );
    }
    const columns = () =>
      turned(
        used.map((part) => part.drawn.scores()),
        spec.intervals.replicates,
      );
    const figure = metric.compute(used.map(({ scores }) => scores()));
    return finish(spec, { metric, slice, figure }, () =>
      columns().map((drawn) => metric.compute(drawn).value),
    );
  })();
  return [result.reason ? result : { ...result, ...note }];
}

/** From resamples of each group to the groups of each resample. */
function turned<T>(drawn: readonly (readonly T[])[], replicates: number): readonly (readonly T[])[] {
  return Array.from({ length: replicates }, (_, i) => drawn.map((each) => each[i]!));
}

/** The group that the others are compared with: the spec's, else the largest. */
function referenceOf(spec: Spec, { attributes, groups }: Sliced): Group<Cell> | undefined {
  const named = attributes.map((name) => spec.protected.find(({ column }) => column === name)?.reference);
  if (named.every((value) => value !== undefined))
    return groups.find(
      ({ values, hidden }) => !hidden && values.every((value, i) => (value ?? MISSING) === named[i]),
    );
  return groups.filter(({ hidden }) => !hidden).sort((a, b) => b.n - a.n)[0];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
