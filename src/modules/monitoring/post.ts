import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Breach, Result } from '#measure/result.ts';
import type { Spec } from '#measure/spec.ts';
import { breachesOf, type JudgedWindow, judge } from '#measure/thresholds.ts';
import { windowAt } from '#measure/windows.ts';
import { demand } from '#platform/demand.ts';
import type { Tx } from '#platform/tx.ts';
import { raiseBreaches } from './alert-opening.ts';
import { monitor } from './contract.ts';
import { hashOf } from './hash.ts';
import { mayPostFor } from './policy.ts';
import { monitorResults, monitors } from './read.ts';
import { monitorResult } from './result-contract.ts';
import { type Monitor, systemOf } from './service.ts';
import { readSpec, specFields } from './spec-text.ts';

export type Posted = {
  readonly result: Result;
  readonly hash: string;
  readonly organisation?: string | undefined;
  readonly reason?: string | undefined;
};

const SEVERITIES = ['low', 'medium', 'high'] as const;

/**
 * Takes in the result of a window: bound to who posted it, their key and the version of the spec, hashed, judged over
 * the windows that are here, and kept once. Figures of a window that was opened again become its next version.
 * @throws AppError `invalid-input` for an altered result or one of another organisation; `wrong-state` for another
 *   version of the spec; `duplicate` for other figures over the same rows; `forbidden`; `not-found`
 */
export async function postResult(tx: Tx, input: Posted) {
  const { result } = input;
  if (input.organisation !== undefined && input.organisation !== tx.org.id)
    throw new AppError('invalid-input', t('This result was measured for another organisation.'), {
      next: t('Post it with a key of the organisation it was measured for.'),
    });
  const hash = hashOf(result);
  if (input.hash !== hash)
    throw new AppError('invalid-input', t('This result was altered after it was hashed.'), {
      problems: [
        {
          path: 'hash',
          message: t('It was hashed as {hash}; what arrived hashes as {hash2}.', {
            hash: input.hash,
            hash2: hash,
          }),
        },
      ],
      next: t('Post the file as it was written, or measure the window again.'),
    });
  // Of two pipelines that post the same window at once, the second finds what the first kept.
  await tx.takeTurn();
  const watching = await monitorFor(tx, result);
  // Known figures write nothing: whoever posts them again must answer for the monitor all the same.
  tx.parts.about(watching.id);
  const spec = boundSpec(watching, result);
  checkWindow(spec, result, tx.now);
  const same = await knownByHash(tx, watching.id, hash);
  if (same) return { ...same, monitor: watching.ref, hash, kept: 'known' as const, alerts: [] };
  return keep(tx, { watching, spec, hash, input });
}

type Keeping = {
  readonly watching: Monitor;
  readonly spec: Spec;
  readonly hash: string;
  readonly input: Posted;
};

async function keep(tx: Tx, { watching, spec, hash, input }: Keeping) {
  const { result } = input;
  const before = await windowHere(tx, watching.id, result.window.from);
  if (before) refuseUnexplained(before, input);
  const breaches = await judged(tx, watching.id, { spec, result });
  const fields = {
    monitorId: watching.id,
    windowFrom: result.window.from,
    windowTo: result.window.to,
    complete: result.window.complete,
    rows: result.rows,
    labelled: result.labelled,
    modelVersion: result.modelVersion,
    reportedBy: result.origin.kind === 'reported-by' ? result.origin.tool : null,
    specHash: result.specHash,
    monitorVersion: watching.version,
    resultHash: hash,
    postedBy: tx.actor.id,
    keyId: tx.actor.keyId ?? null,
    receivedAt: tx.now,
    supersedeReason: before ? (input.reason ?? null) : null,
    live: watching.state === 'active',
    worst: SEVERITIES.findLast((each) => breaches.some((breach) => breach.severity === each)) ?? null,
    breachCount: breaches.length,
    breaches: [...breaches],
    body: result,
  };
  const kept = before
    ? await tx.update(monitorResult, { id: before.id }, fields)
    : await tx.insert(monitorResult, fields);
  const opened = fields.live ? await raiseBreaches(tx, watching, { kept, spec, breaches }) : [];
  return {
    id: kept.id,
    ref: kept.ref,
    version: kept.version,
    monitor: watching.ref,
    hash,
    kept: before ? ('superseded' as const) : ('new' as const),
    breaches: [...breaches],
    alerts: [...opened],
  };
}

/** The monitor that a result names, when this person's key may post for its AI system. */
async function monitorFor(tx: Tx, result: Result): Promise<Monitor> {
  const watched = await systemOf(tx, result.system);
  demand(mayPostFor(tx.actor, watched));
  const row = await tx.q
    .selectFrom(monitors(tx).as('m'))
    .where('m.systemId', '=', watched.id)
    .where('m.name', '=', result.monitor)
    .select('m.id')
    .executeTakeFirst();
  if (!row)
    throw new AppError(
      'not-found',
      t('{ref} has no monitor "{monitor}".', { ref: watched.ref, monitor: result.monitor }),
      {
        next: t('Write the monitor down first, with the spec by which it is measured.'),
      },
    );
  return tx.get(monitor, row.id);
}

