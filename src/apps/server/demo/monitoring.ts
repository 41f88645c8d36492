import { addDays } from '#kernel/days.ts';
import type { Actor } from '#kernel/policy.ts';
import type { TimeWindow } from '#measure/windows.ts';
import { windowAt, windowsBetween } from '#measure/windows.ts';
import { alert } from '#modules/monitoring/alert-contract.ts';
import { actOnAlert, closeAlert, dismissAlert, watchAlert } from '#modules/monitoring/alert-service.ts';
import { monitor } from '#modules/monitoring/contract.ts';
import { dryRunOf } from '#modules/monitoring/dry-run.ts';
import { hashOf } from '#modules/monitoring/hash.ts';
import { gapJob } from '#modules/monitoring/jobs.ts';
import { postResult } from '#modules/monitoring/post.ts';
import { alerts } from '#modules/monitoring/read.ts';
import {
  activateMonitor,
  createMonitor,
  evaluateResults,
  haltMonitor,
  type Monitor,
  type MonitorInput,
} from '#modules/monitoring/service.ts';
import { readSpec } from '#modules/monitoring/spec-text.ts';
import { system } from '#modules/system/contract.ts';
import { acting } from '#platform/runtime.ts';
import type { Tx } from '#platform/tx.ts';
import type { Scene, Stage } from './cast.ts';
import {
  claimsSpec,
  claimsWeeks,
  type DemoWeek,
  rankingSpec,
  rankingWeeks,
  retiredSpec,
  triageSpec,
  triageWeeks,
} from './monitoring-data.ts';
import { resultOf } from './monitoring-figures.ts';

/** Monitors in every state; sixteen weeks of the ranking of applicants, with an alert in every state. */
export const monitoring: Scene = async (stage) => {
  await ranking(stage);
  await triage(stage);
  await claims(stage);
  await retired(stage);
};

async function ranking(stage: Stage): Promise<void> {
  const { cast } = stage;
  const made = await written(stage, 'cv', rankingSpec, {
    purpose:
      'Suited people must not be set aside because of where they learnt their trade or who they are; recruiters rely on the order.',
    method:
      'Every ranked application; the label is what the second reader found of each rejection and of one in five others.',
    ownerId: cast.officer.id,
    measuredBy: cast.engineer.id,
    evaluateEveryDays: 91,
    loggedEvents:
      'Each ranking with time, model version, rank, outcome and the second reader’s verdict; no free text.',
    logKeptDays: 400,
  });
  const windows = lastWindows(made, rankingWeeks.length, stage);
  const post = (from: number, to: number) =>
    postWeeks(stage, made, { windows, weeks: rankingWeeks, from, to });
  await post(0, 6);
  await switchOn(stage, made, windows[6]!.from);
  await post(6, 8);
  // An accuracy that fell in one week: a nonconformity, closed when the weeks after were back inside.
  await decide(stage, 'accuracy-floor', cast.engineer, 'act', (tx, seen) =>
    actOnAlert(tx, seen, {
      as: 'nonconformity',
      reason: 'The export of one branch carried last year’s job profiles.',
    }),
  );
  await post(8, 10);
  await decide(stage, 'accuracy-floor', cast.quality, 'close', (tx, seen) =>
    closeAlert(tx, seen, 'The profiles are the right ones again, and the weeks since show it.'),
  );
  await decide(stage, 'many-set-aside', cast.officer, 'dismiss', (tx, seen) =>
    dismissAlert(
      tx,
      seen,
      'The job fair brought many applications for posts we do not have; recruiters confirmed it.',
    ),
  );
  await post(10, 12);
  await decide(stage, 'gender-parity', cast.risk, 'watch', (tx, seen) =>
    watchAlert(
      tx,
      seen,
      'Two weeks with few applications of men; the interval still reaches zero in one of them.',
    ),
  );
  await stage.doing(cast.officer, 'monitor.evaluate', async (tx) =>
    evaluateResults(tx, await current(tx, made), {
      conclusion: 'watch',
      statement:
        'Accuracy is where validation put it, but for one week with a known cause. Rates by diploma lie within each other’s intervals; those by gender drifted for two weeks and are watched.',
    }),
  );
  await post(12, 14);
  await decide(stage, 'suited-set-aside', cast.engineer, 'act', (tx, seen) =>
    actOnAlert(tx, seen, {
      as: 'nonconformity',
      reason:
        'Since version 2.4 suited people with diplomas from elsewhere are set aside nearly twice as often.',
    }),
  );
  await post(14, 16);
}

