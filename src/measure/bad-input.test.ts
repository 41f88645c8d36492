import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkColumns } from './check-columns.ts';
import { openDuckdb } from './duckdb.ts';
import { figureOf, inFolder, measureText, NOW, specOf, withLog } from './measure.testing.ts';
import { openFiles } from './open-files.ts';
import { planWindows } from './plan-windows.ts';
import { runMeasure } from './run.ts';

const base = (more = '', columns = 'prediction: p, label: y, positive: 1') => `
monitor: bad
system: SYS-0001
source: { format: csv, path: log.csv }
task: binary
columns: { ${columns} }
smallest_cell: 1
${more}`;
const spec = specOf(base());
const first = async (text: string, of = spec) => (await measureText(of, text)).results[0];

describe('values that are not what they should be', () => {
  test('a column that is missing is named, with the nearest that is there', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'log.csv'), 'pred,y\n1,1\n');
      const log = await openFiles(specOf(base('', 'prediction: prd, label: y, positive: 1')), { folder });
      expect(checkColumns(specOf(base('', 'prediction: prd, label: y, positive: 1')), log)).toEqual([
        { path: ['columns', 'prediction'], message: 'The log has no column "prd"; did you mean "pred"?' },
      ]);
      await log.close();
    }));

  test('text in a numeric column is counted as invalid, not as 0', async () => {
    const of = specOf(base('features: { numeric: [x] }'));
    const { results } = await measureText(of, 'p,y,x\n1,1,2.5\n0,0,many\n1,0,\n0,1,3\n');
    expect(figureOf(results[0], 'invalid_rate', 'column:x')).toMatchObject({ value: 0.333333333333, n: 3 });
    expect(figureOf(results[0], 'missing_rate', 'column:x').value).toBe(0.25);
  });

  test('NaN and infinities of a score are left out, and nothing else is', async () => {
    const of = specOf(base('', 'prediction: p, label: y, positive: 1, score: s'));
    const result = await first('p,y,s\n1,1,0.9\n0,0,NaN\n1,0,inf\n0,0,0.2\n0,1,-inf\n', of);
    expect(figureOf(result, 'auc')).toMatchObject({ value: 1, n: 2 });
    expect(figureOf(result, 'accuracy').n).toBe(5);
  });

  test('an empty log has no value anywhere, and a reason everywhere', async () => {
    const result = await first('p,y\n');
    expect(result).toMatchObject({ rows: 0, labelled: 0 });
    for (const { id, value, reason } of result!.metrics)
      expect([id, value, typeof reason]).toEqual([id, null, 'string']);
  });

  test('one class only makes rates of the other undefined, with the reason', async () => {
    const result = await first('p,y\n1,1\n0,1\n1,1\n');
    expect(figureOf(result, 'specificity')).toMatchObject({
      value: null,
      reason: 'no labelled row is negative',
    });
    expect(figureOf(result, 'recall').value).toBeCloseTo(2 / 3, 11);
  });

  test('labels that never come leave selection rates, and say that no row is labelled', async () => {
    const result = await first('p,y\n1,\n0,\n1,\n');
    expect(figureOf(result, 'selection_rate')).toMatchObject({ n: 3, value: 0.666666666667 });
    expect(figureOf(result, 'accuracy')).toMatchObject({ value: null, reason: 'no labelled row' });
    expect(result!.labelled).toBe(0);
  });

  test('quotes, commas and line breaks inside CSV values stay inside them', async () => {
    const of = specOf(base('features: { categorical: [c] }'));
    const { profileOf } = await measureText(of, 'p,y,c\n1,1,"a, ""b""\nc"\n0,0,"a, ""b""\nc"\n0,0,plain\n');
    expect(profileOf.categories.c!.values).toEqual({ 'a, "b"\nc': 2, plain: 1 });
  });

  test('an attribute that is an identifier is refused, not counted to the end', async () => {
    const of = specOf(
      base('protected: [{ column: id }]').replace('csv', 'parquet').replace('log.csv', 'log.parquet'),
    );
    await inFolder(async (folder) => {
      const db = await openDuckdb();
      await db.rows(
        `copy (select range as id, 1 as p, 1 as y from range(1000002)) to '${join(folder, 'log.parquet')}' (format parquet)`,
      );
      db.close();
      await expect(
        withLog(of, { folder }, (log) =>
          runMeasure(log, { spec: of, profile: null, now: NOW, version: 't' }),
        ),
      ).rejects.toMatchObject({ message: expect.stringContaining('more than 1,000,000 combinations') });
    });
  });

  test('a million categories are counted, without keeping a million names', async () => {
    const of = specOf(
      base('features: { categorical: [c] }').replace('csv', 'parquet').replace('log.csv', 'log.parquet'),
    );
    await inFolder(async (folder) => {
      const db = await openDuckdb();
      await db.rows(
        `copy (select 'v' || range as c, 1 as p, 1 as y from range(1000000)) to '${join(folder, 'log.parquet')}' (format parquet)`,
      );
      db.close();
      const { aggregates } = await withLog(of, { folder }, (log) =>
        runMeasure(log, { spec: of, profile: null, now: NOW, version: 't' }),
      );
      expect(aggregates[0]!.categories.find(({ column }) => column === 'c')).toMatchObject({
        n: 1_000_000,
        other: 1_000_000,
        others: null,
      });
    });
  });
});

