import { person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import type { WriteHandle } from '../db/database.ts';
import type { Runtime } from '../instance.ts';
import { leaveJob } from '../leave-job.ts';
import { personsOf } from '../persons-of.ts';
import { writing } from '../runtime.ts';
import type { Tx } from '../tx.ts';

/** What happened to an account that the logs of its organisations tell. */
export type AccountEvent =
  | 'secondFactorAdded'
  | 'secondFactorRemoved'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'lockedOut';

/** Who did it: the owner in a session, whoever runs the machine, or nobody that is known. */
type By = 'session' | 'operator' | 'job';

/** The job that carries a note to the logs. */
export const NOTE = 'auth.note';

type Note = {
  readonly userId: string;
  readonly event: AccountEvent;
  readonly by: By;
  /** Absent: not yet carried to the organisations of the account. */
  readonly to?: { readonly org: string; readonly personId: string; readonly name: string };
};

/**
 * Leaves word for the logs of all organisations of an account, in the transaction of what happened. What stands there is
 * the pseudonym of the person and the kind of event: no address, no device.
 * @param key the same word is left once within three days
 */
export function leaveNote(
  runtime: Runtime,
  handle: Pick<WriteHandle, 'exec'>,
  note: Note,
  key?: string,
): Promise<void> {
  const job = { org: note.to?.org ?? null, kind: NOTE, key, payload: note };
  return leaveJob(handle, runtime.clock.now(), job);
}

/** The job: first one for each organisation, so that none hears it again because another could not. */
export async function carryNote(
  runtime: Runtime,
  payload: Readonly<Record<string, unknown>>,
  jobId: string,
): Promise<void> {
  const note = payload as Note;
  const { to, by, event } = note;
  if (to) {
    const actor: Actor = { id: by === 'session' ? to.personId : null, name: to.name, via: by, roles: [] };
    await writing(runtime, { org: to.org, actor, operation: `account.${event}` }, (tx) =>
      appendNote(tx, to.personId, event),
    );
    return;
  }
  const found: NonNullable<Note['to']>[] = [];
  for await (const { org, persons } of personsOf(runtime, note.userId))
    if (!org.handedOver)
      found.push(...persons.map(({ id, name }) => ({ org: org.id, personId: id, name: name ?? '' })));
  await runtime.db.write(null, async (handle) => {
    for (const each of found) await leaveNote(runtime, handle, { ...note, to: each }, `${jobId} ${each.org}`);
  });
}

/** Writes an entry about a person's account into the log of this organisation. */
export function appendNote(tx: Tx, personId: string, event: string): Promise<void> {
  return tx.appendEntry({
    type: person.type,
    schema: person.schema,
    id: personId,
    version: 0,
    change: 'auth',
    fields: {},
    detail: { event },
  });
}
