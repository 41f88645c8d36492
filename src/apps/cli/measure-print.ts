import type { WindowCurves } from '#measure/curves/curves.ts';
import { metricCatalog } from '#measure/metric-catalog.ts';
import { shownFigure } from '#measure/report/shown.ts';
import type { Result } from '#measure/result.ts';
import { sliceTitle } from '#measure/slice.ts';
import type { Spec } from '#measure/spec.ts';
import type { dryRun } from '#measure/thresholds.ts';
import { print, table } from './output.ts';

type Printed = {
  readonly results: readonly Result[];
  readonly curves?: readonly WindowCurves[];
  readonly unplaced: number;
  readonly stillOpen: number;
};

/** The figures of the last window as a table, the breaches of all of them, and what was left out. */
export function printResults(spec: Spec, printed: Printed, json: boolean): void {
  const { results, curves, unplaced, stillOpen } = printed;
  if (json) {
    print({ results, ...(curves && { curves }), unplaced, stillOpen }, true);
    return;
  }
  const last = results.at(-1);
  const lines: string[] = [];
  if (!last) lines.push('No window is complete yet; --open measures those that are still open.\n');
  else {
    lines.push(`${spec.title ?? spec.monitor}, ${spec.system}: ${windowTitle(last)}\n`);
    if (last.window.reopened)
      lines.push(
        `Measured before with ${last.window.reopened.rowsBefore} rows, ${last.window.reopened.labelledBefore} labelled: this replaces it.\n`,
      );
    lines.push('\n', table(rowsOf(last), ['figure', 'of', 'value', 'interval', 'n', 'note']));
  }
  if (results.length > 1) lines.push(`\n${results.length} windows were measured; above is the last one.\n`);
  if (stillOpen > 0) lines.push(`${stillOpen} windows are still open for late rows and were left out.\n`);
  if (unplaced > 0) lines.push(`${unplaced} rows have no time that can be read and belong to no window.\n`);
  lines.push('\n', breachLines(results));
  process.stdout.write(lines.join(''));
}

/** How often each threshold would have fired. */
export function printDryRun(rows: ReturnType<typeof dryRun>, json: boolean): void {
  if (json) {
    print(rows, true);
    return;
  }
  const shown = rows.map(({ threshold, windows, judged, outside, fired }) => ({
    threshold,
    windows,
    judged,
    outside,
    'would fire': fired.length,
    'first time': fired[0]?.slice(0, 10) ?? '',
  }));
  process.stdout.write(
    table(shown, ['threshold', 'windows', 'judged', 'outside', 'would fire', 'first time']),
  );
}

/** A line on standard error that says how far it is, when that is a terminal. */
export function showProgress(quiet: boolean) {
  const shown = !quiet && process.stderr.isTTY;
  let used = false;
  return {
    window: (done: number, all: number, { from }: { readonly from: string }) => {
      if (!shown) return;
      used = true;
      process.stderr.write(`\r${done + 1} of ${all}  ${from.slice(0, 16)}  `);
    },
    done: () => {
      if (used) process.stderr.write('\r\u001b[K');
      used = false;
    },
  };
}

function windowTitle({ window, rows, labelled }: Result): string {
  const always = window.from.startsWith('1970') && window.to.startsWith('9999');
  const time = always ? 'all rows' : `${window.from.slice(0, 16)}Z to ${window.to.slice(0, 16)}Z`;
  return `${time}, ${rows.toLocaleString('en')} rows, ${labelled.toLocaleString('en')} labelled${window.complete ? '' : ' (still open)'}`;
}

function rowsOf({ metrics }: Result) {
  return metrics.map((metric) => {
    const known = metricCatalog.get(metric.id);
    const { value, interval } = shownFigure(metric, known?.unit);
    return {
      figure: known?.title ?? metric.id,
      of: sliceTitle(metric.slice),
      value,
      interval,
      n: metric.n,
      note: metric.reason ?? '',
    };
  });
}

function breachLines(results: readonly Result[]): string {
  const rows = results.flatMap(({ window, breaches }) =>
    breaches.map((each) => ({
      severity: each.severity,
      window: window.from.slice(0, 10),
      threshold: each.threshold,
      of: sliceTitle(each.slice),
      observed: Number(each.observed.toPrecision(4)),
      limit: `${each.op} ${each.limit}`,
      'in a row': each.inARow,
    })),
  );
  if (rows.length === 0) return 'No threshold is breached.\n';
  return `Breaches\n${table(rows, ['severity', 'window', 'threshold', 'of', 'observed', 'limit', 'in a row'])}`;
}
