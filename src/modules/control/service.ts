import { canonical } from '#kernel/canonical.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { packsInUse } from '#modules/conformity/api.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import { memberships } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';
import { control, statement } from './contract.ts';
import { statementLifecycle } from './lifecycle.ts';
import {
  type Control,
  differences,
  frozenLines,
  type Statement,
  statementsIn,
  workingLines,
} from './lines.ts';
import { controls } from './read.ts';

type Seen = { readonly id: string; readonly version: number };

/** Gives a new organisation the 38 controls of Annex A, each undecided (6.1.3 c: compare with Annex A). */
export async function adoptAnnexA(tx: Tx): Promise<void> {
  const known = new Set(
    (await tx.q.selectFrom(controls(tx).as('c')).select('c.annexId').execute()).map((row) => row.annexId),
  );
  for (const { id, title } of tx.catalog.controls())
    if (!known.has(id)) await tx.insert(control, newControl({ annexId: id, title }));
}

/** A control nobody has decided on. */
export function newControl(fields: Partial<FieldsOf<typeof control>>): FieldsOf<typeof control> {
  return {
    annexId: null,
    title: '',
    description: null,
    ownerId: null,
    implementation: 'not-started',
    implementationNote: null,
    effectiveness: 'not-judged',
    effectivenessReason: null,
    effectivenessOn: null,
    effectivenessBy: null,
    decision: 'undecided',
    justification: null,
    statedReasons: [],
    decidedBy: null,
    decidedOn: null,
    ...fields,
  };
}

/** Includes a control; the reasons are approved treatments, or what is stated here. */
export function includeControl(
  tx: Tx,
  seen: Seen,
  input: {
    readonly justification?: string | null | undefined;
    readonly statedReasons?: Control['statedReasons'] | undefined;
  },
): Promise<Control> {
  return tx.update(
    control,
    { ...seen, again: true },
    {
      decision: 'included',
      ...(input.justification !== undefined && { justification: input.justification }),
      ...(input.statedReasons !== undefined && { statedReasons: input.statedReasons }),
      decidedBy: tx.actor.id,
      decidedOn: tx.today,
    },
  );
}

/**
 * Leaves a control out. A control that a clause demands anyway is a contradiction: whoever leaves it out must have
 * seen that warning, and says so by naming it.
 */
export async function excludeControl(
  tx: Tx,
  seen: Seen,
  input: { readonly justification: string; readonly trapsSeen: readonly string[] },
): Promise<Control> {
  const before = await tx.get(control, seen.id);
  if (before.annexId === null)
    throw new AppError('invalid-input', t('A control of your own is removed, not left out of Annex A.'));
  const unseen = tx.catalog
    .exclusionTraps(before.annexId)
    .filter((trap) => trap.severity === 'contradiction' && !input.trapsSeen.includes(trap.id));
  if (unseen.length > 0) {
    throw new AppError(
      'wrong-state',
      t('Leaving out {annexId} contradicts a clause: {unseen}', {
        annexId: before.annexId,
        unseen: unseen.map((trap) => trap.message).join(' '),
      }),
      {
        next: t('Include it, or confirm that you saw the warning and say very well why it is not needed.'),
        data: { traps: unseen.map((trap) => trap.id) },
      },
    );
  }
  return tx.update(control, seen, {
    decision: 'excluded',
    justification: input.justification,
    decidedBy: tx.actor.id,
    decidedOn: tx.today,
  });
}

/** Judges effectiveness; the person and day stay with it. */
export function judgeControl(
  tx: Tx,
  seen: Seen,
  input: { readonly effectiveness: Control['effectiveness']; readonly reason: string },
): Promise<Control> {
  return tx.update(control, seen, {
    effectiveness: input.effectiveness,
    effectivenessReason: input.reason,
    effectivenessOn: tx.today,
    effectivenessBy: tx.actor.id,
  });
}

