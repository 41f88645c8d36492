import { chmod, mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 1024 ** 3;

/**
 * vitest's global set-up: one folder for all that the tests of a run write, gone at its end, in memory where there is
 * room; and compiled code kept between the many processes that tests start.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join((await memoryHasRoom()) ? MEMORY : tmpdir(), 'aims-run-'));
  // PostgreSQL, which is not root, has its folder in it.
  await chmod(folder, 0o711);
  process.env.AIMS_TEST_RUN = folder;
  process.env.TMPDIR = folder;
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../../node_modules/.cache/tests', import.meta.url),
  );
  return () => rm(folder, { recursive: true, force: true });
}

async function memoryHasRoom(): Promise<boolean> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '');
  const options = mounts
    .split('\n')
    .find((line) => line.split(' ')[1] === MEMORY)
    ?.split(' ')[3];
  // Some tests compile a library for the servers that they start.
  if (!options || options.split(',').includes('noexec') || freemem() < ROOM_BYTES) return false;
  const { bavail, bsize } = await statfs(MEMORY);
  return bavail * bsize > ROOM_BYTES;
}
