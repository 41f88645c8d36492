import { AppError } from '#kernel/errors.ts';
import { metricCatalog } from '../metric-catalog.ts';
import type { MetricResult, Result } from '../result.ts';
import { type Spec, specHash } from '../spec.ts';
import { breachesOf, judge } from '../thresholds.ts';
import { readEvidently } from './evidently.ts';
import { readFairlearn } from './fairlearn.ts';
import type { ReportedFigure } from './figure.ts';
import type { Json } from './json.ts';
import { readWhylogs } from './whylogs.ts';

const readers = { evidently: readEvidently, whylogs: readWhylogs, fairlearn: readFairlearn } as const;

export type ReportingTool = keyof typeof readers;
export const reportingTools = Object.keys(readers) as readonly ReportingTool[];

/**
 * Turns the report of another tool into a result of ours, marked as reported by that tool. What is not understood is
 * left out, never guessed; figures are taken as they are and have no interval.
 * @throws AppError when the text is no such report
 */
export async function reportedResult(
  spec: Spec,
  text: string,
  given: {
    readonly tool: ReportingTool;
    readonly window: { readonly from: string; readonly to: string };
    readonly version: string;
    /** How many rows the report stands on, when it does not say so itself. */
    readonly rows?: number;
  },
): Promise<Result> {
  const { tool, window, version } = given;
  const { rows, figures } = readers[tool](parsed(text, tool));
  if (figures.length === 0)
    throw new AppError('invalid-input', `There is no figure in this that a report of ${tool} would have.`, {
      next: `docs/guide/measure.md says which reports of ${tool} are read.`,
    });
  const n = given.rows ?? rows;
  const result: Result = {
    format: 'openaims-measure-1',
    monitor: spec.monitor,
    system: spec.system,
    modelVersion: spec.model_version ?? null,
    specHash: await specHash(spec),
    profileHash: null,
    engine: tool,
    version,
    window: { ...window, complete: true },
    rows: n ?? 0,
    labelled: 0,
    metrics: figures.map((figure) => metricOf(figure, n)),
    breaches: [],
    origin: { kind: 'reported-by', tool },
  };
  return { ...result, breaches: [...breachesOf(spec.thresholds, judge(spec.thresholds, [result]))] };
}

function metricOf({ id, slice, value, n, reason }: ReportedFigure, rows: number | null): MetricResult {
  const known = n ?? rows;
  const finite = value !== null && Number.isFinite(value);
  const why = finite
    ? (reason ?? (known === null ? 'the report does not say on how many rows it stands' : undefined))
    : 'the report has no number here';
  return {
    id,
    slice,
    value: finite ? Number(value.toPrecision(12)) : null,
    lo: null,
    hi: null,
    boundKind: 'none',
    n: known ?? 0,
    definitionVersion: metricCatalog.get(id)?.version ?? 1,
    ...(why && { reason: why }),
  };
}

function parsed(text: string, tool: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    // Said below.
  }
  throw new AppError('invalid-input', `This is no report of ${tool}: it is no JSON object.`, {
    next: 'Name the file that the tool wrote.',
  });
}