/** A newer version may hash the same text differently; the text is what was switched on. */
function boundSpec(watching: Monitor, result: Result): Spec {
  if (watching.state === 'retired')
    throw new AppError('wrong-state', t('{ref} is retired and takes in no results.', { ref: watching.ref }), {
      next: t('Post to the monitor that took its place.'),
    });
  if (result.specHash !== watching.specHash && result.specHash !== specFields(watching.spec, '').specHash)
    throw new AppError('wrong-state', t('This result was measured by another version of the spec.'), {
      data: { expected: watching.specHash, given: result.specHash, version: watching.version },
      next: t('Fetch the spec in force with ./aims monitor spec {ref} and measure the window again.', {
        ref: watching.ref,
      }),
    });
  return readSpec(watching.spec);
}

/** A window is one of those the spec cuts time into, and it has begun. */
function checkWindow(spec: Spec, { window }: Result, now: string): void {
  const problem = (message: string) =>
    new AppError('invalid-input', t('The window of this result cannot be right.'), {
      problems: [{ path: 'result.window', message }],
    });
  if (window.from >= window.to) throw problem('It ends before it begins.');
  if (window.from > now) throw problem(`It begins at ${window.from}, which has not come yet.`);
  if (spec.window.size === 'all') return;
  const right = windowAt(spec.window, window.from);
  if (right.from !== new Date(window.from).toISOString() || right.to !== new Date(window.to).toISOString())
    throw problem(
      `The spec cuts time into windows of one ${spec.window.size} in ${spec.window.time_zone}; the one there is ${right.from} to ${right.to}.`,
    );
}

type WindowHere = Pick<RecordOf<typeof monitorResult>, 'id' | 'version' | 'rows' | 'labelled'> & {
  readonly complete: number;
};

async function windowHere(tx: Tx, monitorId: string, from: string): Promise<WindowHere | undefined> {
  return tx.q
    .selectFrom(monitorResults(tx).as('r'))
    .where('r.monitorId', '=', monitorId)
    .where('r.windowFrom', '=', from)
    .select(['r.id', 'r.version', 'r.rows', 'r.labelled', 'r.complete'])
    .executeTakeFirst();
}

/** Late rows and labels explain other figures; over the very same rows somebody has to say what changed. */
function refuseUnexplained(before: WindowHere, { result, reason }: Posted): void {
  const moved =
    Number(before.rows) !== result.rows ||
    Number(before.labelled) !== result.labelled ||
    before.complete === 0;
  if (moved || result.window.reopened || reason) return;
  throw new AppError(
    'duplicate',
    t('This window has a result already, with other figures over the same rows.'),
    {
      data: { result: before.id, version: Number(before.version) },
      next: t('Say with `reason` why the figures changed; the ones before stay readable.'),
    },
  );
}

/** The same figures posted again, also where a later version has taken their place since. */
async function knownByHash(tx: Tx, monitorId: string, hash: string) {
  const [row] = await tx.handle.exec(
    `select "id", "ref", "version", "breaches" from "monitorResult" where "org_id" = ? and "resultHash" = ? and "monitorId" = ?`,
    [tx.org.id, hash, monitorId],
  );
  if (!row) return null;
  return {
    id: row.id as string,
    ref: row.ref as string,
    version: Number(row.version),
    breaches: JSON.parse(row.breaches as string) as Breach[],
  };
}

async function judged(
  tx: Tx,
  monitorId: string,
  { spec, result }: { readonly spec: Spec; readonly result: Result },
): Promise<readonly Breach[]> {
  const { thresholds } = spec;
  if (thresholds.length === 0) return [];
  const depth = Math.max(
    ...thresholds.map((each) => each.for - 1 + (each.season ? each.season.every * each.season.over : 0)),
  );
  const earlier = depth === 0 ? [] : await windowsBefore(tx, { monitorId, from: result.window.from, depth });
  return breachesOf(thresholds, judge(thresholds, [...earlier, result]));
}

async function windowsBefore(
  tx: Tx,
  wanted: { readonly monitorId: string; readonly from: string; readonly depth: number },
): Promise<readonly JudgedWindow[]> {
  const rows = await tx.q
    .selectFrom(monitorResults(tx).as('r'))
    .where('r.monitorId', '=', wanted.monitorId)
    .where('r.windowFrom', '<', wanted.from)
    .select('r.body')
    .orderBy('r.windowFrom', 'desc')
    .limit(wanted.depth)
    .execute();
  return rows.reverse().map((row) => JSON.parse(row.body) as JudgedWindow);
}