async function triage(stage: Stage): Promise<void> {
  const { cast } = stage;
  const made = await written(stage, 'triage', triageSpec, {
    purpose: 'Urgent calls must not be missed, whoever calls.',
    ownerId: cast.engineer.id,
    measuredBy: cast.engineer.id,
    evaluateEveryDays: 30,
    loggedEvents: 'Each call with its urgency, the model version and what the doctor on duty found.',
    logKeptDays: 730,
  });
  const windows = lastWindows(made, triageWeeks.length + 2, stage);
  const post = (from: number, to: number) =>
    postWeeks(stage, made, { windows, weeks: triageWeeks, from, to });
  await post(0, 6);
  await switchOn(stage, made, windows[6]!.from);
  await post(6, 10);
  // The last two weeks never came.
  await gapJob.run(await acting(stage.runtime, { org: stage.org, actor: JOB, operation: gapJob.kind }), {});
}

/** Paused while the model is looked at again. */
async function claims(stage: Stage): Promise<void> {
  const made = await written(stage, 'fraud', claimsSpec, {
    purpose: 'Few honest claims are held up.',
    ownerId: stage.cast.risk.id,
  });
  const windows = lastWindows(made, claimsWeeks.length + 3, stage);
  await postWeeks(stage, made, {
    windows,
    weeks: claimsWeeks,
    from: 0,
    to: claimsWeeks.length,
    by: stage.cast.risk,
  });
  await switchOn(stage, made, windows.at(-1)!.to);
  await stage.doing(stage.cast.risk, 'monitor.pause', async (tx) =>
    haltMonitor(tx, await current(tx, made), 'pause', 'The model stands still while it is validated again.'),
  );
  // A draft beside it that nobody has tried yet.
  await written(
    stage,
    'roster',
    (ref) =>
      claimsSpec(ref)
        .replaceAll('claims-anomalies', 'shift-wishes')
        .replace('Anomalies among claims', 'Wishes met by the plan'),
    {},
  );
}

async function retired(stage: Stage): Promise<void> {
  const made = await written(stage, 'old', retiredSpec, { purpose: 'Answers help' });
  await stage.doing(stage.cast.officer, 'monitor.retire', async (tx) =>
    haltMonitor(tx, await current(tx, made), 'retire', 'The first chatbot was switched off.'),
  );
}

const JOB: Actor = { id: null, name: 'OpenAIMS', via: 'job', roles: [] };

async function written(
  { doing, cast, ids }: Stage,
  key: string,
  spec: (ref: string) => string,
  more: MonitorInput,
): Promise<Monitor> {
  return doing(cast.engineer, 'monitor.create', async (tx) => {
    const watched = await tx.get(system, ids.get(key)!);
    return createMonitor(tx, { ...more, spec: spec(watched.ref) });
  });
}

/** The latest windows whose time for late labels is over, the earliest first. */
function lastWindows(of: Monitor, count: number, { runtime }: Stage): readonly TimeWindow[] {
  const { window } = readSpec(of.spec);
  const now = runtime.clock.now().toISOString();
  const start = addDays(now.slice(0, 10), -7 * (count + 6));
  const closed = windowsBetween(window, windowAt(window, `${start}T12:00:00.000Z`).from, now).filter(
    (each) => each.closes <= now,
  );
  return closed.slice(-count);
}

async function postWeeks(
  { doing, cast }: Stage,
  of: Monitor,
  some: {
    readonly windows: readonly TimeWindow[];
    readonly weeks: readonly DemoWeek[];
    readonly from: number;
    readonly to: number;
    readonly by?: Actor;
  },
): Promise<void> {
  for (let i = some.from; i < some.to; i += 1) {
    const result = resultOf({
      spec: readSpec(of.spec),
      specHash: of.specHash,
      window: some.windows[i]!,
      ...some.weeks[i]!,
      seed: i + 1,
    });
    await doing(some.by ?? cast.engineer, 'result.post', (tx) =>
      postResult(tx, { result, hash: hashOf(result) }),
    );
  }
}

async function switchOn({ doing, cast }: Stage, of: Monitor, expectedFrom: string): Promise<void> {
  await doing(cast.officer, 'monitor.activate', async (tx) => {
    const now = await tx.get(monitor, of.id);
    const { fingerprint } = await dryRunOf(tx, now);
    return activateMonitor(tx, now, { fingerprint, expectedFrom });
  });
}

/** What somebody does about the alert of a threshold that is still open. */
async function decide(
  { doing }: Stage,
  threshold: string,
  actor: Actor,
  act: 'act' | 'watch' | 'dismiss' | 'close',
  run: (tx: Tx, seen: { readonly id: string; readonly version: number }) => Promise<unknown>,
): Promise<void> {
  await doing(actor, `alert.${act}`, async (tx) => {
    const row = await tx.q
      .selectFrom(alerts(tx).as('a'))
      .where('a.threshold', '=', threshold)
      .where('a.state', 'not in', ['closed', 'dismissed'])
      .select('a.id')
      .executeTakeFirst();
    if (!row) throw new Error(`The demo has no live alert of "${threshold}".`);
    return run(tx, await tx.get(alert, row.id));
  });
}

async function current(tx: Tx, of: Monitor) {
  return tx.get(monitor, of.id);
}
