import { addMonths } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { system } from '#modules/system/contract.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import { memberships } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';
import { links } from '#platform/view.ts';
import { approvalProblems, type Content, contentOf, type Impact, submitProblems } from './content.ts';
import { impact, impactAnswer, impactEntry, impactSnapshot, indicator } from './contract.ts';
import { criteriaInForce } from './criteria.ts';
import { impactLifecycle, OPEN, STANDING } from './lifecycle.ts';
import { impacts } from './read.ts';
import { screeningOf } from './screening-service.ts';
import { snapshotOf } from './snapshot.ts';

export type Seen = { readonly id: string; readonly version: number };
type System = RecordOf<typeof system>;

/**
 * Begins the assessment of an AI system: its first version, taking purpose and intended use from the record.
 * @throws AppError `wrong-state` while another version is open, or when there is one to build on
 */
export async function startImpact(
  tx: Tx,
  input: { readonly systemId: string; readonly because: string | null; readonly ownerId: string | null },
): Promise<Impact> {
  const subject = await tx.get(system, input.systemId);
  const versions = await versionsOf(tx, subject.id);
  const open = versions.find((each) => (OPEN as readonly string[]).includes(each.state));
  if (open)
    throw new AppError('wrong-state', t('{ref} is being worked on for this AI system.', { ref: open.ref }), {
      next: t('Go on with it, or discard it first.'),
      data: { id: open.id },
    });
  const standing = versions.find((each) => (STANDING as readonly string[]).includes(each.state));
  if (standing)
    throw new AppError('wrong-state', t('{ref} holds for this AI system.', { ref: standing.ref }), {
      next: t('Begin the next version from it, so that its answers are taken over.'),
      data: { id: standing.id },
    });
  return insertImpact(tx, subject, {
    number: Math.max(0, ...versions.map((each) => each.number)) + 1,
    ownerId: input.ownerId ?? subject.ownerId,
    because: input.because,
    previousId: null,
  });
}

async function insertImpact(
  tx: Tx,
  subject: System,
  given: Pick<FieldsOf<typeof impact>, 'number' | 'ownerId' | 'because' | 'previousId'>,
): Promise<Impact> {
  const depth = (await screeningOf(tx, subject.id))?.depth;
  const made = await tx.insert(impact, {
    ...NOTHING_YET,
    ...given,
    ...takenFrom(subject),
    systemId: subject.id,
    title: subject.name,
    state: impactLifecycle.initial,
    // Who assesses without a screening, or although none is needed, does it in full.
    depth: depth === 'light' ? 'light' : 'full',
    startedBy: tx.actor.id,
    startedOn: tx.today,
  });
  await tx.link('assesses', made.id, subject.id);
  return made;
}

const takenFrom = (subject: System) => ({
  purpose: subject.purpose,
  intendedUse: subject.intendedUse,
  systemVersion: subject.version,
});

const NOTHING_YET = {
  submittedBy: null,
  submittedOn: null,
  sentBackBecause: null,
  decision: null,
  decisionReason: null,
  approvedBy: null,
  approvedOn: null,
  approvalGround: null,
  singlePersonReason: null,
  criteriaVersion: null,
  reviewOn: null,
  reviewedOn: null,
  reviewedBy: null,
  reviewedBecause: null,
  watchSince: null,
  supersededOn: null,
  supersededBecause: null,
  checkpoint: null,
  summaryOn: null,
  summaryBy: null,
  summaryWhere: null,
} as const;

export const UNACCEPTED = {
  acceptedBy: null,
  acceptedOn: null,
  acceptedReason: null,
  acceptedLevel: null,
  singlePersonReason: null,
} as const;

/** What belongs to one occasion and is asked anew each time: the trigger, the decision, and what authorities said. */
const NOT_CARRIED = ['q-stage', 'q-residual', 'q-dpo', 'q-consultation', 'q-decision', 'q-fria-notified'];

/**
 * Begins the next version from one that holds: answers and impacts are taken over and marked so; acceptances, advice
 * and decisions are not, since they were given for what was known then (8.4, R207).
 */
export async function redoImpact(tx: Tx, id: string, because: string): Promise<Impact> {
  const before = await tx.get(impact, id);
  if (!(STANDING as readonly string[]).includes(before.state))
    throw new AppError('wrong-state', t('Only a version that holds is the ground for the next one.'));
  const versions = await versionsOf(tx, before.systemId);
  const open = versions.find((each) => (OPEN as readonly string[]).includes(each.state));
  if (open)
    throw new AppError('wrong-state', t('{ref} is being worked on already.', { ref: open.ref }), {
      data: { id: open.id },
    });
  const content = await contentOf(tx, before);
  const made = await insertImpact(tx, await tx.get(system, before.systemId), {
    number: Math.max(...versions.map((each) => each.number)) + 1,
    ownerId: before.ownerId,
    because,
    previousId: before.id,
  });
  await carryOver(tx, content, made.id);
  return made;
}

