import { addDays } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { windowAt } from '#measure/windows.ts';
import { systems } from '#modules/system/read.ts';
import type { Tx } from '#platform/tx.ts';
import { evaluation, monitor } from './contract.ts';
import { dryRunOf } from './dry-run.ts';
import { hashOf } from './hash.ts';
import { LIVE_ALERTS, monitorLifecycle } from './lifecycle.ts';
import { alerts, evaluations, monitorResults, monitors } from './read.ts';
import { readSpec, specFields } from './spec-text.ts';

export type Monitor = RecordOf<typeof monitor>;
type Seen = { readonly id: string; readonly version: number };

/** What a person types of a monitor. */
export type MonitorInput = Partial<
  Pick<
    FieldsOf<typeof monitor>,
    | 'title'
    | 'purpose'
    | 'method'
    | 'ownerId'
    | 'measuredBy'
    | 'evaluateEveryDays'
    | 'loggedEvents'
    | 'logKeptDays'
    | 'spec'
  >
>;

/** Writes a monitor down for the AI system that its spec names (9.1). It watches nothing until it is switched on. */
export async function createMonitor(tx: Tx, input: MonitorInput): Promise<Monitor> {
  await tx.takeTurn();
  const text = input.spec ?? '';
  const spec = readSpec(text);
  const watched = await systemOf(tx, spec.system);
  await refuseSecond(tx, watched.id, spec.monitor);
  const made = await tx.insert(monitor, {
    title: spec.title ?? spec.monitor,
    purpose: null,
    method: null,
    evaluateEveryDays: 91,
    loggedEvents: null,
    logKeptDays: null,
    ...defined(input),
    // Who answers for the AI system measures and evaluates, until somebody else is named.
    ownerId: input.ownerId ?? watched.ownerId,
    measuredBy: input.measuredBy ?? watched.ownerId,
    ...specFields(text, tx.today),
    systemId: watched.id,
    state: monitorLifecycle.initial,
    evaluateOn: null,
    dryRun: null,
    activatedBy: null,
    activatedOn: null,
    activatedReason: null,
    expectedFrom: null,
    haltReason: null,
  });
  await tx.link('watches', made.id, watched.id);
  return made;
}

/** A changed spec measures something else: the monitor is a draft until its thresholds were tried and switched on again. */
export async function changeMonitor(tx: Tx, patch: MonitorInput, before: Monitor): Promise<Partial<Monitor>> {
  if (before.state === 'retired')
    throw new AppError('wrong-state', t('A retired monitor is not edited. Write a new one.'));
  const evaluateOn =
    patch.evaluateEveryDays !== undefined && before.evaluateOn !== null
      ? addDays(await lastEvaluated(tx, before), patch.evaluateEveryDays)
      : before.evaluateOn;
  if (patch.spec === undefined || patch.spec === before.spec) return { ...patch, evaluateOn };
  const spec = readSpec(patch.spec);
  const watched = await systemOf(tx, spec.system);
  if (spec.monitor !== before.name || watched.id !== before.systemId)
    throw new AppError('invalid-input', t('A monitor keeps its name and its AI system.'), {
      problems: [
        {
          path: 'spec',
          message: t('This monitor is "{name}"; the spec says "{monitor}" of {system}.', {
            name: before.name,
            monitor: spec.monitor,
            system: spec.system,
          }),
        },
      ],
      next: t('Write another monitor for another name or system.'),
    });
  const fields = specFields(patch.spec, tx.today);
  // Comments and the place of the logs may change without changing what is measured.
  if (fields.specHash === specFields(before.spec, tx.today).specHash) return { ...patch, evaluateOn };
  return {
    ...patch,
    ...fields,
    evaluateOn,
    state: nextState(monitorLifecycle, before.state, 'redraft'),
    dryRun: null,
    activatedBy: null,
    activatedOn: null,
    activatedReason: null,
  };
}

/**
 * Switches the thresholds on, by the dry run that the person saw.
 * @throws AppError `wrong-state` when results or thresholds changed since, or nothing could be tried and no reason is given
 */
export async function activateMonitor(
  tx: Tx,
  seen: Seen,
  input: {
    readonly fingerprint: string;
    readonly reason?: string | undefined;
    readonly expectedFrom?: string | undefined;
  },
): Promise<Monitor> {
  const before = await tx.get(monitor, seen.id);
  const state = nextState(monitorLifecycle, before.state, 'activate');
  const tried = await dryRunOf(tx, before);
  if (tried.fingerprint !== input.fingerprint)
    throw new AppError('wrong-state', t('The thresholds or the results are no longer those you saw.'), {
      next: t('Look at the dry run again: it counts the results that are here now.'),
      data: { fingerprint: tried.fingerprint },
    });
  if (tried.windows === 0 && !input.reason)
    throw new AppError('wrong-state', t('There is no past window to try the thresholds on.'), {
      next: t('Post results of past windows first, or give the reason why the monitor starts untried.'),
    });
  const { window } = readSpec(before.spec);
  const first = window.size === 'all' ? null : windowAt(window, input.expectedFrom ?? tx.now).from;
  return tx.update(monitor, seen, {
    state,
    dryRun: tried,
    activatedBy: tx.actor.id,
    activatedOn: tx.today,
    activatedReason: input.reason ?? null,
    expectedFrom: first,
    evaluateOn: before.evaluateOn ?? addDays(tx.today, before.evaluateEveryDays),
    haltReason: null,
  });
}

