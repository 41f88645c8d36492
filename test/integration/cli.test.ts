import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const MAIN = new URL('../../src/apps/cli/main.ts', import.meta.url).pathname;
const MADE_UP = new URL('../fixtures/inventory-made-up.csv', import.meta.url).pathname;
const REAL =
  process.env.AIMS_OMB_CSV ??
  new URL('../../../shared/data/omb-2024-ai-use-cases.csv', import.meta.url).pathname;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let data = 'data';
const env = () => ({
  ...process.env,
  AIMS_DATA: join(folder, data),
  DATABASE_URL: '',
  NODE_OPTIONS: '',
});

/** `./aims …` on a data folder of its own. */
async function aims(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [MAIN, ...args], {
      env: env(),
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, out: failed.stdout, err: failed.stderr };
  }
}
const json = async (...args: string[]) => JSON.parse((await aims('--json', ...args)).out);

describe('the first loop, on the command line', () => {
  test('begins with a clear word when there is nothing yet', async () => {
    const answer = await aims('check');
    expect(answer.code).toBe(3);
    expect(answer.err).toContain('./aims init');
  });

  test('makes the demo organisation', async () => {
    expect(await json('init', '--demo')).toMatchObject({ organisation: expect.stringMatching(/^aims_/) });
  }, 30_000);

  test('invites somebody for one unit and one AI system, and says which is not there', async () => {
    const invite = (unit: string) =>
      aims('user', 'invite', 'pia@example.org', '--role', 'staff', '--unit', unit, '--system', 'sys-0001');
    expect((await invite('UNIT-0001')).out).toContain('/invitation/');
    const refused = await invite('UNIT-9999');
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('There is no unit UNIT-9999');
  }, 30_000);

  test('says what an import would do, and does it', async () => {
    expect(await json('import', 'systems', MADE_UP, '--dry-run')).toMatchObject({
      dryRun: true,
      layout: 'omb-2024',
      created: 40,
      updated: 0,
      unchanged: 0,
      errors: [],
    });
    expect(await json('import', 'systems', MADE_UP)).toMatchObject({ created: 40, updated: 0, unchanged: 0 });
    expect(await json('import', 'systems', MADE_UP)).toMatchObject({ created: 0, updated: 0, unchanged: 40 });
  }, 30_000);

  test('names 32 subclauses and 38 controls, and one of them alone', async () => {
    const all = await json('check');
    expect(all.requirements.filter((each: { id: string }) => !each.id.startsWith('A.'))).toHaveLength(32);
    expect(all.requirements.filter((each: { id: string }) => each.id.startsWith('A.'))).toHaveLength(38);
    expect((await json('check', '--clause', '6.1.3')).requirements).toEqual([
      expect.objectContaining({ id: '6.1.3', verdict: 'partial', checks: expect.any(Array) }),
    ]);
  }, 30_000);

  test('exports the issued Statement in every format', async () => {
    for (const format of ['docx', 'pdf', 'xlsx', 'json']) {
      const file = join(folder, `soa.${format}`);
      expect((await aims('soa', '--format', format, '-o', file)).code).toBe(0);
      expect(existsSync(file)).toBe(true);
    }
    const { controls, version } = JSON.parse(await readFile(join(folder, 'soa.json'), 'utf8'));
    expect(version).toBe(1);
    expect(controls).toHaveLength(38);
    expect(Object.keys(controls[0])).toEqual(
      expect.arrayContaining(['id', 'decision', 'because', 'justification', 'status', 'owner', 'evidence']),
    );
  }, 40_000);

  test('closes a gate with the reasons and exit code 1', async () => {
    const { rows } = await json('system', 'list', '-f', 'name[contains]=Emergency');
    const answer = await aims('gate', rows[0].ref, '--stage', 'deployment');
    expect(answer.code).toBe(1);
    expect(answer.out).toMatch(/open\s+No risk above the appetite is left unaccepted: Not accepted: RSK-\d+/);
  }, 20_000);

  test('is refused acts of authority without a key', async () => {
    const { rows } = await json('risk', 'list', '--limit', '1');
    const answer = await aims(
      'risk',
      'accept',
      rows[0].id,
      '--version',
      String(rows[0].version),
      '--reason',
      'Because I can',
    );
    expect(answer.code).toBe(4);
  }, 20_000);

  test('verifies, backs up and restores', async () => {
    expect((await json('verify')).answer).toBe('ok');
    const file = join(folder, 'backup.tar.gz');
    expect(await json('backup', '-o', file)).toMatchObject({ verified: true });
    const elsewhere = { ...process.env, AIMS_DATA: join(folder, 'restored'), DATABASE_URL: '' };
    const { stdout } = await run(
      process.execPath,
      [MAIN, '--json', 'restore', file, '--without-erasures', 'Nothing was erased'],
      { env: elsewhere },
    );
    expect(JSON.parse(stdout)).toMatchObject({ organisations: 1, erasedAgain: 0 });
    const again = await run(process.execPath, [MAIN, '--json', 'verify'], { env: elsewhere });
    expect(JSON.parse(again.stdout)).toMatchObject({ answer: 'ok' });
  }, 60_000);

  test('backs up while a server has the folder, through that server', async () => {
    const server = spawn(process.execPath, [MAIN, 'serve'], {
      env: { ...env(), PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      await once(server.stdout, 'data');
      const file = join(folder, 'running.tar.gz');
      expect(await json('backup', '-o', file)).toMatchObject({ file, verified: true });
      expect((await stat(file)).size).toBeGreaterThan(1000);
      expect((await aims('restore', file, '--without-erasures', 'A trial')).code).toBe(5);
    } finally {
      server.kill();
      await once(server, 'exit');
    }
  }, 60_000);

  test('serves on when nobody reads what it says', async () => {
    const socket = join(folder, data, 'aims.sock');
    const server = spawn(process.execPath, [MAIN, 'serve'], {
      env: { ...env(), PORT: '0', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    server.stdout.destroy();
    try {
      while (!existsSync(socket)) await pause(50);
      // It says something about each request too.
      expect(await json('backup', '-o', join(folder, 'unheard.tar.gz'))).toMatchObject({ verified: true });
      expect(server.exitCode).toBeNull();
    } finally {
      server.kill();
      expect(await once(server, 'exit')).toEqual([0, null]);
    }
  }, 60_000);

  test('declares AI in use from the bookmarks of a browser, once', async () => {
    const file = join(folder, 'bookmarks.html');
    await writeFile(
      file,
      '<!DOCTYPE NETSCAPE-Bookmark-file-1><DT><A HREF="https://runwayml.com/">Films</A><DT><A HREF="https://example.org/">Other</A>',
    );
    expect(await json('import', 'uses', file, '--dry-run')).toMatchObject({
      kind: 'bookmarks',
      wouldDeclare: 1,
    });
    expect(await json('import', 'uses', file)).toMatchObject({ declared: [{ tool: 'Runway' }], skipped: [] });
    expect(await json('import', 'uses', file)).toMatchObject({ wouldDeclare: 0 });
    expect((await aims('import', 'uses', '/no/such/file.html')).code).toBe(3);
  }, 60_000);

  test('says which option is missing', async () => {
    expect((await aims('soa')).code).toBe(2);
    expect((await aims('import', 'systems', '/no/such/file.csv')).code).toBe(3);
  }, 20_000);
});

describe('templates of another organisation', () => {
  beforeAll(async () => {
    data = 'across';
    await aims('init', '--demo');
    await aims('init', '--name', 'Elbe Clinics');
  }, 60_000);
  afterAll(() => {
    data = 'data';
  });
  const take = (...options: string[]) =>
    aims('--json', '--org', 'Elbe Clinics', 'templates', 'take', 'Nordlicht Care (demo)', ...options);

  test('are taken by one command, methods only where they are named, and none by the machine alone', async () => {
    const { items } = JSON.parse((await take('--dry-run')).out) as {
      items: { key: string; kind: string; state: string; mayNot: string | null }[];
    };
    const risk = items.find((each) => each.kind === 'riskCriteria')!;
    expect(risk).toMatchObject({ state: 'new', mayNot: expect.stringContaining('signed-in person') });
    const taken = JSON.parse((await take()).out);
    expect(taken.copied).toBeGreaterThan(0);
    expect(taken.refused).toEqual([]);
    expect(JSON.parse((await take('--method', risk.key, '--replace')).out)).toMatchObject({
      copied: 0,
      refused: [{ key: risk.key, reason: risk.mayNot }],
    });
    const unknown = await take('--method', 'riskCriteria of nobody');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('There is no method')]);
  }, 60_000);
});

if (!existsSync(REAL))
  console.warn(
    `The real inventory is absent (${REAL}); set AIMS_OMB_CSV to run the command-line test on it.`,
  );

test.runIf(existsSync(REAL))(
  'the real inventory of 2,133 systems comes in by one command, and a second time changes nothing',
  async () => {
    expect(await json('import', 'systems', REAL)).toMatchObject({
      created: 2133,
      updated: 0,
      unchanged: 0,
      errors: [],
      repeatedKeys: 49,
      identicalRows: 3,
    });
    expect(await json('import', 'systems', REAL)).toMatchObject({ created: 0, updated: 0, unchanged: 2133 });
    expect((await json('check', '--clause', '4.3')).requirements[0].verdict).toBe('partial');
  },
  120_000,
);
