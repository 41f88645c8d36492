import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Role } from '#kernel/roles.ts';
import { midSentence } from '#kernel/words.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { activity, plan } from './contract.ts';
import { planLifecycle } from './lifecycle.ts';
import type { Proof } from './proofs.ts';
import { activities, plans } from './read.ts';
import { scaledTemplate, taskOf } from './scaled.ts';
import { type Schedule, scheduleOf } from './schedule.ts';

export type Plan = RecordOf<typeof plan>;
export type Activity = RecordOf<typeof activity>;
type Seen = { readonly id: string; readonly version: number };

/** Costs that come with every certification; what they amount to, nobody knows yet (R042). */
const COSTS: FieldsOf<typeof plan>['costs'] = [
  {
    label: msg('Certification body, Stage 1 and Stage 2'),
    reason: msg('Days by the people in AI work and your roles; ask three bodies for an offer.'),
    cents: null,
    times: 'once',
  },
  {
    label: msg('Surveillance audit'),
    reason: msg('Once a year within the three years of a certificate.'),
    cents: null,
    times: 'yearly',
  },
  {
    label: msg('Training'),
    reason: msg('Internal auditors, operators of AI systems, awareness for everybody concerned.'),
    cents: null,
    times: 'once',
  },
  {
    label: msg('Advice from outside'),
    reason: msg('Only where nobody here knows how.'),
    cents: null,
    times: 'once',
  },
  {
    label: msg('Running the management system'),
    reason: msg('People who keep registers, audit, review and improve after certification.'),
    cents: null,
    times: 'yearly',
  },
];
const BENEFITS: FieldsOf<typeof plan>['benefits'] = [
  {
    label: msg('Contracts that ask for it'),
    reason: msg('Customers and tenders that demand a certified AI management system.'),
    centsPerYear: null,
  },
  {
    label: msg('Harm that does not happen'),
    reason: msg('Incidents, complaints and orders of an authority that risk and impact assessment prevent.'),
    centsPerYear: null,
  },
  {
    label: msg('Legal duties met on the way'),
    reason: msg('Much of what the EU AI Act asks of high-risk systems is recorded here anyway.'),
    centsPerYear: null,
  },
];

/**
 * Drafts the plan from the template, stretched to the weeks of the estimate. One plan is in work at a time.
 * @param owners who holds which role, to suggest owners
 * @param notes what the gap analysis says, by the requirement that an activity's proof names
 * @throws AppError `duplicate` when a plan is in work already
 */
export async function draftPlan(
  tx: Tx,
  input: {
    readonly title: string;
    readonly startOn: string;
    readonly weeks: number;
    readonly factors: FieldsOf<typeof plan>['factors'];
    readonly owners: ReadonlyMap<Role, string>;
    readonly notes: ReadonlyMap<string, string>;
  },
): Promise<{ readonly plan: Plan; readonly activities: number }> {
  const { owners, notes, ...fields } = input;
  const template = scaledTemplate(input.weeks);
  scheduleOf(input.startOn, template.map(taskOf));
  const made = await tx.insert(plan, {
    ...EMPTY,
    ...fields,
    costs: [...COSTS],
    benefits: [...BENEFITS],
    preparedBy: tx.actor.id,
    sponsorId: owners.get('top-management') ?? null,
  });
  // After the insert the log is held, so that of two drafts at once one sees the other.
  const others = await plans(tx).where('state', '<>', 'closed').where('id', '<>', made.id).execute();
  if (others.length > 0)
    throw new AppError('duplicate', t('There is a plan already.'), {
      next: t('Change that one, or close it first.'),
    });
  const ids = new Map<string, string>();
  for (const [i, each] of template.entries()) {
    const one = await tx.insert(activity, {
      planId: made.id,
      templateKey: each.key,
      phase: each.phase,
      kind: each.kind,
      title: each.title,
      description: each.description || null,
      ownerId: owners.get(each.role) ?? null,
      days: each.days,
      leastDays: each.leastDays,
      historyWeeks: each.historyWeeks ?? null,
      effortDays: each.effortDays,
      notBefore: null,
      after: each.after.map((one) => ({
        id: ids.get(typeof one === 'string' ? one : one[0])!,
        lag: typeof one === 'string' ? 0 : one[1],
      })),
      proofs: [...each.proofs],
      pilot: each.pilot ?? null,
      position: i * 10,
      gapNote: noteFor(each.proofs, notes),
    });
    ids.set(each.key, one.id);
  }
  return { plan: made, activities: template.length };
}