/** While a monitor is paused nothing is expected of it and no alert opens. */
export async function haltMonitor(
  tx: Tx,
  seen: Seen,
  act: 'pause' | 'retire',
  reason: string,
): Promise<Monitor> {
  const before = await tx.get(monitor, seen.id);
  return tx.update(monitor, seen, {
    state: nextState(monitorLifecycle, before.state, act),
    haltReason: reason,
    expectedFrom: null,
    ...(act === 'retire' && { evaluateOn: null }),
  });
}

/** Keeps what a person concluded from the results since the last evaluation (9.1). @throws AppError `wrong-state` without results */
export async function evaluateResults(
  tx: Tx,
  seen: Seen,
  input: { readonly conclusion: 'as-intended' | 'watch' | 'act'; readonly statement: string },
) {
  const before = await tx.get(monitor, seen.id);
  const rows = await resultsSince(tx, before.id);
  if (rows.length === 0)
    throw new AppError('wrong-state', t('There is no result yet that could be evaluated.'), {
      next: t('Post the result of a window first.'),
    });
  const open = await tx.q
    .selectFrom(alerts(tx).as('a'))
    .where('a.monitorId', '=', before.id)
    .where('a.state', 'in', [...LIVE_ALERTS])
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  const made = await tx.insert(evaluation, {
    monitorId: before.id,
    evaluatedBy: tx.actor.id,
    evaluatedOn: tx.today,
    windowsFrom: rows[0]!.windowFrom,
    windowsTo: rows.at(-1)!.windowTo,
    results: rows.length,
    resultsHash: hashOf(rows.map((row) => row.resultHash)),
    alertsOpen: Number(open.n),
    ...input,
  });
  const evaluateOn = addDays(tx.today, before.evaluateEveryDays);
  await tx.update(monitor, seen, { evaluateOn });
  return { id: made.id, ref: made.ref, evaluateOn };
}

/** The AI system that a spec names by reference or id. @throws AppError `not-found` */
export async function systemOf(tx: Pick<Tx, 'q' | 'org' | 'at'>, refOrId: string) {
  const row = await tx.q
    .selectFrom(systems(tx).as('s'))
    .where((eb) => eb.or([eb('s.ref', '=', refOrId.toUpperCase()), eb('s.id', '=', refOrId)]))
    .select(['s.id', 's.ref', 's.name', 's.ownerId'])
    .executeTakeFirst();
  if (row) return row;
  throw new AppError('not-found', t('There is no AI system {refOrId} in this organisation.', { refOrId }), {
    next: t(
      'Give the reference of an AI system of this organisation, such as SYS-0004, in the line `system` of the spec.',
    ),
  });
}

/** Results that no evaluation has looked at, in the order of their windows; all of them when there was none. */
async function resultsSince(tx: Tx, monitorId: string) {
  const last = await tx.q
    .selectFrom(evaluations(tx).as('e'))
    .where('e.monitorId', '=', monitorId)
    .select((eb) => eb.fn.max('e.from_seq').as('seq'))
    .executeTakeFirst();
  const all = tx.q
    .selectFrom(monitorResults(tx).as('r'))
    .where('r.monitorId', '=', monitorId)
    .select(['r.windowFrom', 'r.windowTo', 'r.resultHash', 'r.from_seq'])
    .orderBy('r.windowFrom');
  const since =
    last?.seq === null || last === undefined
      ? []
      : await all.where('r.from_seq', '>', Number(last.seq)).execute();
  return since.length > 0 ? since : all.execute();
}

async function lastEvaluated(tx: Tx, of: Monitor): Promise<string> {
  const row = await tx.q
    .selectFrom(evaluations(tx).as('e'))
    .where('e.monitorId', '=', of.id)
    .select((eb) => eb.fn.max('e.evaluatedOn').as('day'))
    .executeTakeFirst();
  return row?.day ?? of.activatedOn ?? tx.today;
}

async function refuseSecond(tx: Tx, systemId: string, name: string): Promise<void> {
  const row = await tx.q
    .selectFrom(monitors(tx).as('m'))
    .where('m.systemId', '=', systemId)
    .where('m.name', '=', name)
    .select(['m.ref', 'm.state'])
    .executeTakeFirst();
  if (row)
    throw new AppError(
      'duplicate',
      t('{ref} is this AI system\'s monitor "{name}" already.', { ref: row.ref, name }),
      {
        next: t('Change its spec, or give the new monitor another name.'),
      },
    );
}

function defined<T extends object>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}
