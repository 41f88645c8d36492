import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultSchema } from '#measure/result.ts';

const run = promisify(execFile);
const MAIN = new URL('../../src/apps/cli/main.ts', import.meta.url).pathname;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-measure-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `./aims …` where there is no server and no data folder. */
async function aims(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, AIMS_DATA: join(folder, 'none'), DATABASE_URL: '', NODE_OPTIONS: '' };
  try {
    const { stdout, stderr } = await run(process.execPath, [MAIN, ...args], {
      env,
      cwd: folder,
      maxBuffer: 1 << 26,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, out: failed.stdout, err: failed.stderr };
  }
}

const SPEC = `monitor: loans
system: SYS-0001
source: { format: csv, path: "log-*.csv" }
window: { column: at, size: day }
task: binary
columns: { prediction: decision, label: repaid, positive: 1 }
features: { numeric: [amount] }
protected: [{ column: sex }]
thresholds:
  - { metric: accuracy, op: "<", value: 0.9, severity: high }
  - { metric: demographic_parity_ratio, group: sex, op: "<", value: 0.2 }
`;

/** Forty rows of a day; on a bad day decisions are wrong. */
const day = (date: string, bad: boolean) =>
  `decision,repaid,amount,sex,at\n${Array.from({ length: 40 }, (_, i) => `${i % 2},${bad ? (i + 1) % 2 : i % 2},${i * 10},${i % 3 === 0 ? 'f' : 'm'},${date} 12:00:00`).join('\n')}\n`;

const write = (name: string, text: string) => writeFile(join(folder, name), text);

describe('./aims measure', () => {
  test('needs no server and no data folder, prints a table, and leaves with 1 on a breach of severity high', async () => {
    await write('monitor.yaml', SPEC);
    await write('log-1.csv', day('2026-10-05', false));
    const good = await aims('measure', 'monitor.yaml');
    expect([good.code, good.err]).toEqual([0, '']);
    expect(good.out).toMatch(/loans, SYS-0001: 2026-10-05T00:00Z to 2026-10-06T00:00Z, 40 rows, 40 labelled/);
    expect(good.out).toMatch(/Accuracy +All rows +100\.00 % +91\.24 % to 100\.00 % +40/);
    expect(good.out).toContain('No threshold is breached.');
    await write('log-2.csv', day('2026-10-06', true));
    const bad = await aims('measure', 'monitor.yaml');
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/high +2026-10-06 +accuracy < 0\.9/);
    await expect(stat(join(folder, 'none'))).rejects.toThrow();
  }, 60_000);

  test('prints with --json results that fit the contract, for one window only when asked', async () => {
    const { out } = await aims('--json', 'measure', 'monitor.yaml', '--window', '2026-10-05');
    const { results, curves } = JSON.parse(out);
    expect(results).toHaveLength(1);
    expect(curves).toEqual([
      { window: { from: results[0].window.from, to: results[0].window.to }, slices: [] },
    ]);
    expect(resultSchema.parse(results[0])).toMatchObject({ engine: 'duckdb', rows: 40, breaches: [] });
  }, 60_000);

  test('says how often thresholds would have fired, and judges nothing', async () => {
    const { code, out } = await aims('--json', 'measure', 'monitor.yaml', '--dry-run');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { threshold: 'accuracy < 0.9', windows: 2, judged: 2, fired: ['2026-10-06T00:00:00.000Z'] },
      { windows: 2, fired: [] },
    ]);
  }, 60_000);

  test('writes a report that needs nothing else, and text in it stays text', async () => {
    await write(
      'evil.yaml',
      SPEC.replace('monitor: loans', 'monitor: loans\ntitle: "<script>alert(1)</script>"'),
    );
    await aims('measure', 'evil.yaml', '--html', 'report.html', '--no-keep');
    const html = await readFile(join(folder, 'report.html'), 'utf8');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import/);
    expect(html).toContain('<svg');
    expect(html).toContain('Demographic parity ratio');
  }, 60_000);

  test('keeps counts for the owner alone, and adds them up to what one run over all would have', async () => {
    const kept = join(folder, '.aims-measure', 'loans');
    const [version] = await readdir(kept);
    const counts = (await readdir(join(kept, version!))).filter((name) => name.endsWith('.counts.json'));
    expect(counts).toHaveLength(2);
    expect((await stat(join(kept, version!, counts[0]!))).mode & 0o077).toBe(0);
    const parts = counts.map((name) => join(kept, version!, name));
    const merged = await aims('--json', 'merge', 'monitor.yaml', ...parts, '-o', 'whole.json');
    expect(merged.code).toBe(0);
    expect(JSON.parse(merged.out).results[0]).toMatchObject({
      rows: 80,
      window: { from: '2026-10-05T00:00:00.000Z', to: '2026-10-07T00:00:00.000Z' },
    });
    const posted = parts[0]!.replace('.counts.', '.result.');
    const refused = await aims('merge', 'monitor.yaml', posted, parts[1]!);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('is a posted result, and those cannot be merged');
  }, 60_000);

  test('names file, line and field of what is wrong in a spec or missing in the log', async () => {
    await write(
      'wrong.yaml',
      SPEC.replace('metric: accuracy', 'metric: acuracy').replace('repaid', 'repayed'),
    );
    const spec = await aims('measure', 'wrong.yaml');
    expect([spec.code, spec.out]).toEqual([2, '']);
    expect(spec.err).toContain(
      'wrong.yaml:10 thresholds.0.metric: There is no metric "acuracy"; did you mean accuracy?',
    );
    await write('wrong.yaml', SPEC.replace('label: repaid', 'label: repayed'));
    const log = await aims('measure', 'wrong.yaml');
    expect(log.code).toBe(2);
    expect(log.err).toContain(
      'wrong.yaml:6 columns.label: The log has no column "repayed"; did you mean "repaid"?',
    );
    expect((await aims('measure', 'nothing.yaml')).code).toBe(3);
    const window = await aims('measure', 'monitor.yaml', '--window', 'soon');
    expect([window.code, window.err]).toEqual([2, expect.stringContaining('"soon" names no time')]);
  }, 60_000);

  test('--post without a key says whose key it needs', async () => {
    const { code, err } = await aims('--server', 'http://127.0.0.1:9', 'measure', 'monitor.yaml', '--post');
    expect([code, err]).toEqual([4, expect.stringContaining('API key of an AI engineer')]);
  }, 60_000);
});

