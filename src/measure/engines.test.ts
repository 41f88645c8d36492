import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '#test/testkit/postgres.ts';
import { CATEGORICAL, logSql, NUMERIC } from '../../bench/measure-log.ts';
import { writeAggregates } from './aggregates.ts';
import { buildProfile } from './build-profile.ts';
import { openDuckdb } from './duckdb.ts';
import type { Log } from './engine.ts';
import { inFolder, NOW, specOf, withLog } from './measure.testing.ts';
import { openClickhouse } from './open-clickhouse.ts';
import { openLog } from './open-log.ts';
import { openPostgres } from './open-postgres.ts';
import type { Profile } from './profile.ts';
import { runMeasure } from './run.ts';
import type { Spec } from './spec.ts';

const ROWS = 1500;
const text = (more: string) => `
monitor: engines
system: SYS-0001
source: { format: csv, path: log.csv }
window: { column: ts, size: week, time_zone: Europe/Berlin }
features: { numeric: [${NUMERIC}], categorical: [${CATEGORICAL.join(', ')}] }
protected: [{ column: race }, { column: sex }, { column: f6, bands: [2, 5] }]
crossings: [[race, sex]]
intervals: { replicates: 0 }
${more}`;
const binary = specOf(
  text('task: binary\ncolumns: { prediction: prediction, score: score, label: label, positive: 1 }'),
);
const several = specOf(text('task: multiclass\ncolumns: { prediction: c1, label: c2 }'));
const numbers = specOf(text('task: regression\ncolumns: { prediction: f4, label: f9, magnitude: 2 }'));

/** The same rows for every engine, as texts of CSV and as typed columns of a database. */
let csv = '';
const profiles = new Map<Spec, Profile>();
const counted = async (spec: Spec, log: Log) =>
  (await runMeasure(log, { spec, profile: profiles.get(spec) ?? null, now: NOW, version: 't' })).aggregates
    .map(writeAggregates)
    .join('');
const expected = new Map<Spec, string>();

beforeAll(async () => {
  await inFolder(async (folder) => {
    const db = await openDuckdb({ threads: 1 });
    const path = join(folder, 'log.csv');
    await db.rows(
      `copy (select * exclude (i), strftime(ts, '%Y-%m-%d %H:%M:%S.%f') as at from (${logSql(ROWS, 1, 3)}) order by i) to '${path}' (header)`,
    );
    db.close();
    const { readFile } = await import('node:fs/promises');
    csv = await readFile(path, 'utf8');
    for (const spec of [binary, several, numbers])
      await withLog(spec, { folder }, async (log) => {
        profiles.set(spec, await buildProfile(spec, log));
        expected.set(spec, await counted(spec, log));
      });
  });
});

const columns = (number: string, time: string, word: string) =>
  csv
    .slice(0, csv.indexOf('\n'))
    .split(',')
    .map((name) => {
      const type = /^(f\d+|score)$/.test(name) ? number : name === 'ts' ? time : word;
      return `${name} ${['prediction', 'label'].includes(name) ? number : type}`;
    })
    .join(', ');

