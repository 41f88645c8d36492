import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { MetricResult } from '#measure/result.ts';
import { readSlice } from '#measure/slice.ts';
import { type Threshold, thresholdId } from '#measure/spec.ts';
import { type JudgedWindow, judge } from '#measure/thresholds.ts';
import type { At } from '#platform/view.ts';
import type { alert } from './alert-contract.ts';
import { monitorResults } from './read.ts';
import { readSpec } from './spec-text.ts';

/** How many windows around a breach are looked at. */
const SHOWN = 60;
const BEFORE = 4;

export type CaseWindow = {
  readonly resultId: string | null;
  readonly resultHash: string | null;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly outcome: 'outside' | 'inside' | 'not-judged' | 'missing';
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly n: number | null;
};

export type Case = {
  readonly windows: readonly CaseWindow[];
  readonly needed: number;
  /** How many of the latest windows in a row are inside, after the last one outside. */
  readonly inside: number;
  readonly insideHashes: readonly string[];
  readonly mayClose: boolean;
  readonly why: string;
};

type Alert = RecordOf<typeof alert>;

/** The windows of an alert as they are judged now, and whether enough later ones are back inside. */
export async function caseOf(at: At, of: Alert, spec: string): Promise<Case> {
  const rows = await windowsAround(at, of);
  return of.kind === 'gap' ? gapCase(of, rows) : breachCase(of, rows, thresholdOf(of, spec));
}

type Row = {
  readonly id: string;
  readonly resultHash: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly body: JudgedWindow;
};

async function windowsAround(at: At, of: Alert): Promise<readonly Row[]> {
  const columns = ['r.id', 'r.resultHash', 'r.windowFrom', 'r.windowTo', 'r.body'] as const;
  const all = at.q
    .selectFrom(monitorResults(at).as('r'))
    .where('r.monitorId', '=', of.monitorId)
    .select([...columns]);
  const earlier = await all
    .where('r.windowFrom', '<', of.firstWindow)
    .orderBy('r.windowFrom', 'desc')
    .limit(BEFORE)
    .execute();
  const later = await all
    .where('r.windowFrom', '>=', of.firstWindow)
    .orderBy('r.windowFrom', 'desc')
    .limit(SHOWN)
    .execute();
  return [...later, ...earlier]
    .reverse()
    .map((row) => ({ ...row, body: JSON.parse(row.body) as JudgedWindow }));
}

/** The threshold as it stands in the spec now; when it is gone, as it stood when the alert opened. */
function thresholdOf(of: Alert, spec: string): Threshold {
  const now = readSpec(spec).thresholds.find((each) => thresholdId(each) === of.threshold);
  if (now) return now;
  const { metric, op, limit: value, on, severity, needed } = of.opening!;
  const slice = readSlice(of.slice ?? 'all');
  return {
    id: of.threshold ?? metric,
    metric,
    op,
    value,
    on,
    severity,
    min_n: 0,
    for: needed,
    ...(slice?.kind === 'column' && { column: slice.column }),
    ...((slice?.kind === 'by' || slice?.kind === 'group') && { group: slice.attributes.join(' & ') }),
  };
}

function breachCase(of: Alert, rows: readonly Row[], threshold: Threshold): Case {
  const windows = rows.map((row, i): CaseWindow => {
    const figure = figureOf(row.body, of);
    const [state] = judge(
      [threshold],
      rows.slice(0, i + 1).map((each) => each.body),
    )
      .filter((each) => each.slice === of.slice)
      .map((each) => each.state);
    return { ...shown(row, figure), outcome: outcomeOf(state) };
  });
  const since = windows.slice(windows.findLastIndex((each) => each.outcome === 'outside') + 1);
  const after = since.filter((each) => each.outcome === 'inside' && each.windowFrom >= of.firstWindow);
  const needed = Math.max(1, threshold.for);
  const mayClose = after.length >= needed;
  return {
    windows,
    needed,
    inside: after.length,
    insideHashes: after.flatMap((each) => each.resultHash ?? []),
    mayClose,
    why: mayClose
      ? t('{after} back inside since the last one outside; {needed} needed.', {
          after: counted(after.length),
          needed,
        })
      : t('{after} back inside since the last one outside; {needed} needed. Wait for the next result.', {
          after: counted(after.length),
          needed,
        }),
  };
}

/** A missing window is over when it came late, or when a later one came. */
function gapCase(of: Alert, rows: readonly Row[]): Case {
  const here = new Set(rows.map((row) => row.windowFrom));
  const gone = of.missing.filter((from) => !here.has(from));
  const windows = [
    ...rows.map((row): CaseWindow => ({ ...shown(row, undefined), outcome: 'inside' })),
    ...gone.map((from): CaseWindow => ({ ...NOTHING, windowFrom: from, windowTo: from, outcome: 'missing' })),
  ].sort((a, b) => (a.windowFrom < b.windowFrom ? -1 : 1));
  const last = gone.at(-1);
  const after = rows.filter((row) =>
    last === undefined ? of.missing.includes(row.windowFrom) : row.windowFrom > last,
  );
  const mayClose = after.length > 0;
  return {
    windows,
    needed: 1,
    inside: after.length,
    insideHashes: after.map((row) => row.resultHash).slice(-100),
    mayClose,
    why: !mayClose
      ? t('No later window has come yet. Post the missing one, or the next.')
      : last === undefined
        ? t('What was missing has come.')
        : t('{after} came after the last missing one.', { after: counted(after.length) }),
  };
}

const NOTHING = { resultId: null, resultHash: null, value: null, lo: null, hi: null, n: null } as const;

function shown(row: Row, figure: MetricResult | undefined) {
  return {
    resultId: row.id,
    resultHash: row.resultHash,
    windowFrom: row.windowFrom,
    windowTo: row.windowTo,
    value: figure?.value ?? null,
    lo: figure?.lo ?? null,
    hi: figure?.hi ?? null,
    n: figure?.n ?? null,
  };
}

function figureOf(window: JudgedWindow, of: Alert): MetricResult | undefined {
  return window.metrics.find((each) => each.id === of.metric && each.slice === of.slice);
}

function outcomeOf(state: string | undefined): CaseWindow['outcome'] {
  if (state === 'inside') return 'inside';
  return state === 'outside' || state === 'breach' ? 'outside' : 'not-judged';
}

function counted(count: number): string {
  return count === 1 ? 'One window is' : `${count} windows are`;
}
