import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { managementChange, staleRule, systemChange } from './contract.ts';
import { managementChangeLifecycle, systemChangeLifecycle } from './lifecycle.ts';
import { staleRules } from './read.ts';

export type SystemChange = RecordOf<typeof systemChange>;
export type ManagementChange = RecordOf<typeof managementChange>;
type Seen = { readonly id: string; readonly version: number };

/** A change of an AI system of which nothing is known yet but these fields. */
export function newSystemChange(
  fields: Partial<FieldsOf<typeof systemChange>> & { readonly title: string; readonly cause: string },
): FieldsOf<typeof systemChange> {
  return {
    state: systemChangeLifecycle.initial,
    subjectId: null,
    seq: null,
    day: null,
    madeAt: null,
    madeBy: null,
    subjects: null,
    systems: null,
    planned: 'unknown',
    plannedFor: null,
    purpose: null,
    consequences: null,
    mitigation: null,
    resources: null,
    responsibleId: null,
    announcedBy: null,
    announcedOn: null,
    approvedBy: null,
    approvedOn: null,
    singlePersonReason: null,
    reviewedBy: null,
    reviewedOn: null,
    conclusion: null,
    withdrawnBy: null,
    withdrawnReason: null,
    ...fields,
  };
}

/** Announces a change before it is made; the log pairs it with what happens (8.1: planned changes). */
export async function announceChange(
  tx: Tx,
  input: Pick<
    FieldsOf<typeof systemChange>,
    | 'title'
    | 'cause'
    | 'purpose'
    | 'consequences'
    | 'mitigation'
    | 'resources'
    | 'responsibleId'
    | 'plannedFor'
  > & { readonly subjectId: string },
): Promise<SystemChange> {
  const made = await tx.insert(
    systemChange,
    newSystemChange({ ...input, planned: 'planned', announcedBy: tx.actor.id, announcedOn: tx.today }),
  );
  await tx.link('changes', made.id, input.subjectId);
  return made;
}

/**
 * Approves a change, before it is made or, when nobody asked, after it: never by whoever announced or made it. Both
 * need what the standard asks of a change: purpose, consequences and who answers for it.
 * @throws AppError `wrong-state`, `forbidden`
 */
export async function approveChange(tx: Tx, seen: Seen): Promise<SystemChange> {
  const before = await tx.get(systemChange, seen.id);
  const state = nextState(
    systemChangeLifecycle,
    before.state,
    before.state === 'recognised' ? 'approveAfter' : 'approve',
  );
  refuseIncomplete(before, {
    purpose: 'Say what it is for',
    consequences: 'Say what follows from it',
    responsibleId: 'Name who answers for it',
    ...(before.planned === 'unintended' && { mitigation: 'Say what is done about its effects' }),
  });
  const [first, second] = [before.announcedBy, before.madeBy];
  const own = 'approve a change that you announced or made yourself';
  return tx.update(systemChange, seen, {
    state,
    approvedBy: tx.actor.id,
    approvedOn: tx.today,
    singlePersonReason: (await fourEyes(tx, first, own)) ?? (await fourEyes(tx, second, own)),
  });
}

/** Reports an approved change as made that no register can show; it counts from this entry of the log on. */
export async function carryOutChange(tx: Tx, seen: Seen): Promise<SystemChange> {
  const before = await tx.get(systemChange, seen.id);
  const state = nextState(systemChangeLifecycle, before.state, 'carryOut');
  if (before.cause !== OTHER)
    throw new AppError('wrong-state', t('This change shows in its own register and is recognised there.'), {
      next: t('Make the change where it belongs; the log pairs it with this announcement.'),
    });
  return tx.update(systemChange, seen, { state, madeAt: tx.now, madeBy: tx.actor.id });
}

/** Closes the review of a change once nothing that it made stale is open. */
export async function reviewChange(
  tx: Tx,
  seen: Seen,
  input: { readonly conclusion: string; readonly open: number },
): Promise<SystemChange> {
  const before = await tx.get(systemChange, seen.id);
  const state = nextState(systemChangeLifecycle, before.state, 'review');
  if (before.seq === null)
    throw new AppError('wrong-state', t('The log has not been looked through since this change was made.'), {
      next: t('Have the log looked through, then close the review.'),
    });
  if (input.open > 0)
    throw new AppError(
      'wrong-state',
      t(
        '{open, plural, one {# record is} other {# records are}} still to be looked at again because of this change.',
        { open: input.open },
      ),
      { next: t('Let their owners look again, or say with the reason that they still hold.') },
    );
  return tx.update(systemChange, seen, {
    state,
    reviewedBy: tx.actor.id,
    reviewedOn: tx.today,
    conclusion: input.conclusion,
  });
}

