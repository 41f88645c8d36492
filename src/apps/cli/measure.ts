import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#kernel/errors.ts';
import { type Aggregates, writeAggregates } from '#measure/aggregates.ts';
import { buildProfile } from '#measure/build-profile.ts';
import { buildResult } from '#measure/build-result.ts';
import { checkColumns } from '#measure/check-columns.ts';
import { curvesOf } from '#measure/curves/curves.ts';
import type { Log } from '#measure/engine.ts';
import { initSpec } from '#measure/init-spec.ts';
import { mergeAggregates, readAggregates } from '#measure/merge.ts';
import { openLog } from '#measure/open-log.ts';
import { type ParsedSpec, parseSpec } from '#measure/parse-spec.ts';
import { planWindows } from '#measure/plan-windows.ts';
import { type Profile, profileHash, profileSchema, writeProfile } from '#measure/profile.ts';
import { htmlReport } from '#measure/report/html.ts';
import { reportedResult, reportingTools } from '#measure/reported/reported.ts';
import { type Result, resultSchema } from '#measure/result.ts';
import { runMeasure, withBreaches } from '#measure/run.ts';
import { type Spec, specHash } from '#measure/spec.ts';
import { dryRun } from '#measure/thresholds.ts';
import { namedSpan } from '#measure/windows.ts';
import { VERSION } from '../server/version.ts';
import type { ImportOptions, MeasureOptions, MergeOptions, ProfileOptions } from './measure-options.ts';
import { postResults } from './measure-post.ts';
import { printDryRun, printResults, showProgress } from './measure-print.ts';
import { EXIT, print, report } from './output.ts';

type Loaded = Extract<ParsedSpec, { ok: true }> & { readonly file: string; readonly folder: string };

/** `./aims measure SPEC` */
export function measure(file: string, options: MeasureOptions, command: Command): Promise<void> {
  return guarded(command, async (json) => {
    const loaded = await loadSpec(file);
    const { spec } = loaded;
    const profile = await loadProfile(loaded, options.reference);
    const log = await openChecked(loaded, options);
    const store = options.keep === false ? null : await openStore(loaded, options.keep);
    const progress = showProgress(json);
    try {
      const only = spanOf(spec, options.window);
      const run = await runMeasure(log, {
        spec,
        profile,
        version: VERSION,
        now: new Date().toISOString(),
        ...(only && { only }),
        open: options.open ?? false,
        ...(store && { earlier: store.earlier, history: await store.results() }),
        progress: progress.window,
      });
      progress.done();
      for (const [i, aggregates] of run.aggregates.entries()) await store?.keep(aggregates, run.results[i]!);
      if (options.html) await writeFile(options.html, htmlReport(spec, run.results, run.curves.at(-1)));
      if (options.dryRun) printDryRun(dryRun(spec.thresholds, run.results), json);
      else printResults(spec, run, json);
      if (options.post) await postResults(run.results, command);
      const high = run.results.some(({ breaches }) => breaches.some(({ severity }) => severity === 'high'));
      if (high && !options.dryRun) process.exitCode = EXIT.failed;
    } finally {
      progress.done();
      await log.close();
    }
  });
}

/** `./aims measure init FILE` */
export function initialise(file: string, command: Command): Promise<void> {
  return guarded(command, async () => {
    process.stdout.write(await initSpec(file));
  });
}

/** `./aims profile SPEC` */
export function profile(file: string, options: ProfileOptions, command: Command): Promise<void> {
  return guarded(command, async (json) => {
    const loaded = await loadSpec(file);
    const { spec } = loaded;
    const source = options.from
      ? { ...spec.source, path: options.from.map((each) => resolve(each)) }
      : spec.source;
    const log = await openChecked({ ...loaded, spec: { ...spec, source } }, options);
    try {
      const only = spanOf(spec, options.window);
      const all = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' };
      const windows = only ? (await planWindows(spec, log, { now: all.to, only })).windows : null;
      const where = windows ? windows.map((each) => `(${each.where})`).join(' or ') || '1 = 0' : '1 = 1';
      const built = await buildProfile(spec, log, `(${where})`);
      await writeFile(options.output, writeProfile(built));
      const columns = Object.keys(built.numeric).length + Object.keys(built.categories).length;
      print({ profile: options.output, rows: built.rows, columns, hash: await profileHash(built) }, json);
    } finally {
      await log.close();
    }
  });
}

/** `./aims merge SPEC PARTS…` */
export function merge(
  file: string,
  options: MergeOptions & { readonly parts: readonly string[] },
  command: Command,
): Promise<void> {
  return guarded(command, async (json) => {
    const loaded = await loadSpec(file);
    const { spec } = loaded;
    const parts: Aggregates[] = [];
    for (const part of options.parts) parts.push(readAggregates(await readText(part), part));
    const aggregates = mergeAggregates(parts);
    if (aggregates.specHash !== (await specHash(spec)))
      throw new AppError('invalid-input', `The parts were measured by another version of ${file}.`, {
        next: 'Name the spec by which they were measured.',
      });
    const known = aggregates.profileHash === null ? null : await loadProfile(loaded, options.reference);
    if (aggregates.profileHash !== (known && (await profileHash(known))))
      throw new AppError('invalid-input', 'The parts were counted in the bins of another profile.', {
        next: 'Name the profile by which they were measured with --reference.',
      });
    if (options.output) await writeFile(options.output, writeAggregates(aggregates), { mode: 0o600 });
    const result = buildResult({
      spec,
      profile: known,
      aggregates,
      engine: 'merged',
      version: VERSION,
      complete: true,
    });
    const results = withBreaches(spec, [result]);
    const curves = curvesOf(spec, aggregates);
    if (options.html) await writeFile(options.html, htmlReport(spec, results, curves));
    printResults(spec, { results, curves: [curves], unplaced: 0, stillOpen: 0 }, json);
  });
}

