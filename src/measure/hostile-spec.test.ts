import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDuckdb } from './duckdb.ts';
import { openFiles } from './open-files.ts';
import { parseSpec } from './parse-spec.ts';
import { clickhouseDialect } from './sql/clickhouse-dialect.ts';
import { duckdbDialect } from './sql/duckdb-dialect.ts';
import { postgresDialect } from './sql/postgres-dialect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-hostile-spec-'));
  await writeFile(join(folder, 'log.csv'), 'at,p,y,g\n2026-01-01,1,1,a\n2026-01-02,0,1,b\n');
  await writeFile(join(folder, 'secret.txt'), 'root:x:0:0\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A spec whose one word is hostile. */
const spec = (change: Record<string, string>) => `monitor: fair
system: SYS-0001
source: { format: csv, path: ${change.path ?? 'log.csv'} }
task: binary
columns: { prediction: ${change.prediction ?? 'p'}, label: y, positive: 1 }
protected: [{ column: ${change.group ?? 'g'} }]
`;

const HOSTILE = [
  `'g") from read_text(''/etc/passwd'') --'`,
  `'x"; copy (select 1) to ''${'/tmp'}/aims-owned.csv''; --'`,
  `'(select content from read_text(''/etc/passwd''))'`,
  `"g' or '1'='1"`,
  `'g\\'`,
];

describe('a name in a spec is a name, never SQL', () => {
  test.each(HOSTILE)('%s', async (group) => {
    const parsed = parseSpec(spec({ group }));
    if (!parsed.ok) return expect(parsed.problems.length).toBeGreaterThan(0);
    const log = await openFiles(parsed.spec, { folder });
    try {
      expect([...log.columns.keys()].sort()).toEqual(['at', 'g', 'p', 'y']);
      const { identifier, text } = log.dialect;
      await expect(
        log.rows(`select ${identifier(parsed.spec.protected[0]!.column)} from ${log.from}`),
      ).rejects.toThrow(/not found|does not exist|cannot be read/i);
      expect(await log.rows(`select ${text(parsed.spec.protected[0]!.column)} as t`)).toEqual([
        { t: parsed.spec.protected[0]!.column },
      ]);
    } finally {
      await log.close();
    }
  });

  test.each([duckdbDialect, postgresDialect, clickhouseDialect])('as $name quotes it', (dialect) => {
    for (const hostile of ['a"b', "a'b", 'a`b', 'a\\b', 'a"; drop table x; --', '\\"', "\\'", '""', "''"]) {
      const name = dialect.identifier(hostile);
      const sign = name[0]!;
      const inside = name.slice(1, -1);
      expect(name.at(-1)).toBe(sign);
      // Every quote inside is doubled or behind a backslash, so that the name ends where it should.
      const rest =
        dialect.name === 'clickhouse' ? inside.replace(/\\./g, '') : inside.replaceAll(sign + sign, '');
      expect(rest).not.toContain(sign);
      const word = dialect.text(hostile);
      const plain = word.replace(/^E/, '').slice(1, -1);
      const left = dialect.name === 'clickhouse' ? plain.replace(/\\./g, '') : plain.replaceAll("''", '');
      expect(left).not.toContain("'");
    }
  });
});

describe('the engine opens the files of the spec and nothing else', () => {
  test('whatever statement came through: no other file, no network, no writing, no way back', async () => {
    const log = await openFiles(okay(), { folder });
    try {
      expect(await log.rows(`select count(*)::int as n from ${log.from}`)).toEqual([{ n: 2 }]);
      for (const statement of [
        `select * from read_text('/etc/passwd')`,
        `select * from read_text('${join(folder, 'secret.txt')}')`,
        `select * from read_csv('${join(folder, '..', '*')}')`,
        `select * from glob('/etc/*')`,
        `copy (select 1) to '${join(folder, 'written.csv')}'`,
        `attach '${join(folder, 'new.db')}'`,
        `select * from 'https://evil.example/x.csv'`,
        `install httpfs`,
        `load httpfs`,
        `set enable_external_access = true`,
        `set allowed_directories = ['/']`,
        `set lock_configuration = false`,
      ])
        await expect(log.rows(statement), statement).rejects.toThrow();
    } finally {
      await log.close();
    }
  });

  test('a path of the spec, upward, by a link or over the network, ends at the folder that may be read', async () => {
    await symlink('/etc/hostname', join(folder, 'link.csv')).catch(() => {});
    for (const path of [
      '/etc/hostname',
      '../../etc/hostname',
      'link.csv',
      'https://evil.example/x.csv',
      's3://b/x.csv',
      'file:///etc/hostname',
    ]) {
      const parsed = parseSpec(spec({ path: JSON.stringify(path) }));
      if (!parsed.ok) continue;
      await expect(openFiles(parsed.spec, { folder, within: folder }), path).rejects.toMatchObject({
        code: expect.stringMatching(/forbidden|invalid-input|not-found/),
      });
    }
  });

  test('without the wall such a statement would have been carried out', async () => {
    const db = await openDuckdb();
    try {
      expect(await db.rows(`select content from read_text('${join(folder, 'secret.txt')}')`)).toEqual([
        { content: 'root:x:0:0\n' },
      ]);
    } finally {
      db.close();
    }
  });
});

test('a spec that unfolds itself is refused', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
    .split('')
    .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(', ')}]`)
    .join('\n')}\n`;
  const started = performance.now();
  let refused = false;
  try {
    refused = !parseSpec(bomb).ok;
  } catch {
    refused = true;
  }
  expect(refused).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a spec with names of every object is refused and changes none', () => {
  expect(parseSpec('__proto__: { polluted: true }\nconstructor: 1\n').ok).toBe(false);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

function okay() {
  const parsed = parseSpec(spec({}));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}
