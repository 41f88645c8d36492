import { describe, expect, test } from 'vitest';
import { SCORE_BINS } from '../aggregates.ts';
import type { Scores } from '../counted.ts';
import { measureText, specOf } from '../measure.testing.ts';
import { htmlReport } from '../report/html.ts';
import { cutPlaces } from './cut-places.ts';
import { reliabilityCurve } from './reliability-curve.ts';
import { thresholdSweep } from './threshold-sweep.ts';

/** Rows as score and label; every number of these tests was computed by hand from them. */
const TEN: readonly (readonly [number, 0 | 1])[] = [
  [0.05, 0],
  [0.15, 0],
  [0.15, 1],
  [0.35, 0],
  [0.45, 1],
  [0.55, 0],
  [0.65, 1],
  [0.75, 1],
  [0.95, 1],
  [0.95, 1],
];

function scoresIn(rows: readonly (readonly [number, 0 | 1])[], high = 1): Scores {
  const bins = Array.from({ length: SCORE_BINS }, () => ({ positive: 0, negative: 0, score: 0 }));
  for (const [score, label] of rows) {
    const bin = bins[Math.min(SCORE_BINS - 1, Math.floor((score / high) * SCORE_BINS))]!;
    bin[label ? 'positive' : 'negative'] += 1;
    bin.score += score;
  }
  const positives = rows.filter(([, label]) => label).length;
  const unused = { score: 0, square: 0, scoreOfPositives: 0 };
  return { low: 0, high, bins, positives, negatives: rows.length - positives, ...unused };
}

describe('the reliability curve', () => {
  test('has mean score and share of positive rows of each part', () => {
    const curve = reliabilityCurve(scoresIn(TEN), [200, 500], 0.95);
    // 0.05, 0.15, 0.15: one of three. 0.35, 0.45: one of two. The other five: four.
    expect(curve).toMatchObject([
      { from: 0, to: 0.2, n: 3, positiveShare: 0.333333333333 },
      { from: 0.2, to: 0.5, n: 2, meanScore: 0.4, positiveShare: 0.5 },
      { from: 0.5, to: 1, n: 5, meanScore: 0.77, positiveShare: 0.8 },
    ]);
    expect(curve[0]!.meanScore).toBeCloseTo(0.35 / 3, 11);
    // Wilson, 4 of 5 at 95 %: (0.8 + 1.92073/5 ± 1.95996·√(0.8·0.2/5 + 3.84146/100)) / (1 + 3.84146/5)
    expect(curve[2]!.lo).toBeCloseTo(0.37553, 5);
    expect(curve[2]!.hi).toBeCloseTo(0.963775, 5);
  });

  test('has no share where there are no rows', () => {
    expect(reliabilityCurve(scoresIn([[0.9, 1]]), [500], 0.95)[0]).toEqual({
      from: 0,
      to: 0.5,
      n: 0,
      meanScore: null,
      positiveShare: null,
      lo: null,
      hi: null,
    });
  });
});

describe('the threshold sweep', () => {
  test('has the rates of the rows at each cutoff, a score at the cutoff counting as positive', () => {
    const sweep = thresholdSweep(scoresIn(TEN), [450, 700]);
    expect(sweep).toEqual([
      // All ten selected, six of them positive.
      {
        cutoff: 0,
        selectionRate: 1,
        precision: 0.6,
        recall: 1,
        falsePositiveRate: 1,
        accuracy: 0.6,
        f1: 0.75,
      },
      // From 0.45: six selected, five right; of four negatives one.
      {
        cutoff: 0.45,
        selectionRate: 0.6,
        precision: 5 / 6,
        recall: 5 / 6,
        falsePositiveRate: 0.25,
        accuracy: 0.8,
        f1: 10 / 12,
      },
      // From 0.7: three selected, all right.
      {
        cutoff: 0.7,
        selectionRate: 0.3,
        precision: 1,
        recall: 0.5,
        falsePositiveRate: 0,
        accuracy: 0.7,
        f1: 6 / 9,
      },
    ]);
  });

  test('says null where a rate is 0/0, and names cutoffs in the range of the score', () => {
    const [, above] = thresholdSweep(scoresIn([[250, 0]], 1000), [500]);
    expect(above).toMatchObject({ cutoff: 500, precision: null, recall: null, falsePositiveRate: 0 });
  });
});

describe('cuts', () => {
  const many = (score: number, n: number) => Array.from({ length: n }, () => [score, 1] as const);

  test('are the tenths and hundredths where there are rows enough on both sides', () => {
    const even = scoresIn(Array.from({ length: 1000 }, (_, i) => [(i + 0.5) / 1000, 1] as const));
    const { coarse, fine } = cutPlaces([even.bins], 10);
    expect(coarse).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
    expect(fine).toEqual(Array.from({ length: 99 }, (_, i) => (i + 1) * 10));
  });

  test('leave each group of those that share them the smallest number of rows in each part', () => {
    const one = scoresIn([...many(0.05, 20), ...many(0.25, 20), ...many(0.95, 20)]);
    const other = scoresIn([...many(0.05, 20), ...many(0.25, 4), ...many(0.35, 6), ...many(0.95, 20)]);
    expect(cutPlaces([one.bins], 10).coarse).toEqual([100, 300]);
    // Of the other, ten lie in 0.1 to 0.4 and only four of them in 0.1 to 0.3.
    expect(cutPlaces([one.bins, other.bins], 10).coarse).toEqual([100, 400]);
    expect(cutPlaces([one.bins, other.bins], 10).fine).toEqual([100, 400]);
  });
});