/** `./aims import report SPEC REPORT` */
export function takeOver(
  file: string,
  options: ImportOptions & { readonly report: string },
  command: Command,
): Promise<void> {
  return guarded(command, async (json) => {
    const { spec } = await loadSpec(file);
    const tool = reportingTools.find((each) => each === options.tool);
    if (!tool)
      throw new AppError('invalid-input', `${options.tool} is none of the tools whose reports are read.`, {
        next: `They are ${reportingTools.join(', ')}.`,
      });
    const result = await reportedResult(spec, await readText(options.report), {
      tool,
      window: spanOf(spec, options.window)!,
      version: VERSION,
      ...(options.rows && { rows: Number(options.rows) }),
    });
    printResults(spec, { results: [result], unplaced: 0, stillOpen: 0 }, json);
    if (options.post) await postResults([result], command);
  });
}

async function guarded(command: Command, run: (json: boolean) => Promise<void>): Promise<void> {
  const json = (command.optsWithGlobals() as { json?: boolean }).json ?? false;
  try {
    await run(json);
  } catch (error) {
    process.exitCode = report(error, json);
  }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new AppError('not-found', `${file} cannot be read.`, { next: 'Check the path.' });
  });
}

async function loadSpec(file: string): Promise<Loaded> {
  const parsed = parseSpec(await readText(file), file);
  if (!parsed.ok) throw wrongSpec(file, parsed.problems);
  return { ...parsed, file, folder: dirname(resolve(file)) };
}

function wrongSpec(
  file: string,
  problems: readonly { readonly line: number; readonly field: string; readonly message: string }[],
): AppError {
  return new AppError('invalid-input', `${file} is not right yet.`, {
    problems: problems.map(({ line, field, message }) => ({
      path: `${file}:${line}${field && ` ${field}`}`,
      message,
    })),
    next: 'docs/guide/measure.md describes each field.',
  });
}

async function openChecked(
  { spec, file, folder, lineOf }: Loaded,
  { threads, memory }: Pick<MeasureOptions, 'threads' | 'memory'>,
): Promise<Log> {
  const log = await openLog(
    spec,
    { folder, ...(threads && { threads: Number(threads) }), ...(memory && { memory }) },
    process.env,
  );
  const problems = checkColumns(spec, log);
  if (problems.length === 0) return log;
  await log.close();
  throw wrongSpec(
    file,
    problems.map(({ path, message }) => ({ line: lineOf(path), field: path.join('.'), message })),
  );
}

async function loadProfile({ spec, folder }: Loaded, named: string | undefined): Promise<Profile | null> {
  const file = named ?? (spec.reference && resolve(folder, spec.reference));
  if (!file) return null;
  const parsed = profileSchema.safeParse(JSON.parse(await readText(file)));
  if (!parsed.success)
    throw new AppError('invalid-input', `${file} is no profile of this version.`, {
      next: 'Make one with ./aims profile.',
    });
  return parsed.data;
}

function spanOf(
  spec: Spec,
  text: string | undefined,
): { readonly from: string; readonly to: string } | undefined {
  if (text === undefined) return undefined;
  const span = namedSpan(text, spec.window.time_zone);
  if (!span)
    throw new AppError('invalid-input', `"${text}" names no time.`, {
      next: 'Write a day (2026-10-05), a month (2026-10), or two of them or two instants with a slash between.',
    });
  return span;
}

/** Where counts and results stay between runs, named by spec and window: for merging, late labels, and rows of breaches. */
async function openStore({ spec, folder }: Loaded, keep: string | boolean) {
  const place = join(
    typeof keep === 'string' ? keep : join(folder, '.aims-measure'),
    spec.monitor,
    (await specHash(spec)).slice(0, 12),
  );
  const nameOf = (window: { readonly from: string; readonly to: string }) =>
    `${window.from.replaceAll(':', '')}--${window.to.replaceAll(':', '')}`;
  return {
    earlier: async (window: { readonly from: string; readonly to: string }): Promise<Aggregates | null> => {
      const file = join(place, `${nameOf(window)}.counts.json`);
      const text = await readFile(file, 'utf8').catch(() => null);
      return text === null ? null : readAggregates(text, basename(file));
    },
    results: async (): Promise<readonly Result[]> => {
      const names = (await readdir(place).catch(() => []))
        .filter((name) => name.endsWith('.result.json'))
        .sort();
      const found: Result[] = [];
      for (const name of names) found.push(resultSchema.parse(JSON.parse(await readText(join(place, name)))));
      return found;
    },
    keep: async (aggregates: Aggregates, result: Result): Promise<void> => {
      await mkdir(place, { recursive: true, mode: 0o700 });
      // Counts hold every group, however small: for the owner's eyes only.
      await writeFile(join(place, `${nameOf(aggregates.window)}.counts.json`), writeAggregates(aggregates), {
        mode: 0o600,
      });
      await writeFile(
        join(place, `${nameOf(aggregates.window)}.result.json`),
        `${JSON.stringify(result)}\n`,
        { mode: 0o600 },
      );
    },
  };
}
