import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProfile } from './build-profile.ts';
import { checkColumns } from './check-columns.ts';
import type { DuckdbOptions } from './duckdb.ts';
import type { Log } from './engine.ts';
import { openFiles } from './open-files.ts';
import { parseSpec } from './parse-spec.ts';
import type { Profile } from './profile.ts';
import type { MetricResult, Result } from './result.ts';
import { type Run, type RunOptions, runMeasure } from './run.ts';
import type { Spec } from './spec.ts';

export const NOW = '2027-01-01T00:00:00.000Z';

/** A spec from its text. @throws Error with its problems when it is wrong */
export function specOf(text: string): Spec {
  const parsed = parseSpec(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}

/** A folder that goes away again. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-measure-test-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens the log of a spec, whose columns must be there. */
export async function withLog<T>(
  spec: Spec,
  options: DuckdbOptions & { readonly folder: string; readonly within?: string },
  run: (log: Log) => Promise<T>,
): Promise<T> {
  const log = await openFiles(spec, options);
  try {
    const problems = checkColumns(spec, log);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return await run(log);
  } finally {
    await log.close();
  }
}

/** Measures a file with this text. */
export function measureText(
  spec: Spec,
  text: string,
  options: Partial<RunOptions> = {},
): Promise<Run & { readonly profileOf: Profile }> {
  return inFolder(async (folder) => {
    const name = [spec.source.path].flat()[0]!;
    await writeFile(join(folder, name), text);
    return withLog(spec, { folder, threads: 1 }, async (log) => ({
      ...(await runMeasure(log, { spec, profile: null, now: NOW, version: 'test', ...options })),
      profileOf: await buildProfile(spec, log),
    }));
  });
}

/** One figure of a result. @throws Error when it is not there */
export function figureOf(result: Result | undefined, id: string, slice = 'all'): MetricResult {
  const found = result?.metrics.find((each) => each.id === id && each.slice === slice);
  if (!found) throw new Error(`There is no figure ${id} of ${slice}.`);
  return found;
}
