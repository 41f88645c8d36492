import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { figureOf, NOW, specOf, withLog } from './measure.testing.ts';
import { runMeasure } from './run.ts';

const REAL =
  process.env.AIMS_COMPAS_CSV ??
  [
    new URL('../../../shared/data/compas-two-years.csv', import.meta.url),
    new URL('../../../../shared/data/compas-two-years.csv', import.meta.url),
  ]
    .map((url) => fileURLToPath(url))
    .find((path) => existsSync(path)) ??
  '';

const spec = specOf(`
monitor: compas
system: SYS-0001
source: { format: csv, path: ${JSON.stringify(REAL || 'compas-two-years.csv')} }
task: binary
columns:
  prediction: score_text
  positive: [Medium, High]
  label: two_year_recid
  label_positive: 1
  score: decile_score
  score_range: [0, 10]
protected:
  - { column: race, reference: Caucasian }
  - { column: sex }
  - { column: age_cat }
crossings: [[race, sex]]
`);

// ProPublica, How we analyzed the COMPAS recidivism algorithm, 23 May 2016; the data stays out of this repository.
test.skipIf(!existsSync(REAL))(
  'the published COMPAS table comes out to the printed digits (AIMS_COMPAS_CSV names the file)',
  async () => {
    const { results } = await withLog(spec, { folder: '/' }, (log) =>
      runMeasure(log, { spec, profile: null, now: NOW, version: 'test' }),
    );
    const [result] = results;
    const percent = (id: string, slice?: string) => (figureOf(result, id, slice).value! * 100).toFixed(2);
    const rates = (slice?: string) => [
      percent('false_positive_rate', slice),
      percent('false_negative_rate', slice),
    ];
    expect(rates('group:race=African-American')).toEqual(['44.85', '27.99']);
    expect(rates('group:race=Caucasian')).toEqual(['23.45', '47.72']);
    expect(rates()).toEqual(['32.35', '37.40']);
    expect(result).toMatchObject({ rows: 7214, labelled: 7214 });
    // Exact AUC of the deciles, ties counting half: 5,725,040.5 + … of 3,251 × 3,963 pairs, counted by a plain loop below.
    expect(figureOf(result, 'auc').value).toBeCloseTo(0.7021662544, 10);
  },
);

test.skipIf(!existsSync(REAL))(
  'race, sex, age and their intersections have intervals, and small groups are not shown',
  async () => {
    const { results } = await withLog(spec, { folder: '/' }, (log) =>
      runMeasure(log, { spec, profile: null, now: NOW, version: 'test' }),
    );
    const [result] = results;
    for (const slice of ['by:race', 'by:sex', 'by:age_cat', 'by:race&sex']) {
      const figure = figureOf(result, 'false_positive_rate_difference', slice);
      expect(figure.lo).toBeLessThanOrEqual(figure.value!);
      expect(figure.hi).toBeGreaterThanOrEqual(figure.value!);
      expect(figure.boundKind).toBe('bootstrap');
    }
    const small = figureOf(result, 'accuracy', 'group:race=Asian&sex=Female');
    expect(small).toMatchObject({ value: null, n: 0, reason: expect.stringContaining('fewer than 10 rows') });
    const next = figureOf(result, 'accuracy', 'group:race=Asian&sex=Male');
    expect(next).toMatchObject({ value: null, n: 0, reason: expect.stringContaining('subtracting') });
    const cells = result!.aggregates!.cells!;
    expect(cells.length).toBeGreaterThan(20);
    expect(cells.every(({ n }) => n >= 10)).toBe(true);
  },
);