const rows = () =>
  csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;

  beforeAll(async () => {
    server = await startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('create schema logs');
    await client.query(`create table logs.predictions (${columns('double precision', 'timestamp', 'text')})`);
    const all = rows();
    for (let at = 0; at < all.length; at += 500) {
      const part = all.slice(at, at + 500);
      const width = part[0]!.length;
      const values = part.map((_, i) => `(${part[0]!.map((__, j) => `$${i * width + j + 1}`).join(', ')})`);
      await client.query(
        `insert into logs.predictions values ${values.join(', ')}`,
        part.flat().map((value) => (value === '' ? null : value)),
      );
    }
    await client.end();
  }, 60_000);

  afterAll(() => server.stop());

  test.each([
    ['binary', binary],
    ['of several classes', several],
    ['of numbers', numbers],
  ])('gives the very bytes of DuckDB for a task %s', async (_, spec) => {
    const log = await openPostgres(server.url, 'logs.predictions');
    expect(await counted(spec, log)).toBe(expected.get(spec));
    await log.close();
  });

  test('makes a profile too: the same counts of values and categories, cut at its own quantiles', async () => {
    const log = await openPostgres(server.url, 'logs.predictions');
    const [own, theirs] = [await buildProfile(binary, log), profiles.get(binary)!];
    await log.close();
    expect(own.categories).toEqual(theirs.categories);
    for (const [column, { n, missing, invalid, counts }] of Object.entries(own.numeric)) {
      expect([column, n, missing, invalid]).toEqual([
        column,
        ...['n', 'missing', 'invalid'].map((key) => theirs.numeric[column]![key as 'n']),
      ]);
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(n - missing - invalid);
    }
  });

  test('is opened by the spec through the environment, may only read, and misses no table silently', async () => {
    const spec = specOf(
      text('task: regression\ncolumns: { prediction: f4 }').replace(
        '{ format: csv, path: log.csv }',
        '{ format: postgres, table: logs.predictions, url_env: LOGS_URL }',
      ),
    );
    await expect(openLog(spec, { folder: '/' }, {})).rejects.toMatchObject({
      message: 'The environment variable LOGS_URL is not set.',
    });
    const log = await openLog(spec, { folder: '/' }, { LOGS_URL: server.url });
    await expect(log.rows('delete from logs.predictions')).rejects.toMatchObject({
      message: expect.stringContaining('read-only'),
    });
    await log.close();
    await expect(openPostgres(server.url, 'logs.nothing')).rejects.toMatchObject({ code: 'not-found' });
  });
});

const CHDB = process.env.AIMS_TEST_CHDB ?? new URL('../../node_modules/chdb', import.meta.url).pathname;

// chdb is ClickHouse itself as a library, of 540 MB; `npm install --no-save chdb@3.4.0` brings it, or AIMS_TEST_CHDB names it.
describe.skipIf(!existsSync(CHDB))(
  'ClickHouse (chdb in node_modules or at AIMS_TEST_CHDB), over HTTP',
  () => {
    type Session = { query: (sql: string, format?: string) => string; cleanup: () => void };
    let session: Session;
    const server = createServer((request, response) => {
      let sql = '';
      request.on('data', (part: Buffer) => {
        sql += part.toString();
      });
      request.on('end', () => {
        try {
          const settings = [...new URL(request.url!, 'http://x').searchParams].filter(
            ([name]) => name !== 'readonly',
          );
          response.end(
            session.query(
              sql
                .replace(
                  / format JSONEachRow$/,
                  ` settings ${settings.map(([k, v]) => `${k} = ${v}`).join(', ')}`,
                )
                .replace(/^(describe .*) settings .*/, '$1'),
              'JSONEachRow',
            ),
          );
        } catch (error) {
          response.statusCode = 400;
          response.end(String(error));
        }
      });
    });
    let url = '';

    beforeAll(async () => {
      const { Session } = createRequire(import.meta.url)(CHDB) as { Session: new () => Session };
      session = new Session();
      session.query('create database logs');
      session.query(
        `create table logs.predictions (${columns('Nullable(Float64)', `DateTime64(6, 'Europe/Berlin')`, 'Nullable(String)')}) engine = Memory`,
      );
      const quoted = (value: string) => (value === '' ? 'NULL' : `'${value}'`);
      for (const part of [rows()])
        session.query(
          `insert into logs.predictions values ${part.map((row) => `(${row.map(quoted).join(', ')})`).join(', ')}`,
        );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    }, 60_000);

    afterAll(() => {
      server.close();
      session.cleanup();
    });

    test.each([
      ['binary', binary],
      ['of several classes', several],
      ['of numbers', numbers],
    ])('gives the very bytes of DuckDB for a task %s', async (_, spec) => {
      const log = await openClickhouse(url, 'logs.predictions');
      expect(await counted(spec, log)).toBe(expected.get(spec));
    });

    test('says what the server says when a table is missing, and that it does not answer when it does not', async () => {
      await expect(openClickhouse(url, 'logs.nothing')).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(openClickhouse('http://127.0.0.1:9/', 'x')).rejects.toMatchObject({ code: 'unavailable' });
    });
  },
);