async function carryOver(tx: Tx, content: Content, impactId: string): Promise<void> {
  for (const { id: _i, ref: _r, version: _v, ...answer } of content.answers)
    if (!NOT_CARRIED.includes(answer.questionId))
      await tx.insert(impactAnswer, { ...answer, impactId, carried: true });
  for (const { id, ref: _r, version: _v, measures, risks, ...entry } of content.entries) {
    const copy = await tx.insert(impactEntry, {
      ...entry,
      ...UNACCEPTED,
      impactId,
      originId: entry.originId ?? id,
    });
    for (const each of measures) await tx.link('impact-mitigated-by', copy.id, each.id);
    for (const each of risks) await tx.link('impact-raises', copy.id, each.id);
  }
  for (const { id: _i, ref: _r, version: _v, ...each } of content.indicators)
    if (each.stoppedBecause === null) await tx.insert(indicator, { ...each, impactId });
}

/** Takes purpose and intended use over once more, after the record of the AI system changed. */
export async function takeOver(tx: Tx, seen: Seen): Promise<Impact> {
  const before = await draftOf(tx, seen.id);
  return tx.update(impact, seen, takenFrom(await tx.get(system, before.systemId)));
}

/** Takes a draft out of the register with what hangs on it. */
export async function discardImpact(tx: Tx, seen: Seen): Promise<void> {
  const content = await contentOf(tx, await draftOf(tx, seen.id));
  for (const each of content.entries) await tx.remove(impactEntry, { id: each.id });
  for (const each of content.answers) await tx.remove(impactAnswer, { id: each.id });
  for (const each of content.indicators) await tx.remove(indicator, { id: each.id });
  await tx.remove(impact, seen);
}

/** @throws AppError `wrong-state` listing what is missing */
export async function submitImpact(tx: Tx, seen: Seen): Promise<Impact> {
  const before = await tx.get(impact, seen.id);
  const state = nextState(impactLifecycle, before.state, 'submit');
  await criteriaInForce(tx);
  refuseProblems(submitProblems(tx, await contentOf(tx, before)), 'It cannot be handed in yet');
  return tx.update(impact, seen, {
    state,
    submittedBy: tx.actor.id,
    submittedOn: tx.today,
    sentBackBecause: null,
  });
}

/** Back to the people who work on it, with what is missing. */
export async function sendBackImpact(tx: Tx, seen: Seen, reason: string): Promise<Impact> {
  const before = await tx.get(impact, seen.id);
  return tx.update(impact, seen, {
    state: nextState(impactLifecycle, before.state, 'sendBack'),
    sentBackBecause: reason,
    submittedBy: null,
    submittedOn: null,
  });
}

/**
 * Approves a version with its decision: freezes what was approved, replaces the version before, sets the next review.
 * Whoever wrote an answer or an impact of it, or handed it in, does not approve it too.
 */
export async function approveImpact(
  tx: Tx,
  seen: Seen,
  input: {
    readonly decision: 'go' | 'go-with-conditions' | 'stop';
    readonly reason: string;
    readonly reviewOn?: string | undefined;
  },
): Promise<Impact> {
  const before = await tx.get(impact, seen.id);
  const state = nextState(impactLifecycle, before.state, 'approve');
  const criteria = await criteriaInForce(tx);
  const content = await contentOf(tx, before);
  refuseProblems(submitProblems(tx, content), 'The facts changed since it was handed in');
  if (input.decision !== 'stop') refuseProblems(approvalProblems(content), 'It cannot be approved with a go');
  const prepared = prepares(content, tx.actor.id);
  const singlePersonReason = await fourEyes(
    tx,
    prepared ? tx.actor.id : null,
    'approve an assessment that you worked on yourself',
  );
  await supersedeStanding(tx, before);
  const level = content.system?.riskLevel ?? 'unrated';
  const approved = await tx.update(impact, seen, {
    state,
    decision: input.decision,
    decisionReason: input.reason,
    approvedBy: tx.actor.id,
    approvedOn: tx.today,
    approvalGround: await groundOf(tx),
    singlePersonReason,
    criteriaVersion: criteria.version,
    reviewOn: input.reviewOn ?? addMonths(tx.today, criteria.reviewMonths[level]),
  });
  await tx.insert(impactSnapshot, {
    impactId: approved.id,
    ...snapshotOf(tx, await contentOf(tx, approved)),
    takenOn: tx.today,
  });
  return approved;
}

/** Whether this person wrote something of this version, or handed it in. What was taken over counts for who wrote it. */
function prepares(content: Content, personId: string | null): boolean {
  if (personId === null) return false;
  const { impact: version, answers, entries } = content;
  return (
    version.submittedBy === personId ||
    answers.some(
      (each) => !each.carried && each.answeredBy === personId && !BY_AUTHORITY.includes(each.questionId),
    ) ||
    entries.some((each) => each.writtenBy === personId && each.writtenOn >= version.startedOn)
  );
}

/** Advice and decisions are acts of authority themselves: they prepare nothing. */
const BY_AUTHORITY = ['q-dpo', 'q-consultation', 'q-fria-notified'];