const spec = specOf(`
monitor: curves
system: SYS-0001
source: { format: csv, path: log.csv }
task: binary
columns: { score: s, label: y, cutoff: 0.5, positive: 1 }
protected: [{ column: g }]
smallest_cell: 10
`);

/** 400 rows of two groups spread over all scores, eight of a third one, and twelve of a fourth. */
const LOG = `s,y,g\n${Array.from({ length: 420 }, (_, i) => {
  const group = i >= 408 ? 'fourth' : i >= 400 ? 'third' : ['a', 'b'][i % 2];
  const score = ((i * 37) % 400) / 400;
  return `${score},${(i * 7) % 400 < score * 400 ? 1 : 0},${group}\n`;
}).join('')}`;

describe('the curves of a window', () => {
  test('are those of all rows and of groups that may be shown, and no part of what is sent', async () => {
    const { results, curves } = await measureText(spec, LOG);
    expect(curves[0]!.slices.map(({ slice, n }) => [slice, n])).toEqual([
      ['all', 420],
      ['group:g=a', 200],
      ['group:g=b', 200],
    ]);
    expect(curves[0]!.slices[0]!.reliability).toHaveLength(10);
    expect(JSON.stringify(results)).not.toMatch(/reliability|sweep|cutoff/);
  });

  test('of a group need ten times the smallest cell; smaller ones limit where the others are cut', async () => {
    const few = LOG + Array.from({ length: 60 }, (_, i) => `${i / 60},1,fifth\n`).join('');
    const { curves } = await measureText(spec, few);
    expect(curves[0]!.slices.map(({ slice }) => slice)).toEqual(['all', 'group:g=a', 'group:g=b']);
    expect(curves[0]!.slices[1]!.sweep.length).toBeGreaterThan(2);
    expect(curves[0]!.slices[1]!.sweep.length).toBeLessThanOrEqual(8);
  });

  test('agree with the figures of the result at the cutoff in use', async () => {
    const { results, curves } = await measureText(spec, LOG);
    const at = curves[0]!.slices[0]!.sweep.find(({ cutoff }) => cutoff === 0.5)!;
    const value = (id: string) => results[0]!.metrics.find((each) => each.id === id)!.value!;
    expect(at.precision).toBeCloseTo(value('precision'), 11);
    expect(at.recall).toBeCloseTo(value('recall'), 11);
    expect(at.falsePositiveRate).toBeCloseTo(value('false_positive_rate'), 11);
  });

  test('let no part of a group that is not shown be found by subtraction', async () => {
    const { curves } = await measureText(spec, LOG);
    const [all, ...groups] = curves[0]!.slices;
    const selected = (slice: typeof all, cutoff: number) =>
      Math.round(
        slice!.n * (slice!.sweep.find((each) => each.cutoff === cutoff)?.selectionRate ?? Number.NaN),
      );
    const left = groups[0]!.sweep
      .map(
        ({ cutoff }) => selected(all, cutoff) - groups.reduce((sum, each) => sum + selected(each, cutoff), 0),
      )
      .filter((n) => !Number.isNaN(n));
    // Twenty rows are not shown: at each cutoff that the groups have, 20, and at least ten on both sides.
    expect(left.length).toBeGreaterThan(0);
    for (const n of left) expect([10, 20]).toContain(n);
  });

  test('have no reliability where scores are no probabilities, and none at all without a score', async () => {
    const range = specOf(
      `monitor: m\nsystem: S\nsource: { format: csv, path: log.csv }\ntask: binary\ncolumns: { score: s, score_range: [0, 10], cutoff: 5, label: y, positive: 1 }\n`,
    );
    const { curves } = await measureText(range, LOG);
    expect(curves[0]!.slices[0]!.reliability).toBeNull();
    const plain = specOf(
      `monitor: m\nsystem: S\nsource: { format: csv, path: log.csv }\ntask: binary\ncolumns: { prediction: y, label: y, positive: 1 }\n`,
    );
    expect((await measureText(plain, LOG)).curves[0]!.slices).toEqual([]);
  });

  test('stand in the report as charts with tables', async () => {
    const { results, curves } = await measureText(spec, LOG);
    const page = htmlReport(spec, results, curves[0]!);
    expect(page).toContain('aria-label="Reliability curve; the table has the figures"');
    expect(page).toContain('aria-label="Rates at each cutoff; the table has the figures"');
    expect(page).toContain('<details><summary>g: a (200 rows)');
    expect(page).not.toContain('third (');
    expect(htmlReport(spec, results)).not.toContain('Threshold sweep');
  });
});
