import { addDays } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import { person } from '#kernel/people.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Tx } from '#platform/tx.ts';
import type { AnswerId } from './answers.ts';
import { claim, interview, part, type reuseFrameworks } from './contract.ts';
import { interviewLifecycle, partLifecycle } from './lifecycle.ts';
import { claims } from './read.ts';

type Interview = RecordOf<typeof interview>;
export type Part = RecordOf<typeof part>;
export type Claim = RecordOf<typeof claim>;
type Planned = { readonly personId: string; readonly requirementIds: readonly string[] };

/** Begins an interview, split by person. @throws AppError `invalid-input` for unknown people or requirements */
export async function beginInterview(
  tx: Tx,
  input: {
    readonly title: string;
    readonly depth: 'first' | 'all';
    readonly withControls: boolean;
    readonly dueOn: string | null;
    readonly parts: readonly Planned[];
  },
): Promise<{ readonly interview: Interview; readonly parts: readonly Part[] }> {
  if (input.dueOn !== null && input.dueOn < tx.today)
    throw new AppError('invalid-input', t('An interview cannot be due in the past.'), {
      problems: [{ path: 'dueOn', message: t('today or later') }],
    });
  const { parts: planned, ...fields } = input;
  const made = await tx.insert(interview, {
    ...fields,
    state: interviewLifecycle.initial,
    startedBy: tx.actor.id,
    startedOn: tx.today,
    closedOn: null,
  });
  const parts: Part[] = [];
  for (const each of planned) parts.push(await insertPart(tx, made.id, each));
  return { interview: made, parts };
}

/** Asks one more person, or the same person something else. */
export async function addPart(tx: Tx, interviewId: string, planned: Planned): Promise<Part> {
  expectOpen(await tx.get(interview, interviewId));
  return insertPart(tx, interviewId, planned);
}

async function insertPart(tx: Tx, interviewId: string, planned: Planned): Promise<Part> {
  const asked = await tx.find(person, planned.personId);
  if (!asked?.active)
    throw new AppError('invalid-input', t('One of the people is not here, or no longer active.'), {
      problems: [{ path: 'parts', message: t('active people of this organisation') }],
      next: t('Add the person first; they need no account.'),
    });
  const unknown = planned.requirementIds.filter((id) => questionsOf(tx, id).length === 0);
  if (unknown.length > 0)
    throw new AppError(
      'invalid-input',
      t('Nothing can be asked about {unknown}.', { unknown: unknown.join(', ') }),
      {
        problems: [{ path: 'parts', message: t('subclauses and controls of ISO/IEC 42001') }],
      },
    );
  return tx.insert(part, {
    interviewId,
    personId: planned.personId,
    requirementIds: [...new Set(planned.requirementIds)],
    state: partLifecycle.initial,
    finishedOn: null,
    lastAnsweredOn: null,
    linkNumber: 0,
    linkUntil: null,
  });
}

/** The questions of a requirement; empty when there is none of that id. */
function questionsOf(tx: Pick<Tx, 'catalog'>, requirementId: string): readonly string[] {
  return tx.catalog.requirement(`iso-42001:${requirementId}`)?.asks ?? [];
}

export async function closeInterview(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
): Promise<Interview> {
  const before = await tx.get(interview, seen.id);
  return tx.update(interview, seen, {
    state: nextState(interviewLifecycle, before.state, 'close'),
    closedOn: tx.today,
  });
}

export async function reopenInterview(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
): Promise<Interview> {
  const before = await tx.get(interview, seen.id);
  return tx.update(interview, seen, {
    state: nextState(interviewLifecycle, before.state, 'reopen'),
    closedOn: null,
  });
}

/** Counts one link more; links with a lower number open nothing from now on. @returns what the new link must carry */
export async function renewLink(
  tx: Tx,
  partId: string,
  days: number | null,
): Promise<{ readonly partId: string; readonly number: number; readonly until: string }> {
  const before = await tx.get(part, partId);
  expectOpen(await tx.get(interview, before.interviewId));
  const until = days === null ? null : addDays(tx.today, days);
  const after = await tx.update(
    part,
    { id: partId },
    { linkNumber: before.linkNumber + 1, linkUntil: until },
  );
  return { partId, number: after.linkNumber, until: until ?? tx.today };
}

export type Answering = {
  readonly requirementId: string;
  readonly question: number;
  readonly answer: AnswerId | null;
  readonly words: string | null;
  readonly evidenceUrl: string | null;
  readonly version?: number | undefined;
};

/**
 * Keeps an answer as it is typed: one record for each question of a person, a version for each change. Several people
 * on the same question each have their own.
 * @throws AppError `conflict` when the person changed this answer on another device meanwhile; `invalid-input` for a
 *   question that was not put to them, or "not applicable" without a reason; `wrong-state` once the interview is closed
 */
export async function answerQuestion(
  tx: Tx,
  partId: string,
  input: Answering & { readonly by: 'session' | 'link' },
): Promise<Claim> {
  // Written first, so that two devices of one person take turns from here on.
  const asked = await tx.update(part, { id: partId }, { lastAnsweredOn: tx.today });
  expectOpen(await tx.get(interview, asked.interviewId));
  const text = asked.requirementIds.includes(input.requirementId)
    ? questionsOf(tx, input.requirementId)[input.question]
    : undefined;
  if (text === undefined)
    throw new AppError('invalid-input', t('This question was not put to you.'), {
      problems: [{ path: 'question', message: t('one of the questions shown') }],
    });
  if (input.answer === 'not-applicable' && !input.words)
    throw new AppError('invalid-input', t('Say why it does not apply.'), {
      problems: [{ path: 'words', message: t('a reason is needed for "not applicable"') }],
    });
  const { version, ...said } = input;
  const known = await claims(tx)
    .where('partId', '=', partId)
    .where('requirementId', '=', input.requirementId)
    .where('question', '=', input.question)
    .executeTakeFirst();
  const fields = { ...said, asked: text, answeredOn: tx.today };
  if (known) return tx.update(claim, { id: known.id, ...(version !== undefined && { version }) }, fields);
  return tx.insert(claim, { ...fields, interviewId: asked.interviewId, partId, personId: asked.personId });
}

export async function finishPart(tx: Tx, partId: string): Promise<Part> {
  const before = await tx.get(part, partId);
  return tx.update(
    part,
    { id: partId },
    { state: nextState(partLifecycle, before.state, 'finish'), finishedOn: before.finishedOn ?? tx.today },
  );
}

/** @throws AppError `invalid-input` when the standard has no such clause */
export function expectClause(
  tx: Pick<Tx, 'catalog'>,
  item: { readonly framework: keyof typeof reuseFrameworks; readonly clause: string },
): void {
  if (tx.catalog.requirement(`${item.framework}:${item.clause}`)) return;
  const known = tx.catalog.requirements(item.framework).map((each) => each.id);
  throw new AppError('invalid-input', t('That standard has no clause {clause}.', { clause: item.clause }), {
    problems: [
      {
        path: 'clause',
        message: t('such as {known} or {at}', { known: known.slice(0, 3).join(', '), at: known.at(-1) }),
      },
    ],
  });
}

function expectOpen(found: Interview): void {
  if (found.state === 'open') return;
  throw new AppError('wrong-state', t('This interview is closed; what was answered is kept.'), {
    next: t('Ask whoever began it to open it again.'),
  });
}
