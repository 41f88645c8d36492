import { readdir, readFile } from 'node:fs/promises';

/** What a process holds at one moment (Linux only). */
export type Sample = { readonly mb: number; readonly files: number };

/** Looks at a process every so many milliseconds until it is told to stop. */
export function watch(pid: number, every: number): () => readonly Sample[] {
  const samples: Sample[] = [];
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const kb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    if (kb > 0) samples.push({ mb: kb / 1024, files: files.length });
  }, every);
  return () => {
    clearInterval(timer);
    return samples;
  };
}

/**
 * Whether what is held stays: the median of the last quarter is at most 1.15 times that of the second. The first
 * quarter does not count: libraries load when first needed and caches fill.
 */
export function growth(values: readonly number[]) {
  const quarter = Math.floor(values.length / 4);
  const second = median(values.slice(quarter, 2 * quarter));
  const last = median(values.slice(-quarter));
  return { second: Math.round(second), last: Math.round(last), steady: quarter > 0 && last <= 1.15 * second };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