function noteFor(proofs: readonly Proof[], notes: ReadonlyMap<string, string>): string | null {
  const lines = proofs.flatMap((each) => (each.kind === 'requirement' ? (notes.get(each.id) ?? []) : []));
  return lines.length > 0 ? lines.join('\n').slice(0, 8000) : null;
}

const EMPTY = {
  state: planLifecycle.initial,
  sponsorId: null,
  team: [],
  pilotSystemIds: [],
  pilotReason: null,
  currency: 'EUR',
  dayRateCents: null,
  daysPerRequirement: 4,
  costs: [],
  benefits: [],
  preparedBy: null,
  proposedBy: null,
  proposedOn: null,
  approvedBy: null,
  approvedOn: null,
  commitment: null,
  singlePersonReason: null,
  baseline: [],
  withdrawnReason: null,
  closedReason: null,
} satisfies Partial<FieldsOf<typeof plan>>;

/** Changes the frame. What was approved is what was written then: an approved plan is taken back first. */
export async function editPlan(tx: Tx, seen: Seen, patch: Partial<FieldsOf<typeof plan>>): Promise<Plan> {
  const before = await tx.get(plan, seen.id);
  if (before.state !== 'draft')
    throw new AppError(
      'wrong-state',
      t('The plan is {label}.', { label: midSentence(t(planLifecycle.states[before.state].label)) }),
      {
        next: t(
          'Take it back to change its frame; it then needs approval again. Activities may be changed at any time.',
        ),
      },
    );
  const after = await tx.update(plan, seen, patch);
  if (patch.startOn !== undefined) await scheduleIn(tx, after);
  return after;
}

/** @throws AppError `wrong-state` while nobody leads it, or nobody stands behind it */
export async function proposePlan(tx: Tx, seen: Seen): Promise<Plan> {
  const before = await tx.get(plan, seen.id);
  const state = nextState(planLifecycle, before.state, 'propose');
  const missing = [
    ...(before.team.length === 0 ? ['its team'] : []),
    ...(before.sponsorId === null ? ['its sponsor in top management'] : []),
  ];
  if (missing.length > 0)
    throw new AppError(
      'wrong-state',
      t('The plan does not name {missing}.', { missing: missing.join(' and ') }),
      {
        next: t('Name them under "People and money"; top management commits to people, not to bars.'),
      },
    );
  return tx.update(plan, seen, { state, proposedBy: tx.actor.id, proposedOn: tx.today });
}

/**
 * Top management approves and commits, in its own words; the schedule of that moment becomes the one that later ones are held against.
 * @throws AppError `forbidden` for whoever proposed it, unless single-person approval is recorded
 */
export async function approvePlan(tx: Tx, seen: Seen, commitment: string): Promise<Plan> {
  const before = await tx.get(plan, seen.id);
  const state = nextState(planLifecycle, before.state, 'approve');
  const singlePersonReason = await fourEyes(
    tx,
    before.proposedBy,
    'approve the plan that you proposed yourself',
  );
  const schedule = await scheduleIn(tx, before);
  return tx.update(plan, seen, {
    state,
    approvedBy: tx.actor.id,
    approvedOn: tx.today,
    commitment,
    singlePersonReason,
    baseline: schedule.tasks.map(({ id, start, end }) => ({ id, start, end })),
  });
}

/** Back to draft: the approval falls away; what it said stays in the history. */
export async function withdrawPlan(tx: Tx, seen: Seen, reason: string): Promise<Plan> {
  const before = await tx.get(plan, seen.id);
  return tx.update(plan, seen, {
    state: nextState(planLifecycle, before.state, 'withdraw'),
    proposedBy: null,
    proposedOn: null,
    approvedBy: null,
    approvedOn: null,
    commitment: null,
    singlePersonReason: null,
    baseline: [],
    withdrawnReason: reason,
  });
}

export async function closePlan(tx: Tx, seen: Seen, reason: string): Promise<Plan> {
  const before = await tx.get(plan, seen.id);
  return tx.update(plan, seen, {
    state: nextState(planLifecycle, before.state, 'close'),
    closedReason: reason,
  });
}

