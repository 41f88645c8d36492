import type { Aggregates } from './aggregates.ts';
import { buildResult, labelledOf } from './build-result.ts';
import { curvesOf, type WindowCurves } from './curves/curves.ts';
import type { Log } from './engine.ts';
import { countWindow } from './measure-window.ts';
import { type PlannedWindow, planWindows } from './plan-windows.ts';
import type { Profile } from './profile.ts';
import type { Result } from './result.ts';
import type { Spec } from './spec.ts';
import { breachesOf, judge } from './thresholds.ts';

export type RunOptions = {
  readonly spec: Spec;
  readonly profile: Profile | null;
  /** The present, from the caller's clock. */
  readonly now: string;
  /** The version of OpenAIMS. */
  readonly version: string;
  /** Only windows that touch this time. */
  readonly only?: { readonly from: string; readonly to: string };
  /** Windows that are still open as well. */
  readonly open?: boolean;
  /** What was counted for a window before, if it was. */
  readonly earlier?: (window: { readonly from: string; readonly to: string }) => Promise<Aggregates | null>;
  /** Results of windows before these, oldest first: a row of breaches may have begun there. */
  readonly history?: readonly Result[];
  /** Told before each window. */
  readonly progress?: (done: number, all: number, window: PlannedWindow) => void;
};

export type Run = {
  readonly results: readonly Result[];
  readonly aggregates: readonly Aggregates[];
  /** Of each window, and never part of what is sent. */
  readonly curves: readonly WindowCurves[];
  /** Rows whose time cannot be read, and windows that are still open. */
  readonly unplaced: number;
  readonly stillOpen: number;
};

/** Measures every window of a log, oldest first, and judges each by the thresholds and the windows before it. */
export async function runMeasure(log: Log, options: RunOptions): Promise<Run> {
  const { spec, profile, version } = options;
  const plan = await planWindows(spec, log, options);
  const due = plan.windows.filter(({ complete }) => complete || options.open);
  const results: Result[] = [];
  const aggregates: Aggregates[] = [];
  for (const [i, window] of due.entries()) {
    options.progress?.(i, due.length, window);
    const counted = await countWindow({ spec, profile }, log, window);
    const before = await options.earlier?.(window);
    aggregates.push(counted);
    results.push(
      buildResult({
        spec,
        profile,
        aggregates: counted,
        engine: log.dialect.name,
        version,
        complete: window.complete,
        before: before ? { rows: before.rows, labelled: labelledOf(before) } : undefined,
      }),
    );
  }
  return {
    results: withBreaches(spec, results, options.history),
    aggregates,
    curves: aggregates.map((each) => curvesOf(spec, each)),
    unplaced: plan.unplaced,
    stillOpen: plan.windows.length - due.length,
  };
}

/** Results in rising order of time, each with the breaches that it and those before it make. */
export function withBreaches(
  spec: Spec,
  results: readonly Result[],
  history: readonly Result[] = [],
): readonly Result[] {
  const first = results[0]?.window.from ?? '';
  const before = history.filter(({ window }) => window.to <= first);
  const all = [...before, ...results];
  return results.map((result, i) => ({
    ...result,
    breaches: [...breachesOf(spec.thresholds, judge(spec.thresholds, all.slice(0, before.length + i + 1)))],
  }));
}