async function supersedeStanding(tx: Tx, next: Impact): Promise<void> {
  for (const each of await versionsOf(tx, next.systemId))
    if ((STANDING as readonly string[]).includes(each.state))
      await tx.update(
        impact,
        { id: each.id },
        {
          state: nextState(impactLifecycle, each.state as 'approved', 'supersede'),
          supersededOn: tx.today,
          supersededBecause: next.because,
        },
      );
}

/** Attaches the checkpoint that covers the approval (spine.md section 5: a second entry). */
export function attachImpactCheckpoint(tx: Tx, id: string, note: string): Promise<Impact> {
  return tx.update(impact, { id }, { checkpoint: note });
}

/** From here on its indicators are looked at. */
export async function watchImpact(tx: Tx, seen: Seen): Promise<Impact> {
  const before = await tx.get(impact, seen.id);
  const state = nextState(impactLifecycle, before.state, 'watch');
  const { indicators } = await contentOf(tx, before);
  const active = indicators.filter((each) => each.stoppedBecause === null);
  if (active.length === 0 || active.some((each) => each.watcherId === null))
    throw new AppError('wrong-state', t('Nothing is watched yet.'), {
      next: t('Name at least one indicator with its threshold, and who looks at each.'),
    });
  return tx.update(impact, seen, { state, watchSince: tx.today });
}

/**
 * Somebody with the authority looked again and found that the version still holds: it, its answers and its impacts
 * count as looked at, and the next review is set (8.4).
 */
export async function reviewImpact(tx: Tx, seen: Seen, because: string): Promise<Impact> {
  const before = await tx.get(impact, seen.id);
  if (!(STANDING as readonly string[]).includes(before.state))
    throw new AppError('wrong-state', t('Only a version that holds can still hold.'));
  const criteria = await criteriaInForce(tx);
  const content = await contentOf(tx, before);
  const again = { again: true } as const;
  for (const { id } of content.answers) await tx.update(impactAnswer, { id, ...again }, {});
  for (const { id } of content.entries) await tx.update(impactEntry, { id, ...again }, {});
  return tx.update(
    impact,
    { ...seen, ...again },
    {
      reviewedOn: tx.today,
      reviewedBy: tx.actor.id,
      reviewedBecause: because,
      reviewOn: addMonths(tx.today, criteria.reviewMonths[content.system?.riskLevel ?? 'unrated']),
    },
  );
}

/** Records where the public can read the summary of a version that holds. */
export async function publishSummary(
  tx: Tx,
  seen: Seen,
  input: { readonly where: string; readonly on?: string | undefined },
): Promise<Impact> {
  const before = await tx.get(impact, seen.id);
  if (!(STANDING as readonly string[]).includes(before.state))
    throw new AppError('wrong-state', t('Only the summary of a version that holds is made known.'));
  return tx.update(impact, seen, {
    summaryOn: input.on ?? tx.today,
    summaryBy: tx.actor.id,
    summaryWhere: input.where,
  });
}

/** @throws AppError `wrong-state` unless it is a draft */
export async function draftOf(tx: Tx, id: string): Promise<Impact> {
  const found = await tx.get(impact, id);
  if (found.state === 'draft') return found;
  throw new AppError(
    'wrong-state',
    t('In the state "{label}" nothing of it is changed.', {
      label: impactLifecycle.states[found.state].label,
    }),
    {
      next:
        found.state === 'in-review'
          ? t('Send it back first, then change it and hand it in again.')
          : t('Begin the next version from it.'),
    },
  );
}

async function versionsOf(tx: Tx, systemId: string) {
  return tx.q
    .selectFrom(impacts(tx).as('i'))
    .select(['i.id', 'i.ref', 'i.state', 'i.number'])
    .where('i.systemId', '=', systemId)
    .orderBy('i.number')
    .execute();
}

function refuseProblems(problems: readonly string[], title: string): void {
  if (problems.length === 0) return;
  throw new AppError(
    'wrong-state',
    t('{title}: {problems, plural, one {# thing is} other {# things are}} missing.', {
      problems: problems.length,
      title,
    }),
    {
      problems: problems.map((message) => ({ path: 'assessment', message })),
      next: t('Each is named below.'),
    },
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

/** Sets the links of one kind that leave a record to exactly these. @returns whether anything changed */
export async function setLinks(
  tx: Tx,
  kind: string,
  ends: { readonly from: string; readonly to: readonly string[] },
): Promise<boolean> {
  const now = (
    await tx.q
      .selectFrom(links(tx, kind).as('l'))
      .select('l.to_id')
      .where('l.from_id', '=', ends.from)
      .execute()
  ).map((row) => row.to_id);
  const gone = now.filter((each) => !ends.to.includes(each));
  const come = ends.to.filter((each) => !now.includes(each));
  for (const each of gone) await tx.unlink(kind, ends.from, each);
  for (const each of come) await tx.link(kind, ends.from, each);
  return gone.length + come.length > 0;
}