/** An activity as it is when somebody has just written it down. */
export async function addActivity(tx: Tx, input: Partial<FieldsOf<typeof activity>>): Promise<Activity> {
  const current = await planInWork(tx);
  const made = await tx.insert(activity, {
    templateKey: null,
    phase: 1,
    kind: 'activity',
    title: '',
    description: null,
    ownerId: null,
    days: 7,
    historyWeeks: null,
    effortDays: 0,
    notBefore: null,
    after: [],
    proofs: [],
    pilot: null,
    position: 100_000,
    gapNote: null,
    ...input,
    planId: current.id,
    leastDays: Math.min(input.leastDays ?? 1, input.days ?? 7),
  });
  await scheduleIn(tx, current);
  return made;
}

/** Changes an activity; refused with the ring, the day or the activity that the schedule names. Nothing is kept then. */
export async function changeActivity(
  tx: Tx,
  seen: Seen,
  patch: Partial<FieldsOf<typeof activity>>,
): Promise<Activity> {
  const after = await tx.update(activity, seen, patch);
  // Judged after the write, when the log is held: two changes at once cannot make a ring together.
  await scheduleIn(tx, await openPlan(tx, after.planId));
  return after;
}

/**
 * Takes gaps into the plan: one activity each, in the phase of design, after the plan is approved and before the design
 * is released. A gap that the plan has already is left alone.
 */
export async function addGaps(
  tx: Tx,
  gaps: readonly { readonly id: string; readonly title: string; readonly note: string }[],
): Promise<readonly Activity[]> {
  const current = await planInWork(tx);
  const known = await activitiesOf(tx, current.id);
  const at = (key: string) => known.find((each) => each.templateKey === key);
  const [from, to] = [at('m1'), at('release')];
  const made: Activity[] = [];
  for (const gap of gaps.filter(({ id }) => !known.some((each) => each.templateKey === `gap:${id}`)))
    made.push(
      await addActivity(tx, {
        templateKey: `gap:${gap.id}`,
        phase: 2,
        title: gap.title.slice(0, 300),
        days: 10,
        effortDays: 3,
        after: from ? [{ id: from.id, lag: 0 }] : [],
        proofs: [{ kind: 'requirement', id: gap.id }],
        position: to ? to.position - 1 : 100_000,
        gapNote: gap.note,
      }),
    );
  if (to && made.length > 0)
    await tx.update(
      activity,
      { id: to.id },
      { after: [...to.after, ...made.map(({ id }) => ({ id, lag: 0 }))].slice(0, 60) },
    );
  return made;
}

/** Takes an activity out; what waited for it waits for what it waited for. */
export async function dropActivity(tx: Tx, seen: Seen): Promise<void> {
  const gone = await tx.get(activity, seen.id);
  await openPlan(tx, gone.planId);
  for (const each of await activitiesOf(tx, gone.planId)) {
    const waits = each.after.find((one) => one.id === gone.id);
    if (!waits) continue;
    const others = each.after.filter((one) => one.id !== gone.id);
    const inherited = gone.after
      .filter((one) => !others.some((other) => other.id === one.id))
      .map((one) => ({ id: one.id, lag: one.lag + waits.lag }));
    await tx.update(activity, { id: each.id }, { after: [...others, ...inherited] });
  }
  await tx.remove(activity, seen);
}

/** The plan in work. @throws AppError `wrong-state` when there is none */
async function planInWork(tx: Tx): Promise<Plan> {
  const row = await plans(tx).where('state', '<>', 'closed').executeTakeFirst();
  if (!row)
    throw new AppError('wrong-state', t('There is no plan yet.'), { next: t('Draft the plan first.') });
  return tx.get(plan, row.id);
}

async function openPlan(tx: Tx, id: string): Promise<Plan> {
  const found = await tx.get(plan, id);
  if (found.state === 'closed') throw new AppError('wrong-state', t('The plan is closed; it is only read.'));
  return found;
}

async function activitiesOf(tx: Tx, planId: string): Promise<readonly Activity[]> {
  const rows = await activities(tx).where('planId', '=', planId).orderBy('position').orderBy('ref').execute();
  return rows.map((row) => decodeRecord(activity, row));
}

async function scheduleIn(tx: Tx, of: Plan): Promise<Schedule> {
  return scheduleOf(
    of.startOn,
    (await activitiesOf(tx, of.id)).map(({ id, title, days, after, notBefore }) => ({
      id,
      title,
      days,
      after,
      notBefore,
    })),
  );
}