describe('times', () => {
  const timed = specOf(base('window: { column: at, size: day, time_zone: Europe/Berlin }'));
  const plan = (values: readonly string[]) =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'log.csv'), `p,y,at\n${values.map((at) => `1,1,${at}\n`).join('')}`);
      return withLog(timed, { folder }, async (log) => planWindows(timed, log, { now: NOW }));
    });

  test.each([
    ['ISO texts with an offset', ['2026-10-05T23:30:00Z', '2026-10-05T23:30:00+00:00']],
    ['naive times, which are those of the zone', ['2026-10-06 01:30:00']],
    ['seconds since 1970', ['1791243000']],
    ['milliseconds since 1970', ['1791243000000']],
    ['microseconds since 1970', ['1791243000000000']],
  ])('%s land in the same day of the zone', async (_, values) => {
    const { windows, unplaced } = await plan(values);
    expect(windows.map(({ from, to }) => [from, to])).toEqual([
      ['2026-10-05T22:00:00.000Z', '2026-10-06T22:00:00.000Z'],
    ]);
    expect(unplaced).toBe(0);
  });

  test('three formats in one column are read row by row, and what is no time is counted apart', async () => {
    const { windows, unplaced } = await plan([
      '2026-10-05T23:30:00Z',
      '2026-10-06 01:30:00',
      '2026-10-05T21:00:00-03:00',
      'yesterday',
    ]);
    expect(windows).toHaveLength(1);
    expect(unplaced).toBe(1);
  });

  test('a column without any time is refused', async () => {
    await expect(plan(['soon', 'later'])).rejects.toMatchObject({
      message: expect.stringContaining('can be read as a time'),
    });
  });

  test('a time far from the others does not make a million windows', async () => {
    await expect(plan(['0101-01-01', '2026-10-05'])).rejects.toMatchObject({
      message: expect.stringContaining('more than 5000 windows'),
    });
  });

  test('windows in between without rows are there, empty, and the open one is left out', async () => {
    const of = specOf(base('window: { column: at, size: day, lateness: P2D }'));
    const text = 'p,y,at\n1,1,2026-10-05 10:00\n0,1,2026-10-08 10:00\n';
    const run = await measureText(of, text, { now: '2026-10-10T00:00:00.000Z' });
    expect(run.results.map(({ window, rows }) => [window.from.slice(0, 10), rows])).toEqual([
      ['2026-10-05', 1],
      ['2026-10-06', 0],
      ['2026-10-07', 0],
    ]);
    expect(run.stillOpen).toBe(1);
  });

  test('a label that comes late opens its window again, and the result says what there was before', async () => {
    const of = specOf(base('window: { column: at, size: day }'));
    const early = await measureText(of, 'p,y,at\n1,,2026-10-05 10:00\n1,1,2026-10-05 11:00\n');
    const late = await measureText(of, 'p,y,at\n1,0,2026-10-05 10:00\n1,1,2026-10-05 11:00\n', {
      earlier: async () => early.aggregates[0]!,
    });
    expect(late.results[0]!.window.reopened).toEqual({ rowsBefore: 2, labelledBefore: 1 });
    const same = await measureText(of, 'p,y,at\n1,,2026-10-05 10:00\n1,1,2026-10-05 11:00\n', {
      earlier: async () => early.aggregates[0]!,
    });
    expect(same.results[0]!.window.reopened).toBeUndefined();
  });
});

