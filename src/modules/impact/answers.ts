import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Tx } from '#platform/tx.ts';
import { ACTS, REGISTERS } from './content.ts';
import { impact, impactAnswer } from './contract.ts';
import { impactLifecycle, STANDING } from './lifecycle.ts';
import { impactAnswers } from './read.ts';
import { draftOf } from './service.ts';
import { type AnswerValue, answerProblem } from './values.ts';

type Answer = RecordOf<typeof impactAnswer>;

/**
 * Keeps the typed answer to one question. Each answer is a record of its own: two people who answer different
 * questions never meet, and of two who answer the same one the second sees both.
 * @throws AppError `conflict` with the current answer when it is not the one that was seen
 */
export async function answerQuestion(
  tx: Tx,
  input: {
    readonly impactId: string;
    readonly question: string;
    readonly value: AnswerValue | null;
    readonly version: number | null;
  },
): Promise<Answer> {
  await draftOf(tx, input.impactId);
  const question = questionOf(tx, input.question);
  if ([...ACTS, ...REGISTERS].some((each) => each === question.id) || question.answerType === 'computed')
    throw new AppError('invalid-input', t('This question is not answered by typing.'), {
      next: t('Some answers are acts of their own, some stand in the registers. The page says which.'),
    });
  const problem = input.value && answerProblem(question, input.value);
  if (problem)
    throw new AppError('invalid-input', problem, { problems: [{ path: 'value', message: problem }] });
  const before = await answerOf(tx, input.impactId, question.id);
  if (before && before.version !== input.version) throw overtaken(before);
  return keep(tx, { impactId: input.impactId, questionId: question.id, value: input.value, before });
}

/** Gives the advice of the data protection officer while the version is open (GDPR Article 35(2)). */
export async function adviseImpact(
  tx: Tx,
  impactId: string,
  input: { readonly advice: string; readonly noOfficer: boolean },
): Promise<Answer> {
  await openOf(tx, impactId);
  return keepAct(tx, impactId, 'q-dpo', input.noOfficer ? { none: input.advice } : { text: input.advice });
}

/** Decides whether the authority is asked before the processing starts (GDPR Article 36). */
export async function decidePriorConsultation(
  tx: Tx,
  impactId: string,
  input: { readonly option: string; readonly reason: string },
): Promise<Answer> {
  const { state } = await tx.get(impact, impactId);
  // The answer of the authority may come after the approval with conditions.
  if (!(STANDING as readonly string[]).includes(state)) await openOf(tx, impactId);
  return keepAct(tx, impactId, 'q-consultation', { option: input.option, reason: input.reason });
}

/** Records the notice that follows an approved fundamental rights impact assessment (AI Act Article 27(3)). */
export async function recordNotice(
  tx: Tx,
  impactId: string,
  input: { readonly date: string | null; readonly how: string; readonly exempt: boolean },
): Promise<Answer> {
  const { state } = await tx.get(impact, impactId);
  if (!(STANDING as readonly string[]).includes(state))
    throw new AppError('wrong-state', t('The notice follows the approval: results are told, not drafts.'));
  if (!input.exempt && input.date === null)
    throw new AppError('invalid-input', t('Say on which day the authority was told.'), {
      problems: [{ path: 'date', message: t('Give the day') }],
    });
  const value = input.exempt ? { none: input.how } : { date: input.date!, text: input.how };
  return keepAct(tx, impactId, 'q-fria-notified', value);
}

async function keepAct(tx: Tx, impactId: string, questionId: string, value: AnswerValue): Promise<Answer> {
  return keep(tx, { impactId, questionId, value, before: await answerOf(tx, impactId, questionId) });
}

function keep(
  tx: Tx,
  answer: {
    readonly impactId: string;
    readonly questionId: string;
    readonly value: AnswerValue | null;
    readonly before: Answer | null;
  },
): Promise<Answer> {
  const { before, ...kept } = answer;
  const fields = { ...kept, answeredBy: tx.actor.id, answeredOn: tx.today, carried: false };
  return before
    ? tx.update(impactAnswer, { id: before.id, version: before.version }, fields)
    : tx.insert(impactAnswer, fields);
}

async function answerOf(tx: Tx, impactId: string, questionId: string): Promise<Answer | null> {
  const row = await tx.q
    .selectFrom(impactAnswers(tx).as('a'))
    .select('a.id')
    .where('a.impactId', '=', impactId)
    .where('a.questionId', '=', questionId)
    .executeTakeFirst();
  return row ? tx.get(impactAnswer, row.id) : null;
}

async function openOf(tx: Tx, impactId: string): Promise<void> {
  const { state } = await tx.get(impact, impactId);
  if (state !== 'draft' && state !== 'in-review')
    throw new AppError(
      'wrong-state',
      t('In the state "{label}" this is closed.', { label: impactLifecycle.states[state].label }),
      {
        next: t('Begin the next version from it.'),
      },
    );
}

function questionOf(tx: Tx, id: string) {
  const found = tx.catalog.packs['rights-assessment'].questions.find((each) => each.id === id);
  if (!found) throw new AppError('not-found', t('The interview has no question "{id}".', { id }));
  return found;
}

function overtaken(current: Answer): AppError {
  return new AppError('conflict', t('Somebody else answered this question meanwhile.'), {
    data: { current },
  });
}