/** Freezes the lines as they are now. @throws AppError `wrong-state` listing every line that is not ready */
export async function prepareStatement(tx: Tx, scope: string | null): Promise<Statement> {
  const lines = await workingLines(tx);
  const problems = lines.flatMap((line) => line.problems);
  const annex = lines.filter((line) => line.control.annexId !== null).length;
  if (annex !== tx.catalog.controls().length)
    problems.push(
      `${tx.catalog.controls().length - annex} controls of Annex A are missing from the register.`,
    );
  if (problems.length > 0)
    throw new AppError(
      'wrong-state',
      t('The Statement is not ready: {problems, plural, one {# line needs} other {# lines need}} work.', {
        problems: problems.length,
      }),
      {
        problems: problems.map((message) => ({ path: 'lines', message })),
        next: t('Mend the lines named below, then prepare it again.'),
      },
    );
  const waiting = await statementsIn(tx, ['prepared', 'approved']);
  if (waiting.length > 0)
    throw new AppError('wrong-state', t('Another Statement waits for approval or issue.'), {
      next: t('Approve and issue it, or withdraw it first.'),
    });
  return tx.insert(statement, {
    state: 'prepared',
    number: null,
    scope,
    lines: frozenLines(lines),
    catalogVersion: packsInUse(tx.catalog),
    preparedBy: tx.actor.id,
    preparedOn: tx.today,
    approvedBy: null,
    approvedOn: null,
    approvalGround: null,
    singlePersonReason: null,
    issuedBy: null,
    issuedOn: null,
    checkpoint: null,
    withdrawnReason: null,
  });
}

/** Approves exactly what was prepared; if the registers moved since, it must be prepared anew. */
export async function approveStatement(tx: Tx, seen: Seen): Promise<Statement> {
  const before = await tx.get(statement, seen.id);
  const state = nextState(statementLifecycle, before.state, 'approve');
  await refuseMoved(tx, before);
  return tx.update(statement, seen, {
    state,
    approvedBy: tx.actor.id,
    approvedOn: tx.today,
    approvalGround: await groundOf(tx),
    singlePersonReason: await fourEyes(
      tx,
      before.preparedBy,
      'approve the Statement that you prepared yourself',
    ),
  });
}

/** Gives the approved Statement its number and replaces the version before. */
export async function issueStatement(tx: Tx, seen: Seen): Promise<Statement> {
  const before = await tx.get(statement, seen.id);
  const state = nextState(statementLifecycle, before.state, 'issue');
  const issued = await statementsIn(tx, ['issued', 'superseded']);
  const number = Math.max(0, ...issued.map((each) => each.number ?? 0)) + 1;
  for (const each of issued.filter((one) => one.state === 'issued'))
    await tx.update(
      statement,
      { id: each.id },
      { state: nextState(statementLifecycle, each.state, 'supersede') },
    );
  return tx.update(statement, seen, { state, number, issuedBy: tx.actor.id, issuedOn: tx.today });
}

/** Attaches the checkpoint that covers the issue (spine.md section 5: a second entry). */
export function attachCheckpoint(tx: Tx, id: string, note: string): Promise<Statement> {
  return tx.update(statement, { id }, { checkpoint: note });
}

/** Takes a Statement back before it is issued. */
export async function withdrawStatement(tx: Tx, seen: Seen, reason: string): Promise<Statement> {
  const before = await tx.get(statement, seen.id);
  return tx.update(statement, seen, {
    state: nextState(statementLifecycle, before.state, 'withdraw'),
    withdrawnReason: reason,
  });
}

async function refuseMoved(tx: Tx, prepared: Statement): Promise<void> {
  const now = frozenLines(await workingLines(tx));
  if (canonical(now) === canonical(prepared.lines)) return;
  const changed = [...new Set(differences(prepared.lines, now).map((each) => each.id))];
  throw new AppError(
    'wrong-state',
    t('The registers changed since the Statement was prepared: {changed}.', { changed: changed.join(', ') }),
    { next: t('Withdraw it and prepare it again, so that what is approved is what is true.') },
  );
}

/** An approver from outside acts on a recorded authority; it is kept with the approval. */
async function groundOf(tx: Tx): Promise<string | null> {
  if (tx.actor.id === null) return null;
  const row = await tx.q
    .selectFrom(memberships(tx).as('m'))
    .select(['m.outside', 'm.ground'])
    .where('m.personId', '=', tx.actor.id)
    .executeTakeFirst();
  return row?.outside === 1 ? row.ground : null;
}