test('./aims measure init writes a spec that measures as it is; ./aims profile makes the reference it is compared with', async () => {
  const { out, code } = await aims('measure', 'init', 'log-1.csv');
  expect(code).toBe(0);
  expect(out).toContain('guess');
  await write('guessed.yaml', out.replace('label: repaid', 'label: repaid'));
  const profile = await aims('--json', 'profile', 'guessed.yaml', '-o', 'reference.json');
  expect(JSON.parse(profile.out)).toMatchObject({ rows: 40, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const measured = await aims(
    '--json',
    'measure',
    'guessed.yaml',
    '--reference',
    'reference.json',
    '--no-keep',
  );
  const { results } = JSON.parse(measured.out);
  const drift = results[0].metrics.filter((each: { id: string }) => each.id === 'population_stability_index');
  expect(drift.length).toBeGreaterThan(0);
  for (const { value } of drift) expect(value).toBeCloseTo(0, 9);
}, 60_000);

test('./aims import report takes over the report of another tool', async () => {
  await write('whylogs.json', JSON.stringify({ amount: { 'counts/n': 100, 'counts/null': 4 } }));
  const { out } = await aims(
    '--json',
    'import',
    'report',
    'monitor.yaml',
    'whylogs.json',
    '--tool',
    'whylogs',
    '--window',
    '2026-10-05',
  );
  expect(JSON.parse(out).results[0]).toMatchObject({
    origin: { kind: 'reported-by', tool: 'whylogs' },
    metrics: [{ id: 'missing_rate', slice: 'column:amount', value: 0.04, n: 100 }],
  });
  expect(
    (
      await aims(
        'import',
        'report',
        'monitor.yaml',
        'whylogs.json',
        '--tool',
        'abacus',
        '--window',
        '2026-10-05',
      )
    ).code,
  ).toBe(2);
}, 60_000);

test('the engine is loaded in one place, when something is measured', () => {
  const root = new URL('../../', import.meta.url).pathname;
  const users = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((path) =>
    /from '@duckdb|import\('@duckdb/.test(
      readFileSync(join(root, path), 'utf8').replace(/import type[^;]*;/g, ''),
    ),
  );
  expect(users).toEqual(['src/measure/duckdb.ts']);
  expect(readFileSync(join(root, 'src/measure/duckdb.ts'), 'utf8')).toContain(
    "await import('@duckdb/node-api')",
  );
});
