import { addDays } from '#kernel/days.ts';
import type { RecordOf } from '#kernel/record.ts';
import { metricCatalog } from '#measure/metric-catalog.ts';
import type { Breach } from '#measure/result.ts';
import { sliceTitle } from '#measure/slice.ts';
import type { Spec } from '#measure/spec.ts';
import { type TimeWindow, windowAfter, windowAt } from '#measure/windows.ts';
import type { Tx } from '#platform/tx.ts';
import { alert } from './alert-contract.ts';
import { figureText } from './figure-text.ts';
import { alertLifecycle, LIVE_ALERTS } from './lifecycle.ts';
import { alerts, monitorResults } from './read.ts';
import type { monitorResult } from './result-contract.ts';
import type { Monitor } from './service.ts';
import { readSpec } from './spec-text.ts';

/** Days within which somebody decides what an alert is: our own choice, the graver the sooner. */
const TRIAGE_DAYS = { high: 3, medium: 7, low: 14 } as const;

type Live = {
  readonly id: string;
  readonly kind: string;
  readonly threshold: string | null;
  readonly slice: string | null;
  readonly firstWindow: string;
  readonly lastWindow: string;
  readonly windows: number;
};

/**
 * Opens an alert for each breach, or adds the window to the alert that is still being dealt with: one alert for each
 * threshold and part of the data, however many windows it lasts.
 * @returns references of the alerts that were opened
 */
export async function raiseBreaches(
  tx: Tx,
  watching: Monitor,
  found: {
    readonly kept: RecordOf<typeof monitorResult>;
    readonly spec: Spec;
    readonly breaches: readonly Breach[];
  },
): Promise<readonly string[]> {
  if (found.breaches.length === 0) return [];
  const live = await liveAlerts(tx, watching.id);
  const opened: string[] = [];
  for (const breach of found.breaches) {
    const before = live.find((each) => each.threshold === breach.threshold && each.slice === breach.slice);
    if (before) await extend(tx, before, found.kept);
    else opened.push((await open(tx, watching, { breach, kept: found.kept })).ref);
  }
  return opened;
}

/** Opens an alert for windows that should have come and did not, or adds them to the one that is open. */
export async function raiseGap(
  tx: Tx,
  watching: Monitor,
  missing: readonly string[],
): Promise<string | null> {
  const live = (await liveAlerts(tx, watching.id)).find((each) => each.kind === 'gap');
  if (live) {
    const before = (await tx.get(alert, live.id)).missing;
    const all = [...new Set([...before, ...missing])].sort().slice(-400);
    await tx.update(
      alert,
      { id: live.id },
      { missing: all, windows: all.length, lastWindow: all.at(-1)!, title: gapTitle(watching, all.length) },
    );
    return null;
  }
  const made = await insertAlert(tx, watching, {
    title: gapTitle(watching, missing.length),
    kind: 'gap',
    severity: 'medium',
    firstWindow: missing[0]!,
    lastWindow: missing.at(-1)!,
    windows: missing.length,
    missing: [...missing],
  });
  return made.ref;
}

/**
 * The windows of a monitor whose time for rows and labels is over and that nobody posted.
 * @returns their starts, the earliest first; at most 400
 */
export async function missingWindows(
  tx: Pick<Tx, 'q' | 'org' | 'at'>,
  watching: Pick<Monitor, 'id' | 'spec' | 'expectedFrom' | 'state'>,
  now: string,
): Promise<readonly string[]> {
  const { window } = readSpec(watching.spec);
  if (watching.state !== 'active' || watching.expectedFrom === null || window.size === 'all') return [];
  const due: string[] = [];
  let each: TimeWindow = windowAt(window, watching.expectedFrom);
  for (; each.closes <= now; each = windowAfter(window, each)) due.push(each.from);
  if (due.length === 0) return [];
  const rows = await tx.q
    .selectFrom(monitorResults(tx).as('r'))
    .where('r.monitorId', '=', watching.id)
    .where('r.windowFrom', '>=', due[0]!)
    .select('r.windowFrom')
    .execute();
  const here = new Set(rows.map((row) => row.windowFrom));
  return due.filter((from) => !here.has(from)).slice(-400);
}

/** What a breach says, in a sentence: the figure, the part of the data, the limit. */
function breachTitle(breach: Breach): string {
  const name = metricCatalog.get(breach.metric)?.title ?? breach.metric;
  const where = breach.slice === 'all' ? '' : `, ${sliceTitle(breach.slice).replace(/^Across /, 'across ')}`;
  const end = breach.on === 'value' ? '' : breach.on === 'ci_low' ? ' (lower end)' : ' (upper end)';
  return `${name}${where}${end}: ${figureText(breach.metric, breach.observed)} ${breach.op} ${figureText(breach.metric, breach.limit)}`;
}

function gapTitle(watching: Monitor, count: number): string {
  return count === 1
    ? `A window of ${watching.title} did not come`
    : `${count} windows of ${watching.title} did not come`;
}

async function liveAlerts(tx: Tx, monitorId: string): Promise<readonly Live[]> {
  return tx.q
    .selectFrom(alerts(tx).as('a'))
    .where('a.monitorId', '=', monitorId)
    .where('a.state', 'in', [...LIVE_ALERTS])
    .select(['a.id', 'a.kind', 'a.threshold', 'a.slice', 'a.firstWindow', 'a.lastWindow', 'a.windows'])
    .execute();
}

async function extend(tx: Tx, before: Live, kept: RecordOf<typeof monitorResult>): Promise<void> {
  const later = kept.windowFrom > before.lastWindow;
  await tx.update(
    alert,
    { id: before.id },
    {
      lastResultHash: kept.resultHash,
      ...(later && { lastWindow: kept.windowFrom, windows: Number(before.windows) + 1 }),
      ...(kept.windowFrom < before.firstWindow && {
        firstWindow: kept.windowFrom,
        windows: Number(before.windows) + 1,
      }),
    },
  );
}

function open(
  tx: Tx,
  watching: Monitor,
  { breach, kept }: { readonly breach: Breach; readonly kept: RecordOf<typeof monitorResult> },
) {
  return insertAlert(tx, watching, {
    title: breachTitle(breach),
    kind: 'breach',
    severity: breach.severity,
    threshold: breach.threshold,
    metric: breach.metric,
    slice: breach.slice,
    opening: breach,
    firstWindow: kept.windowFrom,
    lastWindow: kept.windowFrom,
    windows: 1,
    resultId: kept.id,
    resultHash: kept.resultHash,
    lastResultHash: kept.resultHash,
  });
}

type Opening = Pick<
  RecordOf<typeof alert>,
  'title' | 'kind' | 'severity' | 'firstWindow' | 'lastWindow' | 'windows'
> &
  Partial<RecordOf<typeof alert>>;

async function insertAlert(tx: Tx, watching: Monitor, opening: Opening) {
  const made = await tx.insert(alert, {
    threshold: null,
    metric: null,
    slice: null,
    opening: null,
    missing: [],
    resultId: null,
    resultHash: null,
    lastResultHash: null,
    ...opening,
    state: alertLifecycle.initial,
    monitorId: watching.id,
    systemId: watching.systemId,
    ownerId: watching.ownerId,
    openedOn: tx.today,
    triageBy: addDays(tx.today, TRIAGE_DAYS[opening.severity]),
    triage: null,
    triagedBy: null,
    triagedOn: null,
    triageReason: null,
    triageHash: null,
    handledBy: null,
    closedBy: null,
    closedOn: null,
    closedReason: null,
    insideHashes: [],
    singlePersonReason: null,
  });
  await tx.link('raised-by', made.id, watching.id);
  return made;
}
