import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('./shim.c', import.meta.url));

/** A disk that is written down, and that can be told to break, for one server. */
export type WatchedDisk = {
  /** What the server's environment must have. */
  readonly env: Readonly<Record<string, string>>;
  readonly record: string;
  /** How the disk is from now on: as usual, may only be read, full, cannot sync. */
  readonly feel: (mood: 'well' | 'read-only' | 'full' | 'no-sync') => void;
};

/** Why there is no such disk on this machine, or null: it takes Linux on glibc and a C compiler. */
export function noWatchedDisk(): string | null {
  if (process.platform !== 'linux') return 'a disk can be watched on Linux only';
  if (
    !(process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header.glibcVersionRuntime
  )
    return 'this system has no glibc';
  try {
    execFileSync('cc', ['--version'], { stdio: 'pipe' });
    return null;
  } catch {
    return 'there is no C compiler (cc); on Debian: apt-get install gcc libc6-dev';
  }
}

/**
 * Compiles the library that stands between a server and its disk.
 * @param folder where library and record are put
 * @param data the data folder, which is what is watched; need not exist
 */
export function watchedDisk(folder: string, data: string): WatchedDisk {
  const library = join(folder, 'disk.so');
  execFileSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, SOURCE, '-lpthread'], { stdio: 'pipe' });
  const [record, mood] = [join(folder, 'record'), join(folder, 'mood')];
  writeFileSync(mood, '.');
  return {
    env: {
      LD_PRELOAD: library,
      AIMS_DISK_FOLDER: data,
      AIMS_DISK_RECORD: record,
      AIMS_DISK_MOOD: mood,
    },
    record,
    feel: (how) => {
      const file = openSync(mood, 'r+');
      writeSync(file, { well: '.', 'read-only': 'r', full: 'f', 'no-sync': 's' }[how], 0);
      closeSync(file);
    },
  };
}
