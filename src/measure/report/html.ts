import type { WindowCurves } from '../curves/curves.ts';
import { metricCatalog } from '../metric-catalog.ts';
import type { MetricFamily } from '../metrics/metric.ts';
import type { MetricResult, Result } from '../result.ts';
import { readSlice, sliceTitle } from '../slice.ts';
import type { Spec } from '../spec.ts';
import { dotChart, lineChart } from './charts.ts';
import { curvesSection } from './curves.ts';
import { escapeHtml } from './escape.ts';
import { shownFigure } from './shown.ts';
import { tableOf } from './table.ts';

const FAMILIES: Readonly<Record<MetricFamily, string>> = {
  performance: 'Performance',
  calibration: 'Calibration',
  fairness: 'Fairness',
  drift: 'Drift from the reference',
  quality: 'Data quality',
  generative: 'Answers',
};

/**
 * The results of some windows as one file that needs nothing else: no script, no font, no network.
 * @param curves those of the last window, when they are known
 */
export function htmlReport(spec: Spec, results: readonly Result[], curves?: WindowCurves): string {
  const last = results.at(-1);
  const title = `${spec.title ?? spec.monitor} (${spec.system})`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>
<h1>${escapeHtml(title)}</h1>
${last ? head(last, results.length) : '<p>No window is complete yet.</p>'}
${breaches(results)}
${
  last
    ? Object.entries(FAMILIES)
        .map(([family, name]) => section(spec, { family, name }, results))
        .join('\n')
    : ''
}
${curves ? curvesSection(spec, curves) : ''}
<footer>Spec ${last?.specHash.slice(0, 12) ?? '–'}, profile ${last?.profileHash?.slice(0, 12) ?? 'none'}, OpenAIMS ${escapeHtml(last?.version ?? '')}. Groups with fewer than ${spec.smallest_cell} rows are not shown. Where many groups are compared, some lie apart by chance: read ranges over groups with their intervals. Customary limits are conventions, not law.</footer>
</main></body></html>
`;
}

function head({ window, rows, labelled, engine }: Result, windows: number): string {
  const time = isAlways(window)
    ? 'The whole log'
    : `${window.from.slice(0, 16)} to ${window.to.slice(0, 16)} UTC`;
  return `<p>${time}${window.complete ? '' : ' (still open)'}: ${rows.toLocaleString('en')} rows, ${labelled.toLocaleString('en')} labelled, counted by ${escapeHtml(engine)}.${windows > 1 ? ` The last of ${windows} windows.` : ''}</p>`;
}

/** A log without times is one window over everything. */
function isAlways({ from, to }: Result['window']): boolean {
  return from.startsWith('1970') && to.startsWith('9999');
}

function breaches(results: readonly Result[]): string {
  const rows = results.flatMap(({ window, breaches: all }) => all.map((each) => ({ window, ...each })));
  if (rows.length === 0) return '<p><strong>No threshold is breached.</strong></p>';
  const cells = rows.map(({ window, severity, threshold, slice, observed, op, limit, inARow }) => [
    severity,
    isAlways(window) ? 'all rows' : window.from.slice(0, 10),
    threshold,
    sliceTitle(slice),
    String(Number(observed.toPrecision(4))),
    `${op} ${limit}`,
    String(inARow),
  ]);
  return `<h2>Breaches</h2>${tableOf(['Severity', 'Window', 'Threshold', 'Of', 'Observed', 'Limit', 'In a row'], cells)}`;
}

function section(
  spec: Spec,
  { family, name }: { readonly family: string; readonly name: string },
  results: readonly Result[],
): string {
  const last = results.at(-1)!;
  const ids = [...new Set(last.metrics.map(({ id }) => id))].filter(
    (id) => metricCatalog.get(id)?.family === family,
  );
  if (ids.length === 0) return '';
  return `<h2>${name}</h2>${ids.map((id) => metricPart(spec, id, results)).join('\n')}`;
}

function metricPart(spec: Spec, id: string, results: readonly Result[]): string {
  const metric = metricCatalog.get(id)!;
  const rows = results.at(-1)!.metrics.filter((each) => each.id === id);
  const limits = spec.thresholds
    .filter((each) => each.metric === id && !each.season)
    .map(({ value }) => value);
  const format = (x: number) => shownFigure({ value: x, lo: null, hi: null }, metric.unit).value;
  const cells = rows.map((row) => {
    const { value, interval } = shownFigure(row, metric.unit);
    return [
      sliceTitle(row.slice),
      value,
      interval,
      row.value === null && row.n === 0 ? '' : row.n.toLocaleString('en'),
      row.reason ?? '',
    ];
  });
  const convention = metric.convention ? ` ${metric.convention.text} (${metric.convention.source}).` : '';
  return `<section><h3>${escapeHtml(metric.title)}</h3>
<p class="note">${escapeHtml(metric.definition)}${escapeHtml(convention)}</p>
<div class="beside">${chartOf(rows, { id, results, limits, format })}${tableOf(['Of', 'Value', 'Interval', 'n', 'Note'], cells)}</div></section>`;
}

/** Over several windows the course of the whole; in one window the groups or columns side by side. */
function chartOf(
  rows: readonly MetricResult[],
  given: {
    readonly id: string;
    readonly results: readonly Result[];
    readonly limits: readonly number[];
    readonly format: (x: number) => string;
  },
): string {
  const { results, id, limits, format } = given;
  const whole = rows.find(({ slice }) => ['all', 'by'].includes(readSlice(slice)?.kind ?? ''));
  if (results.length > 1 && whole) {
    const points = results.map(({ window, metrics }) => {
      const found = metrics.find((each) => each.id === id && each.slice === whole.slice);
      return {
        name: window.from.slice(0, 10),
        value: found?.value ?? null,
        lo: found?.lo ?? null,
        hi: found?.hi ?? null,
      };
    });
    return lineChart(points, { limits, format, title: sliceTitle(whole.slice) });
  }
  const points = rows
    .filter(({ value }) => value !== null)
    .slice(0, 40)
    .map(({ slice, value, lo, hi }) => ({ name: sliceTitle(slice), value, lo, hi }));
  return points.length > 0 ? dotChart(points, { limits, format }) : '';
}

const STYLE = `:root{color-scheme:light dark;--ink:#1c2430;--soft:#566072;--line:#d8dde6;--page:#fff;--mark:#4338ca;--band:#c7d2fe;--limit:#b42318}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#a3adbd;--line:#333c4a;--page:#12161d;--mark:#a5b4fc;--band:#3b4478;--limit:#fda29b}}
body{font:14px/20px system-ui,sans-serif;color:var(--ink);background:var(--page);margin:0}main{max-width:1200px;margin:0 auto;padding:24px}
h1{font-size:20px;line-height:28px}h2{font-size:16px;margin-top:32px;border-bottom:1px solid var(--line)}h3{font-size:14px;margin:16px 0 0}
.note,footer{color:var(--soft);max-width:75ch;margin:4px 0 8px}.beside{display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start}
table{border-collapse:collapse;font-size:13px;line-height:18px}th,td{text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
td:nth-child(n+2):nth-child(-n+4){font-variant-numeric:tabular-nums}.scroll{overflow-x:auto;max-width:100%}td:nth-child(5){max-width:34ch;color:var(--soft)}.curve td{font-variant-numeric:tabular-nums;color:inherit}details{margin:12px 0}summary{cursor:pointer;font-weight:600}svg{max-width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
@media print{.beside{break-inside:avoid}}`;
