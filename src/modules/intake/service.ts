import { addDays, addMonths } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { proposeSystem } from '#modules/system/api.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { useRequest } from './contract.ts';
import { useRequestLifecycle } from './lifecycle.ts';
import { requestsForUse } from './read.ts';
import { addressIn } from './recognise.ts';
import { TRIAGE_VERSION, triage } from './triage.ts';

export type UseRequest = RecordOf<typeof useRequest>;
export type Seen = { readonly id: string; readonly version: number };
type Fields = FieldsOf<typeof useRequest>;

/** Days within which a request is answered: a rule of this product. */
export const DAYS_TO_ANSWER = 14;
/** The longest approval; then somebody looks again. */
const MONTHS_OF_APPROVAL = 24;

/** A request as it is when somebody has just made it, judged by the rules. */
export function newRequest(tx: Tx, input: Partial<Fields>): Fields {
  const fields: Fields = {
    tool: '',
    maker: null,
    address: null,
    host: null,
    purpose: null,
    dataKinds: [],
    affected: [],
    decisions: 'unknown',
    alreadyUsed: false,
    usedSince: null,
    origin: 'form',
    question: null,
    answer: null,
    decidedBy: null,
    decidedOn: null,
    reason: null,
    conditions: [],
    validUntil: null,
    singlePersonReason: null,
    acknowledgedOn: null,
    systemId: null,
    endedReason: null,
    ...input,
    level: 'light',
    triageReasons: [],
    triageVersion: TRIAGE_VERSION,
    state: useRequestLifecycle.initial,
    askedBy: tx.actor.id,
    askedOn: tx.today,
    dueOn: addDays(tx.today, DAYS_TO_ANSWER),
  };
  return { ...fields, ...judged(tx, fields) };
}

/** The same, unless this person waits for an answer to the very same already. @throws AppError `duplicate` */
export async function askForUse(tx: Tx, input: Partial<Fields>): Promise<Fields> {
  const fields = newRequest(tx, input);
  const twin = await tx.q
    .selectFrom(requestsForUse(tx).as('u'))
    .select(['u.ref', 'u.tool', 'u.purpose'])
    .where('u.askedBy', '=', tx.actor.id ?? '')
    .where('u.state', 'in', ['asked', 'question'])
    .execute();
  const same = (a: string | null, b: string | null) =>
    (a ?? '').trim().toLowerCase() === (b ?? '').trim().toLowerCase();
  const known = twin.find((each) => same(each.tool, fields.tool) && same(each.purpose, fields.purpose));
  if (known)
    throw new AppError(
      'duplicate',
      t('You asked this already: {ref} waits for its answer.', { ref: known.ref }),
      {
        next: t('Nothing is lost. Wait for the answer, or say in the purpose what is different.'),
      },
    );
  return fields;
}

/** An edit is judged by the rules again; what is answered is not edited. */
export function editRequest(tx: Tx, patch: Partial<Fields>, before: UseRequest): Partial<Fields> {
  if (before.state !== 'asked' && before.state !== 'question')
    throw new AppError('wrong-state', t('This request has its answer; it is not edited.'), {
      next: t('Make a new request for what is different.'),
    });
  return { ...patch, ...judged(tx, { ...before, ...patch }) };
}

/** Asks whoever made the request. */
export async function askBack(tx: Tx, seen: Seen, question: string): Promise<UseRequest> {
  const before = await tx.get(useRequest, seen.id);
  return tx.update(useRequest, seen, {
    state: nextState(useRequestLifecycle, before.state, 'ask-back'),
    question,
    answer: null,
  });
}

/** Answers the question; the time to decide begins anew. */
export async function answerQuestion(tx: Tx, seen: Seen, answer: string): Promise<UseRequest> {
  const before = await tx.get(useRequest, seen.id);
  return tx.update(useRequest, seen, {
    state: nextState(useRequestLifecycle, before.state, 'answer'),
    answer,
    dueOn: addDays(tx.today, DAYS_TO_ANSWER),
  });
}

/**
 * Decides. An approval has an end, and conditions where the look was a careful one; the use becomes an AI system,
 * proposed for the scope, unless it is one already. Nobody decides on their own request.
 */
