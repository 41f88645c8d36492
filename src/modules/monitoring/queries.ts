import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { MetricResult, Result } from '#measure/result.ts';
import { type Spec, thresholdId } from '#measure/spec.ts';
import { speaksOf } from '#measure/thresholds.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { FileAnswer } from '#platform/operation.ts';
import { actorNames } from '#platform/register/history.ts';
import { readRecord, resolveId } from '#platform/register/operations.ts';
import type { At } from '#platform/view.ts';
import { evaluation, monitor, type monitorActs } from './contract.ts';
import { LIVE_ALERTS } from './lifecycle.ts';
import { alerts, evaluations, monitorResults, monitors } from './read.ts';
import { monitorResult, type ResultLine, type resultEndpoints, type Series } from './result-contract.ts';
import { readSpec } from './spec-text.ts';

/** Results of a monitor, the newest window first, without their figures. */
export async function listResults(
  ctx: Ctx,
  input: InputOf<typeof resultEndpoints.list>,
): Promise<OutputOf<typeof resultEndpoints.list>> {
  const id = await resolveId(ctx, monitor, input.id);
  let rows = ctx.q
    .selectFrom(monitorResults(ctx).as('r'))
    .where('r.monitorId', '=', id)
    .selectAll('r')
    .orderBy('r.windowFrom', 'desc')
    .limit(input.limit);
  if (input.before) rows = rows.where('r.windowFrom', '<', input.before);
  const results = (await rows.execute()).map((row) => lineOf(decodeRecord(monitorResult, row)));
  return { results, next: results.length === input.limit ? results.at(-1)!.windowFrom : null };
}

/** One result with every figure, who posted it, and every version of its window. */
export async function showResult(
  ctx: Ctx,
  input: { readonly id: string; readonly version?: number | undefined },
): Promise<OutputOf<typeof resultEndpoints.get>> {
  const shown = await resultOf(ctx, input);
  const of = await readRecord(ctx, monitor, { id: shown.monitorId });
  const versions = await versionsOf(ctx, shown.id);
  const names = await actorNames(ctx, shown.postedBy ? [shown.postedBy] : []);
  return {
    ...shown,
    monitorRef: of.ref,
    monitorTitle: of.title,
    postedByName: shown.postedBy ? (names.get(shown.postedBy) ?? null) : null,
    versions: versions.reverse(),
  };
}

/** A result as the file that was posted: its hash is that of these bytes. */
export async function resultFile(
  ctx: Ctx,
  input: { readonly id: string; readonly version?: number | undefined },
): Promise<FileAnswer> {
  const shown = await resultOf(ctx, input);
  return {
    body: new TextEncoder().encode(JSON.stringify(shown.body)),
    mediaType: 'application/json',
    name: `${shown.body.monitor}-${shown.windowFrom.slice(0, 10)}.json`,
  };
}

/** The spec that results are bound to, as it was written. */
export async function specFile(ctx: Ctx, { id }: { readonly id: string }): Promise<FileAnswer> {
  const of = await readRecord(ctx, monitor, { id });
  return { body: new TextEncoder().encode(of.spec), mediaType: 'application/yaml', name: 'monitor.yaml' };
}

type SeriesInput = InputOf<typeof resultEndpoints.series>;

/** Figures over windows: one metric in every part of the data, or of all metrics the whole and what thresholds look at. */
export async function seriesOf(
  ctx: Ctx,
  input: SeriesInput,
): Promise<OutputOf<typeof resultEndpoints.series>> {
  const of = await readRecord(ctx, monitor, { id: input.id });
  const spec = readSpec(of.spec);
  const windows = await latestBodies(ctx, of.id, input.windows);
  const figures = new Map<string, Map<string, MetricResult>>();
  const slices = new Map<string, Set<string>>();
  for (const { body, windowFrom } of windows)
    for (const figure of body.metrics) {
      slices.set(figure.id, (slices.get(figure.id) ?? new Set()).add(figure.slice));
      if (!wanted(input, spec, figure)) continue;
      const key = JSON.stringify([figure.id, figure.slice]);
      figures.set(key, (figures.get(key) ?? new Map()).set(windowFrom, figure));
    }
  return {
    series: [...figures].map(([key, at]) => {
      const [metric, slice] = JSON.parse(key) as [string, string];
      return {
        metric,
        slice,
        thresholds: thresholdsOn(spec, [...at.values()][0]!),
        points: pointsOf(windows, at),
      };
    }),
    metrics: [...slices].map(([id, all]) => ({ id, slices: all.size })),
  };
}