/** Takes a change back before it is made, or says why one that was made is not significant. */
export async function withdrawChange(tx: Tx, seen: Seen, reason: string): Promise<SystemChange> {
  const before = await tx.get(systemChange, seen.id);
  return tx.update(systemChange, seen, {
    state: nextState(systemChangeLifecycle, before.state, 'withdraw'),
    withdrawnBy: tx.actor.id,
    withdrawnReason: reason,
  });
}

/** The change that no register shows: a person announces it and reports it as made. */
export const OTHER = 'change.other';

/** Decides whether a kind of change marks a kind of dependent; the decision before stays in the history. */
export async function decideRule(
  tx: Tx,
  input: Pick<FieldsOf<typeof staleRule>, 'cause' | 'dependent' | 'marks' | 'reason'>,
): Promise<RecordOf<typeof staleRule>> {
  const decided = { ...input, decidedBy: tx.actor.id, decidedOn: tx.today };
  const row = await tx.q
    .selectFrom(staleRules(tx).as('r'))
    .select('r.id')
    .where('r.cause', '=', input.cause)
    .where('r.dependent', '=', input.dependent)
    .executeTakeFirst();
  return row ? tx.update(staleRule, { id: row.id, again: true }, decided) : tx.insert(staleRule, decided);
}

/** A change of the management system as it is when somebody has just written it down. */
export function newManagementChange(
  tx: Tx,
  input: Partial<FieldsOf<typeof managementChange>>,
): FieldsOf<typeof managementChange> {
  return {
    title: '',
    area: 'other',
    purpose: null,
    consequences: null,
    integrity: null,
    resources: null,
    responsibilities: null,
    responsibleId: null,
    plannedFor: null,
    approvedBy: null,
    approvedOn: null,
    singlePersonReason: null,
    carriedOutOn: null,
    outcome: null,
    reviewedBy: null,
    reviewedOn: null,
    effect: null,
    withdrawnReason: null,
    ...input,
    state: managementChangeLifecycle.initial,
    proposedBy: tx.actor.id,
  };
}

/** Approves a planned change of the management system: everything that 6.3 asks to be thought of, and a second person. */
export async function approveManagementChange(tx: Tx, seen: Seen): Promise<ManagementChange> {
  const before = await tx.get(managementChange, seen.id);
  const state = nextState(managementChangeLifecycle, before.state, 'approve');
  refuseIncomplete(before, {
    purpose: 'Say what it is for',
    consequences: 'Say what follows from it',
    integrity: 'Say how the management system stays whole meanwhile',
    resources: 'Say what it needs, or that it needs nothing',
    responsibilities: 'Say which duties and authorities move, or that none do',
    responsibleId: 'Name who answers for it',
    plannedFor: 'Set the day',
  });
  return tx.update(managementChange, seen, {
    state,
    approvedBy: tx.actor.id,
    approvedOn: tx.today,
    singlePersonReason: await fourEyes(tx, before.proposedBy, 'approve a change that you proposed yourself'),
  });
}

/** Reports an approved change of the management system as carried out. */
export async function carryOutManagementChange(
  tx: Tx,
  seen: Seen,
  input: { readonly outcome: string; readonly carriedOutOn?: string | undefined },
): Promise<ManagementChange> {
  const before = await tx.get(managementChange, seen.id);
  return tx.update(managementChange, seen, {
    state: nextState(managementChangeLifecycle, before.state, 'carryOut'),
    outcome: input.outcome,
    carriedOutOn: input.carriedOutOn ?? tx.today,
  });
}

/** Reviews what a change of the management system brought, with the consequences nobody meant. */
export async function reviewManagementChange(tx: Tx, seen: Seen, effect: string): Promise<ManagementChange> {
  const before = await tx.get(managementChange, seen.id);
  return tx.update(managementChange, seen, {
    state: nextState(managementChangeLifecycle, before.state, 'review'),
    effect,
    reviewedBy: tx.actor.id,
    reviewedOn: tx.today,
  });
}

/** Gives a change of the management system up. */
export async function withdrawManagementChange(
  tx: Tx,
  seen: Seen,
  reason: string,
): Promise<ManagementChange> {
  const before = await tx.get(managementChange, seen.id);
  return tx.update(managementChange, seen, {
    state: nextState(managementChangeLifecycle, before.state, 'withdraw'),
    withdrawnReason: reason,
  });
}

function refuseIncomplete(
  record: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, string>>,
): void {
  const problems = Object.entries(asked)
    .filter(([field]) => record[field] === null || record[field] === '')
    .map(([path, message]) => ({ path, message }));
  if (problems.length > 0)
    throw new AppError(
      'wrong-state',
      t('A change is approved when all that matters about it is written down.'),
      {
        problems,
        next: t('Fill in what is named below, then approve it.'),
      },
    );
}