export async function decideUse(
  tx: Tx,
  seen: Seen,
  input: {
    readonly decision: 'approve' | 'refuse';
    readonly reason: string;
    readonly conditions: readonly string[];
    readonly validUntil?: string | undefined;
    readonly systemId?: string | undefined;
  },
): Promise<UseRequest> {
  const before = await tx.get(useRequest, seen.id);
  const state = nextState(useRequestLifecycle, before.state, input.decision);
  const approved = input.decision === 'approve';
  if (approved) refuseUnbounded(tx, before, input);
  const single = await fourEyes(tx, before.askedBy, 'decide on your own request');
  const systemId = approved ? await systemOf(tx, before, input.systemId) : before.systemId;
  return tx.update(useRequest, seen, {
    state,
    decidedBy: tx.actor.id,
    decidedOn: tx.today,
    reason: input.reason,
    conditions: approved ? [...input.conditions] : [],
    validUntil: approved ? (input.validUntil ?? null) : null,
    singlePersonReason: single,
    // New conditions are acknowledged anew.
    acknowledgedOn: null,
    endedReason: null,
    systemId,
  });
}

/** Whoever asked says that they know the conditions. */
export async function acknowledge(tx: Tx, seen: Seen): Promise<UseRequest> {
  const before = await tx.get(useRequest, seen.id);
  if (before.state !== 'approved')
    throw new AppError('wrong-state', t('Only the conditions of an approval are acknowledged.'));
  return tx.update(useRequest, seen, { acknowledgedOn: tx.today });
}

/** Takes a request back. */
export async function withdrawRequest(tx: Tx, seen: Seen): Promise<UseRequest> {
  const before = await tx.get(useRequest, seen.id);
  return tx.update(useRequest, seen, { state: nextState(useRequestLifecycle, before.state, 'withdraw') });
}

/** Ends an approval before its day, or when it has come. */
export async function endApproval(tx: Tx, seen: Seen, reason: string): Promise<UseRequest> {
  const before = await tx.get(useRequest, seen.id);
  return tx.update(useRequest, seen, {
    state: nextState(useRequestLifecycle, before.state, 'end'),
    endedReason: reason,
  });
}

function judged(
  tx: Tx,
  fields: Fields,
): Pick<Fields, 'level' | 'triageReasons' | 'triageVersion' | 'host' | 'usedSince'> {
  if (fields.usedSince !== null && fields.usedSince > tx.today)
    throw new AppError('invalid-input', t('This day has not come yet.'), {
      problems: [{ path: 'usedSince', message: t('Today is {today}', { today: tx.today }) }],
    });
  const { level, reasons } = triage(fields);
  return {
    level,
    triageReasons: [...reasons],
    triageVersion: TRIAGE_VERSION,
    host: fields.address ? (addressIn(fields.address)?.host ?? null) : fields.host,
    usedSince: fields.alreadyUsed ? fields.usedSince : null,
  };
}

function refuseUnbounded(
  tx: Tx,
  before: UseRequest,
  input: { readonly conditions: readonly string[]; readonly validUntil?: string | undefined },
): void {
  const last = addMonths(tx.today, MONTHS_OF_APPROVAL);
  const until = input.validUntil;
  const problems = [
    ...(until ? [] : [{ path: 'validUntil', message: t('Say until when it holds') }]),
    ...(until && until < tx.today ? [{ path: 'validUntil', message: t('This day is past') }] : []),
    ...(until && until > last
      ? [{ path: 'validUntil', message: t('{last} at the latest: then somebody looks again', { last }) }]
      : []),
    ...(before.level === 'careful' && input.conditions.length === 0
      ? [{ path: 'conditions', message: t('A use that needs a careful look is approved under conditions') }]
      : []),
  ];
  if (problems.length > 0)
    throw new AppError('invalid-input', t('The use cannot be approved like this.'), { problems });
}

async function systemOf(tx: Tx, before: UseRequest, chosen: string | undefined): Promise<string> {
  const known = chosen ?? before.systemId;
  const id =
    known ??
    (
      await proposeSystem(tx, {
        name: before.tool,
        purpose: before.purpose,
        affectedPeople:
          before.affected.filter((each) => each !== 'nobody' && each !== 'unknown').join(', ') || null,
        dataCategories: [
          ...(before.dataKinds.includes('personal') || before.dataKinds.includes('special')
            ? ['personal']
            : []),
          ...(before.dataKinds.includes('special') ? ['special-categories'] : []),
        ],
        stage: before.alreadyUsed ? 'operation-monitoring' : 'inception',
      })
    ).id;
  if (before.systemId && before.systemId !== id) await tx.unlink('use-became', before.id, before.systemId);
  await tx.link('use-became', before.id, id);
  return id;
}