/** Two model versions by the latest window of each, figure by figure. */
export async function compareVersions(
  ctx: Ctx,
  input: InputOf<typeof resultEndpoints.compare>,
): Promise<OutputOf<typeof resultEndpoints.compare>> {
  const of = await readRecord(ctx, monitor, { id: input.id });
  const versions = await modelVersions(ctx, of.id);
  const b = input.b ?? versions[0]?.modelVersion;
  const a = input.a ?? versions.find((each) => each.modelVersion !== b)?.modelVersion;
  const [left, right] = await Promise.all([a, b].map((version) => latestOf(ctx, of.id, version)));
  const pairs = new Map<string, { a?: MetricResult; b?: MetricResult }>();
  for (const [side, result] of [
    ['a', left],
    ['b', right],
  ] as const)
    for (const figure of result?.body.metrics ?? []) {
      const key = JSON.stringify([figure.id, figure.slice]);
      pairs.set(key, { ...pairs.get(key), [side]: figure });
    }
  return {
    versions,
    a: left ? lineOf(left) : null,
    b: right ? lineOf(right) : null,
    figures:
      left && right
        ? [...pairs].map(([key, pair]) => compared(JSON.parse(key) as [string, string], pair))
        : [],
  };
}

/** What people concluded, the latest first. */
export async function listEvaluations(
  ctx: Ctx,
  { id }: { readonly id: string },
): Promise<OutputOf<typeof monitorActs.evaluations>> {
  const rows = await ctx.q
    .selectFrom(evaluations(ctx).as('e'))
    .where('e.monitorId', '=', await resolveId(ctx, monitor, id))
    .selectAll('e')
    .orderBy('e.from_seq', 'desc')
    .limit(200)
    .execute();
  return { evaluations: rows.map((row) => decodeRecord(evaluation, row)) };
}

/** What is monitored of an AI system, with the latest window of each and its alerts. */
export async function monitorsOf(ctx: At, systemId: string): Promise<OutputOf<typeof monitorActs.ofSystem>> {
  const rows = await ctx.q
    .selectFrom(monitors(ctx).as('m'))
    .where('m.systemId', '=', systemId)
    .select(['m.id', 'm.ref', 'm.title', 'm.state'])
    .orderBy('m.ref')
    .execute();
  const found = [];
  for (const row of rows) {
    const last = await ctx.q
      .selectFrom(monitorResults(ctx).as('r'))
      .where('r.monitorId', '=', row.id)
      .select(['r.windowFrom', 'r.worst'])
      .orderBy('r.windowFrom', 'desc')
      .limit(1)
      .executeTakeFirst();
    const open = await ctx.q
      .selectFrom(alerts(ctx).as('a'))
      .where('a.monitorId', '=', row.id)
      .where('a.state', 'in', [...LIVE_ALERTS])
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    found.push({
      ...row,
      lastWindow: last?.windowFrom ?? null,
      worst: last?.worst ?? null,
      alerts: Number(open.n),
    });
  }
  return { monitors: found };
}

type Kept = ReturnType<typeof decodeRecord<typeof monitorResult>>;

async function resultOf(
  ctx: Ctx,
  input: { readonly id: string; readonly version?: number | undefined },
): Promise<Kept> {
  return readRecord(ctx, monitorResult, {
    id: input.id,
    ...(input.version !== undefined && { version: input.version }),
  });
}

/** Every version of a window's result, the oldest first. */
export async function versionsOf(at: At, id: string) {
  const rows = await at.q
    .selectFrom('monitorResult' as never)
    .where('org_id' as never, '=', at.org.id as never)
    .where('id' as never, '=', id as never)
    .select(['version', 'resultHash', 'receivedAt', 'rows', 'labelled', 'from_seq'] as never)
    .orderBy('version' as never)
    .execute();
  return (rows as Record<string, string | number>[]).map((row) => ({
    version: Number(row.version),
    resultHash: String(row.resultHash),
    receivedAt: String(row.receivedAt),
    rows: Number(row.rows),
    labelled: Number(row.labelled),
    seq: Number(row.from_seq),
  }));
}

