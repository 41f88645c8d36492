import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Sizes = {
  readonly files: number;
  readonly median: number;
  readonly p95: number;
  /** Files over 400 lines, the longest first: each wants a reason in review. */
  readonly long: readonly (readonly [path: string, lines: number])[];
  readonly breaches: readonly string[];
};

const LIMIT = { median: 120, p95: 400, file: 700 };
const LONG = 400;

/** Lines of the source files in rooms, scripts and benches; tests, data and generated files apart. */
export function measureSizes(root: string): Sizes {
  const sizes = globSync('{src,scripts,bench}/**/*.{ts,tsx,mjs}', { cwd: root })
    .filter(
      (path) => !/\.(test|fixture|testing|generated)\.tsx?$|(^|[\\/])(packs|data|generated)[\\/]/.test(path),
    )
    .map((path) => [path, lines(readFileSync(join(root, path), 'utf8'))] as const)
    .sort(([, a], [, b]) => b - a);
  const median = percentile(sizes, 0.5);
  const p95 = percentile(sizes, 0.95);
  const breaches = [
    ...(sizes.length === 0 ? ['no source file was found'] : []),
    ...(median > LIMIT.median ? [`the median file has ${median} lines (limit ${LIMIT.median})`] : []),
    ...(p95 > LIMIT.p95 ? [`the 95th percentile has ${p95} lines (limit ${LIMIT.p95})`] : []),
    ...sizes
      .filter(([, n]) => n > LIMIT.file)
      .map(([path, n]) => `${path}:1 has ${n} lines (limit ${LIMIT.file})`),
  ];
  return { files: sizes.length, median, p95, long: sizes.filter(([, n]) => n > LONG), breaches };
}

/** Of sizes sorted from the longest, the one that this share of the files does not exceed. */
function percentile(sizes: readonly (readonly [string, number])[], share: number): number {
  return sizes[sizes.length - Math.max(1, Math.ceil(sizes.length * share))]?.[1] ?? 0;
}

function lines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

if (import.meta.main) {
  const { files, median, p95, long, breaches } = measureSizes(join(import.meta.dirname, '..'));
  for (const [path, n] of long) process.stdout.write(`${path} has ${n} lines (over ${LONG}: why?)\n`);
  for (const line of breaches) process.stdout.write(`${line}\n`);
  process.stdout.write(`size: ${files} files, median ${median} lines, 95th percentile ${p95}\n`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
