import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the last build put into the browser: source files by path from the root, and the bytes of the first load. */
export type WebBuild = { readonly sources: readonly string[]; readonly initialGzipBytes: number };

const root = join(import.meta.dirname, '..');
const target = join(root, 'dist/web');
const mark = join(target, '.built');
const report = join(root, 'dist/web-build.json');

/**
 * Builds the web app into dist/web when its sources are not those of the last build. The build runs in a process of
 * its own, so that a server does not keep the bundler in memory.
 * @returns whether it had to build
 * @throws Error with the bundler's own words when the build fails
 */
export function ensureWebBuilt(): boolean {
  if (webIsFresh()) return false;
  const build = spawnSync(process.execPath, [import.meta.filename], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Tests call this as well, and theirs would give React's slow development build.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  // Another start may have built the same while we did; then there is nothing to complain about.
  if (build.status !== 0 && !webIsFresh())
    throw new Error(`The web app could not be built.\n${build.stdout}${build.stderr}`);
  return true;
}

/** What the build in dist/web consists of. */
export function readWebBuild(): WebBuild {
  return JSON.parse(readFileSync(report, 'utf8')) as WebBuild;
}

function webIsFresh(): boolean {
  return existsSync(mark) && existsSync(report) && readFileSync(mark, 'utf8') === sourceHash();
}

/** Everything that can reach the browser: the server's own rooms and tests cannot. */
function sourceHash(): string {
  const paths = [
    ...globSync('src/**/*.*', { cwd: root, exclude: ['src/platform/**', 'src/apps/{server,cli}/**'] }),
    ...['package-lock.json', 'tsconfig.json', 'vite.config.ts'].filter((path) =>
      existsSync(join(root, path)),
    ),
  ];
  const hash = createHash('sha256');
  for (const path of paths.filter((each) => !/\.test\.tsx?$/.test(each)).sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

async function build(): Promise<void> {
  const { build: viteBuild } = await import('vite');
  const hash = sourceHash();
  // Built beside and then moved in: a build that fails, or a second one at the same time, leaves no half of an app.
  const next = join(root, `dist/.web-${process.pid}`);
  const old = `${next}-old`;
  mkdirSync(join(root, 'dist'), { recursive: true });
  try {
    const result = await viteBuild({
      root: join(root, 'src/apps/web'),
      ...(existsSync(join(root, 'vite.config.ts')) && { configFile: join(root, 'vite.config.ts') }),
      logLevel: 'warn',
      build: { outDir: next, emptyOutDir: true },
    });
    const { output } = (Array.isArray(result) ? result[0] : result) as { output: readonly Chunk[] };
    writeFileSync(join(next, '.built'), hash);
    if (existsSync(target)) renameSync(target, old);
    renameSync(next, target);
    writeFileSync(report, `${JSON.stringify(describe(output), null, 1)}\n`);
  } finally {
    rmSync(next, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

type Chunk = {
  readonly type: 'chunk' | 'asset';
  readonly fileName: string;
  readonly code?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly moduleIds?: readonly string[];
};

function describe(output: readonly Chunk[]): WebBuild {
  const chunks = new Map(output.filter((each) => each.type === 'chunk').map((each) => [each.fileName, each]));
  const first = new Set([...chunks.values()].filter((each) => each.isEntry).map((each) => each.fileName));
  for (const name of first) for (const next of chunks.get(name)?.imports ?? []) first.add(next);
  const bytes = [...first].map((name) => gzipSync(chunks.get(name)?.code ?? '').length);
  const ids = [...chunks.values()].flatMap((each) => each.moduleIds ?? []);
  const sources = ids.map((id) => id.replaceAll('\\', '/').replace(`${root.replaceAll('\\', '/')}/`, ''));
  return {
    sources: [...new Set(sources)].sort(),
    initialGzipBytes: bytes.reduce((sum, each) => sum + each, 0),
  };
}

if (import.meta.main) await build();