function lineOf({ body, breaches: _b, ...line }: Kept): ResultLine {
  return { ...line, engine: body.engine };
}

type Window = {
  readonly id: string;
  readonly resultHash: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly live: number;
  readonly body: Result;
};

/** The latest windows with their figures, in rising order. */
async function latestBodies(ctx: Ctx, monitorId: string, limit: number): Promise<readonly Window[]> {
  const rows = await ctx.q
    .selectFrom(monitorResults(ctx).as('r'))
    .where('r.monitorId', '=', monitorId)
    .select(['r.id', 'r.resultHash', 'r.windowFrom', 'r.windowTo', 'r.live', 'r.body'])
    .orderBy('r.windowFrom', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map((row) => ({ ...row, body: JSON.parse(row.body) as Result }));
}

function wanted(input: SeriesInput, spec: Spec, figure: MetricResult): boolean {
  if (input.metric) return figure.id === input.metric;
  return figure.slice === 'all' || spec.thresholds.some((threshold) => speaksOf(threshold, figure));
}

function thresholdsOn(spec: Spec, figure: MetricResult): Series['thresholds'] {
  return spec.thresholds
    .filter((threshold) => speaksOf(threshold, figure))
    .map((threshold) => ({
      id: thresholdId(threshold),
      op: threshold.op,
      value: threshold.value,
      on: threshold.on,
      severity: threshold.severity,
      seasonal: threshold.season !== undefined,
    }));
}

function pointsOf(windows: readonly Window[], at: ReadonlyMap<string, MetricResult>): Series['points'] {
  return windows.map(({ id, resultHash, windowFrom, windowTo, live, body }) => {
    const found = at.get(windowFrom);
    return {
      resultId: id,
      resultHash,
      windowFrom,
      windowTo,
      modelVersion: body.modelVersion,
      complete: body.window.complete,
      live: live === 1,
      figure: found ? bare(found) : null,
    };
  });
}

function bare({ id: _i, slice: _s, ...figure }: MetricResult) {
  return figure;
}

async function modelVersions(ctx: Ctx, monitorId: string) {
  const rows = await ctx.q
    .selectFrom(monitorResults(ctx).as('r'))
    .where('r.monitorId', '=', monitorId)
    .where('r.modelVersion', 'is not', null)
    .groupBy('r.modelVersion')
    .select((eb) => [
      'r.modelVersion',
      eb.fn.countAll().as('windows'),
      eb.fn.min('r.windowFrom').as('from'),
      eb.fn.max('r.windowTo').as('to'),
    ])
    .orderBy('to', 'desc')
    .orderBy('r.modelVersion', 'desc')
    .execute();
  return rows.map((row) => ({
    modelVersion: row.modelVersion!,
    windows: Number(row.windows),
    from: row.from,
    to: row.to,
  }));
}

async function latestOf(ctx: Ctx, monitorId: string, modelVersion: string | undefined): Promise<Kept | null> {
  if (modelVersion === undefined) return null;
  const row = await ctx.q
    .selectFrom(monitorResults(ctx).as('r'))
    .where('r.monitorId', '=', monitorId)
    .where('r.modelVersion', '=', modelVersion)
    .selectAll('r')
    .orderBy('r.windowFrom', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row)
    throw new AppError(
      'not-found',
      t('No result is of the model version {modelVersion}.', { modelVersion }),
      {
        next: t('Choose one of the versions that results name.'),
      },
    );
  return decodeRecord(monitorResult, row);
}

/** Figures of two definitions are never compared: the change is then unknown. */
function compared(
  [metric, slice]: readonly [string, string],
  { a, b }: { readonly a?: MetricResult; readonly b?: MetricResult },
) {
  const alike = a !== undefined && b !== undefined && a.definitionVersion === b.definitionVersion;
  const known = alike && a.value !== null && b.value !== null;
  const ends = alike && a.lo !== null && a.hi !== null && b.lo !== null && b.hi !== null;
  return {
    metric,
    slice,
    a: a ? bare(a) : null,
    b: b ? bare(b) : null,
    change: known ? b.value! - a.value! : null,
    apart: ends ? a.hi! < b.lo! || b.hi! < a.lo! : null,
  };
}