describe('files', () => {
  test('a truncated Parquet file, a file that is none and a missing one are errors that name it', () =>
    inFolder(async (folder) => {
      const db = await openDuckdb();
      await db.rows(
        `copy (select 1 as p, 1 as y from range(100000)) to '${join(folder, 'whole.parquet')}' (format parquet)`,
      );
      db.close();
      const { readFile } = await import('node:fs/promises');
      const bytes = await readFile(join(folder, 'whole.parquet'));
      await writeFile(join(folder, 'cut.parquet'), bytes.subarray(0, bytes.length - 40));
      const open = (path: string) => openFiles({ ...spec, source: { format: 'parquet', path } }, { folder });
      await expect(open('cut.parquet')).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining('cut.parquet cannot be read'),
      });
      await expect(open('none-*.parquet')).rejects.toMatchObject({
        message: 'No file matches none-*.parquet.',
      });
      await expect(open('s3://bucket/x.parquet')).rejects.toMatchObject({
        message: expect.stringContaining('is not on this machine'),
      });
    }));

  test('nothing outside the folder that may be read is read, by no path and no link', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'logs'));
      await writeFile(join(folder, 'secret.csv'), 'p,y\n1,1\n');
      await writeFile(join(folder, 'logs', 'log.csv'), 'p,y\n1,1\n');
      await symlink(join(folder, 'secret.csv'), join(folder, 'logs', 'link.csv'));
      const within = join(folder, 'logs');
      const open = async (path: string) => {
        const log = await openFiles({ ...spec, source: { format: 'csv', path } }, { folder: within, within });
        await log.close();
      };
      await open('log.csv');
      for (const path of ['../secret.csv', join(folder, 'secret.csv'), 'link.csv', '../*.csv'])
        await expect(open(path)).rejects.toMatchObject({ code: 'forbidden' });
    }));
});

describe('names and values that try to be SQL', () => {
  const evil = `x"; drop table log; --`;

  test('a column name is an identifier, whatever is in it', async () => {
    const quoted = JSON.stringify(evil);
    const of = specOf(
      base(
        `features: { numeric: [${quoted}], categorical: [${quoted}] }\nprotected: [{ column: ${quoted}, bands: [0] }]`,
      ),
    );
    const text = `p,y,"${evil.replaceAll('"', '""')}"\n1,1,-0.5\n0,0,2\n`;
    const { results, profileOf } = await measureText(of, text);
    expect(figureOf(results[0], 'missing_rate', `column:${evil}`).value).toBe(0);
    expect(profileOf.numeric[evil]!.n).toBe(2);
  });

  test('a name that no column has is refused before any SQL is made of it', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'log.csv'), 'p,y\n1,1\n');
      const of = specOf(base(`features: { numeric: [${JSON.stringify(evil)}] }`));
      const log = await openFiles(of, { folder });
      expect(checkColumns(of, log)).toHaveLength(1);
      await log.close();
    }));

  test('values, phrases and file names are texts', async () => {
    const of = specOf(base('', `prediction: p, label: y, positive: ["' or 1=1 --", yes]`));
    const result = await first('p,y\nyes,no\nno,no\n', of);
    expect(figureOf(result, 'selection_rate').value).toBe(0.5);
    await inFolder(async (folder) => {
      await writeFile(join(folder, `o'clock [1].csv`), 'p,y\n1,1\n');
      const log = await openFiles(
        { ...spec, source: { format: 'csv', path: `o'clock [[]1].csv` } },
        { folder },
      );
      expect(log.columns.size).toBe(2);
      await log.close();
    });
  });
});

describe('bins', () => {
  test('are open below and closed above, edges are numbers and never decimals, a negative edge is no comment', async () => {
    const db = await openDuckdb();
    const { duckdbDialect } = await import('./sql/duckdb-dialect.ts');
    const edges = [-0.5, 0.1, 0.30000000000000004, 1e22];
    const { sql, read } = duckdbDialect.histograms(
      [{ x: 'x', edges }],
      `(values (-0.5::double), (0.1), (0.3), (0.30000000000000004), (0.31), (1e23), ('nan'::double), ('infinity'::double), (null)) as t(x)`,
    );
    expect(read(await db.rows(sql))).toEqual([[1, 1, 2, 1, 1]]);
    expect(() => read([{ h0: [{ key: 0.2, value: 1n }] }])).toThrow('none of ours');
    const [row] = await db.rows(`select 1 -${duckdbDialect.number(-0.5)} as x`);
    expect(row!.x).toBe(1.5);
    db.close();
  });
});
