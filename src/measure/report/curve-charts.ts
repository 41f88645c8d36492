import type { ReliabilityPoint } from '../curves/reliability-curve.ts';
import type { SweepPoint } from '../curves/threshold-sweep.ts';

const [LEFT, TOP, SIZE] = [46, 12, 240];

/** Mean score against share of positive rows; the dashed diagonal is where well calibrated scores lie. */
export function reliabilityChart(points: readonly ReliabilityPoint[]): string {
  const [x, y] = [across(0, 1), up];
  const drawn = points.flatMap(({ meanScore, positiveShare, lo, hi }) =>
    meanScore === null || positiveShare === null
      ? []
      : [{ x: x(meanScore), y: y(positiveShare), lo: y(lo ?? positiveShare), hi: y(hi ?? positiveShare) }],
  );
  const marks = drawn.map(
    (at) =>
      `<line x1="${at.x}" x2="${at.x}" y1="${at.lo}" y2="${at.hi}" stroke="var(--band)" stroke-width="6"/><circle cx="${at.x}" cy="${at.y}" r="3.5" fill="var(--mark)"/>`,
  );
  return frame('Reliability curve; the table has the figures', {
    low: '0',
    high: '1',
    below: 'mean score',
    inside: `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="var(--soft)" stroke-dasharray="4 3"/>${path(drawn)}${marks.join('')}`,
  });
}

/** The lines of a sweep: told apart by their dashes, and named beside the chart. */
const LINES = [
  { name: 'precision', of: ({ precision }: SweepPoint) => precision, dash: '' },
  { name: 'recall', of: ({ recall }: SweepPoint) => recall, dash: '8 3' },
  {
    name: 'false positive rate',
    of: ({ falsePositiveRate }: SweepPoint) => falsePositiveRate,
    dash: '2 3',
  },
  { name: 'selected', of: ({ selectionRate }: SweepPoint) => selectionRate, dash: '8 3 2 3' },
];

/** Rates over the cutoff; `cutoff` is the one in use, drawn upright. */
export function sweepChart(
  points: readonly SweepPoint[],
  { range: [low, high], cutoff }: { readonly range: readonly [number, number]; readonly cutoff?: number },
): string {
  const x = across(low, high);
  const lines = LINES.map(({ of, dash }) =>
    path(
      points.flatMap((point) => {
        const value = of(point);
        return value === null ? [] : [{ x: x(point.cutoff), y: up(value) }];
      }),
      dash,
    ),
  );
  const used =
    cutoff === undefined
      ? ''
      : `<line x1="${x(cutoff)}" x2="${x(cutoff)}" y1="${TOP}" y2="${TOP + SIZE}" stroke="var(--limit)" stroke-dasharray="4 3"/>`;
  const names = LINES.map(
    ({ name, dash }, i) =>
      `<line x1="300" x2="330" y1="${24 + 20 * i}" y2="${24 + 20 * i}" stroke="var(--mark)" stroke-width="1.5" stroke-dasharray="${dash}"/><text x="336" y="${28 + 20 * i}">${name}</text>`,
  );
  return frame('Rates at each cutoff; the table has the figures', {
    low: String(low),
    high: String(high),
    below: 'cutoff',
    inside: `${used}${lines.join('')}${names.join('')}`,
    width: 460,
  });
}

function across(low: number, high: number): (value: number) => number {
  return (value) => round(LEFT + ((value - low) / (high - low)) * SIZE);
}

function up(value: number): number {
  return round(TOP + (1 - value) * SIZE);
}

function path(points: readonly { readonly x: number; readonly y: number }[], dash = ''): string {
  const d = points.map((at, i) => `${i === 0 ? 'M' : 'L'}${at.x} ${at.y}`).join('');
  return `<path d="${d}" fill="none" stroke="var(--mark)" stroke-width="1.5" stroke-dasharray="${dash}"/>`;
}

/** A square of shares from 0 to 1, with the names of the ends. */
function frame(
  label: string,
  chart: {
    readonly low: string;
    readonly high: string;
    readonly below: string;
    readonly inside: string;
    readonly width?: number;
  },
): string {
  const { low, high, below, inside, width = 300 } = chart;
  const [right, bottom] = [LEFT + SIZE, TOP + SIZE];
  return `<svg width="${width}" height="284" viewBox="0 0 ${width} 284" role="img" aria-label="${label}">
<path d="M${LEFT} ${TOP}V${bottom}H${right}" fill="none" stroke="var(--line)"/>${inside}
<text x="40" y="${TOP + 8}" text-anchor="end">100 %</text><text x="40" y="${bottom}" text-anchor="end">0 %</text>
<text x="${LEFT}" y="${bottom + 18}">${low}</text><text x="${(LEFT + right) / 2}" y="${bottom + 18}" text-anchor="middle">${below}</text><text x="${right}" y="${bottom + 18}" text-anchor="end">${high}</text></svg>`;
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
