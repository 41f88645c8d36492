import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { RecordOf } from '#kernel/record.ts';
import { raiseNonconformity } from '#modules/improvement/api.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { caseOf } from './alert-case.ts';
import { alert } from './alert-contract.ts';
import { monitor } from './contract.ts';
import { hashOf } from './hash.ts';
import { alertLifecycle } from './lifecycle.ts';
import { monitorResults } from './read.ts';
import { recordId } from './record-id.ts';

type Alert = RecordOf<typeof alert>;
type Seen = { readonly id: string; readonly version: number };

/** Leaves it to the next windows, with the reason. */
export async function watchAlert(tx: Tx, seen: Seen, reason: string): Promise<Alert> {
  return triage(tx, seen, { act: 'watch', triage: 'watch', reason });
}

/**
 * Deals with it: a nonconformity is raised with the figures and the hash of the result behind it (10.2), unless a record
 * that deals with it is named; an incident is named or, where no record keeps it, told in the reason.
 */
export async function actOnAlert(
  tx: Tx,
  seen: Seen,
  input: {
    readonly as: 'incident' | 'nonconformity';
    readonly reason: string;
    readonly handledBy?: string | undefined;
  },
): Promise<Alert> {
  const handledBy =
    input.handledBy !== undefined
      ? await recordId(tx, input.handledBy)
      : input.as === 'nonconformity'
        ? await raise(tx, await tx.get(alert, seen.id), input.reason)
        : null;
  const acting = await triage(tx, seen, { act: 'act', triage: input.as, reason: input.reason, handledBy });
  // A nonconformity that was raised here is linked to the alert already, as what it was found by.
  if (handledBy && input.handledBy) await tx.link('handled-by', acting.id, handledBy);
  return acting;
}

/** The nonconformity of this threshold over this part of the data: one that is still open is not raised twice. */
async function raise(tx: Tx, of: Alert, reason: string): Promise<string> {
  const watching = await tx.get(monitor, of.monitorId);
  const made = await raiseNonconformity(tx, {
    title: of.title.slice(0, 300),
    description: reason,
    objectiveEvidence: evidenceOf(of, watching.ref),
    source: 'monitoring',
    sourceNote: `${watching.ref} ${watching.title}`,
    sourceKey: `monitoring:${of.monitorId}:${hashOf([of.kind, of.threshold, of.slice]).slice(0, 32)}`,
    requirements: ['iso-42001:9.1'],
    ownerId: of.ownerId,
    sourceId: of.id,
    concerns: [of.systemId],
  });
  return made.id;
}

function evidenceOf(of: Alert, monitorRef: string): string {
  const windows = of.windows === 1 ? 'one window' : `${of.windows} windows`;
  return of.kind === 'gap'
    ? `${of.ref}, ${monitorRef}: ${windows} did not come: ${of.missing.join(', ')}.`
    : `${of.ref}, ${monitorRef}: ${of.title}, in ${windows} from ${of.firstWindow.slice(0, 10)} to ${of.lastWindow.slice(0, 10)}. Result that opened it: SHA-256 ${of.resultHash}.`;
}

/** Says that a breach needs nothing. Whoever measures the AI system does not say that alone. */
export async function dismissAlert(tx: Tx, seen: Seen, reason: string): Promise<Alert> {
  const before = await tx.get(alert, seen.id);
  const { measuredBy } = await tx.get(monitor, before.monitorId);
  const singlePersonReason = await fourEyes(
    tx,
    measuredBy,
    'dismiss an alert about what you measure yourself',
  );
  return triage(tx, seen, { act: 'dismiss', triage: 'dismiss', reason, singlePersonReason });
}

/**
 * Closes an alert whose later windows are back inside; their hashes stay with it.
 * @throws AppError `wrong-state` with what is still missing; `forbidden` for whoever decided what to do about it
 */
export async function closeAlert(tx: Tx, seen: Seen, reason: string): Promise<Alert> {
  const before = await tx.get(alert, seen.id);
  const state = nextState(alertLifecycle, before.state, 'close');
  const { spec } = await tx.get(monitor, before.monitorId);
  const { mayClose, why, insideHashes } = await caseOf(tx, before, spec);
  if (!mayClose) throw new AppError('wrong-state', t('The alert cannot be closed yet. {why}', { why }));
  const singlePersonReason = await fourEyes(
    tx,
    before.triagedBy,
    'close an alert that you decided on yourself',
  );
  return tx.update(alert, seen, {
    state,
    closedBy: tx.actor.id,
    closedOn: tx.today,
    closedReason: reason,
    insideHashes: insideHashes.slice(-100),
    singlePersonReason: singlePersonReason ?? before.singlePersonReason,
  });
}

async function triage(
  tx: Tx,
  seen: Seen,
  decided: {
    readonly act: 'watch' | 'act' | 'dismiss';
    readonly triage: NonNullable<Alert['triage']>;
    readonly reason: string;
    readonly handledBy?: string | null;
    readonly singlePersonReason?: string | null;
  },
): Promise<Alert> {
  const before = await tx.get(alert, seen.id);
  return tx.update(alert, seen, {
    state: nextState(alertLifecycle, before.state, decided.act),
    triage: decided.triage,
    triagedBy: tx.actor.id,
    triagedOn: tx.today,
    triageReason: decided.reason,
    triageHash: await latestHash(tx, before.monitorId),
    ...(decided.handledBy && { handledBy: decided.handledBy }),
    ...(decided.singlePersonReason && { singlePersonReason: decided.singlePersonReason }),
  });
}

/** The result that was in front of whoever decided; null while there is none. */
async function latestHash(tx: Tx, monitorId: string): Promise<string | null> {
  const row = await tx.q
    .selectFrom(monitorResults(tx).as('r'))
    .where('r.monitorId', '=', monitorId)
    .select('r.resultHash')
    .orderBy('r.windowFrom', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.resultHash ?? null;
}
