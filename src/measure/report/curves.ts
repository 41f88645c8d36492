import type { Curves, WindowCurves } from '../curves/curves.ts';
import type { ReliabilityPoint } from '../curves/reliability-curve.ts';
import type { SweepPoint } from '../curves/threshold-sweep.ts';
import { sliceTitle } from '../slice.ts';
import type { Spec } from '../spec.ts';
import { reliabilityChart, sweepChart } from './curve-charts.ts';
import { escapeHtml } from './escape.ts';
import { shownFigure } from './shown.ts';
import { tableOf } from './table.ts';

/** About so many rows of a sweep are in its table; the chart has all. */
const ROWS = 20;

/** The curves of a window as HTML: of all rows at once, of each group folded away. Empty when there are none. */
export function curvesSection(spec: Spec, { slices }: WindowCurves): string {
  if (slices.length === 0) return '';
  const parts = slices.map((each) =>
    each.slice === 'all'
      ? `<section>${curvesOfSlice(spec, each)}</section>`
      : `<details><summary>${escapeHtml(sliceTitle(each.slice))} (${each.n.toLocaleString('en')} rows)</summary>${curvesOfSlice(spec, each)}</details>`,
  );
  return `<h2>Reliability and cutoffs</h2><p class="note">From the score bins of labelled rows. Groups of an attribute are cut at the same places; a cut is left out where fewer than ${spec.smallest_cell} rows of a group would lie between it and the next. These curves stay in this file: they are never sent.</p>${parts.join('\n')}`;
}

function curvesOfSlice(spec: Spec, { reliability, sweep }: Curves): string {
  const { score_range: range, cutoff } = spec.columns;
  const calibration = reliability
    ? `<h3>Reliability curve</h3><p class="note">How often a score came true: above the diagonal more often than it said, below it less often. Bars are Wilson's intervals.</p>
<div class="beside curve">${reliabilityChart(reliability)}${tableOf(['Scores', 'n', 'Mean score', 'Positive', 'Interval'], reliability.map(reliabilityRow))}</div>`
    : '';
  return `${calibration}<h3>Threshold sweep</h3><p class="note">What these rows come to when scores from the cutoff up count as positive${cutoff === undefined ? '' : `; the upright line is the cutoff in use, ${cutoff}`}.</p>
<div class="beside curve">${sweepChart(sweep, { range, ...(cutoff !== undefined && { cutoff }) })}${tableOf(['Cutoff', 'Selected', 'Precision', 'Recall', 'False positive rate', 'Accuracy', 'F1'], thinned(sweep, range).map(sweepRow))}</div>`;
}

function reliabilityRow({ from, to, n, meanScore, positiveShare, lo, hi }: ReliabilityPoint): string[] {
  const { value, interval } = shownFigure({ value: positiveShare, lo, hi }, 'share');
  const mean = shownFigure({ value: meanScore, lo: null, hi: null }, 'score').value;
  return [`${from} to ${to}`, n.toLocaleString('en'), mean, value, interval];
}

function sweepRow(point: SweepPoint): string[] {
  const share = (value: number | null) => shownFigure({ value, lo: null, hi: null }, 'share').value;
  return [
    String(point.cutoff),
    share(point.selectionRate),
    share(point.precision),
    share(point.recall),
    share(point.falsePositiveRate),
    share(point.accuracy),
    shownFigure({ value: point.f1, lo: null, hi: null }, 'score').value,
  ];
}

/** The first point of each twentieth of the range. */
function thinned(sweep: readonly SweepPoint[], [low, high]: readonly [number, number]): SweepPoint[] {
  const part = ({ cutoff }: SweepPoint) => Math.floor(((cutoff - low) / (high - low)) * ROWS + 1e-9);
  return sweep.filter((point, i) => i === 0 || part(point) !== part(sweep[i - 1]!));
}
