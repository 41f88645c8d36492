import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { factorIds } from './estimate.ts';
import { planLifecycle } from './lifecycle.ts';
import { progressStates, proof, proofStates } from './proofs.ts';

const keys = <T extends object>(object: T) =>
  z.enum(Object.keys(object) as [keyof T & string, ...(keyof T & string)[]]);
const id = z.string().min(1).max(80);
const personId = z.string().max(80).nullable();
const longText = z.string().max(8000).nullable();
/** A day that a plan can hold; the schedule refuses the others with the same words. */
const planDay = z.iso
  .date(msg('Give a day such as 2026-11-24'))
  .refine(
    (day) => day >= '1970-01-01' && day <= '2199-12-31',
    msg('A plan lies between 1970-01-01 and 2199-12-31'),
  );
/** Money is whole cents. */
const cents = z.number().int().min(0).max(100_000_000_000);
const label = z.string().trim().min(1, msg('Name it')).max(200);
const why = z.string().trim().min(3, msg('Say why')).max(2000);

const factorEdit = z.object({
  id: z.enum(factorIds),
  weeks: z.number().int().min(-26).max(26),
  reason: why,
});
const member = z.object({
  personId: id,
  duty: z.string().trim().min(1, msg('Say what they do')).max(200),
  daysPerWeek: z.number().int().min(0).max(5),
});
const cost = z.object({
  label,
  reason: z.string().trim().max(2000),
  cents: cents.nullable(),
  times: z.enum(['once', 'yearly']),
});
const benefit = z.object({
  label,
  reason: z.string().trim().max(2000),
  centsPerYear: cents.nullable(),
});

/** The way to certification: how long, who, what it costs, and who committed to it (R042, R127, R131–R133). */
export const plan = defineRecord({
  type: 'roadmapPlan',
  prefix: 'rpl',
  schema: 1,
  name: [msg('plan'), msg('plans')],
  lifecycle: planLifecycle,
  fields: z.object({
    title: z.string().trim().min(1, msg('Give the plan a title')).max(200),
    state: keys(planLifecycle.states),
    startOn: planDay,
    weeks: z.number().int().min(1).max(520),
    /** What a person set instead of the rule of the estimate, with the reason. */
    factors: z.array(factorEdit).max(factorIds.length),
    sponsorId: personId,
    team: z.array(member).max(60),
    pilotSystemIds: z.array(id).max(50),
    pilotReason: longText,
    currency: z.string().regex(/^[A-Z]{3}$/, msg('Three capital letters such as EUR')),
    dayRateCents: cents.nullable(),
    /** Working days that one requirement costs when nothing exists yet; for what reuse saves. */
    daysPerRequirement: z.number().int().min(0).max(100),
    costs: z.array(cost).max(50),
    benefits: z.array(benefit).max(50),
    preparedBy: personId,
    proposedBy: personId,
    proposedOn: z.iso.date().nullable(),
    approvedBy: personId,
    approvedOn: z.iso.date().nullable(),
    /** What top management commits to, in its own words (5.1). */
    commitment: longText,
    singlePersonReason: longText,
    /** When each activity was to take place, as approved. */
    baseline: z.array(z.object({ id, start: z.string(), end: z.string() })).max(2000),
    withdrawnReason: longText,
    closedReason: longText,
  }),
  personal: ['commitment', 'sponsorId', 'preparedBy', 'proposedBy', 'approvedBy'],
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.sponsorId }),
});

/** One activity or milestone of the plan. Its days come from the schedule, its progress from the records. */
export const activity = defineRecord({
  type: 'roadmapActivity',
  prefix: 'rac',
  schema: 1,
  name: [msg('activity'), msg('activities')],
  fields: z.object({
    planId: id,
    templateKey: z.string().max(40).nullable(),
    phase: z.number().int().min(1).max(5),
    kind: z.enum(['activity', 'milestone']),
    title: z.string().trim().min(1, msg('Give the activity a title')).max(300),
    description: longText,
    ownerId: personId,
    /** Calendar days. */
    days: z.number().int().min(0).max(3660),
    leastDays: z.number().int().min(0).max(3660),
    historyWeeks: z.number().int().min(0).max(520).nullable(),
    effortDays: z.number().int().min(0).max(10_000),
    notBefore: planDay.nullable(),
    after: z.array(z.object({ id, lag: z.number().int().min(-3660).max(3660) })).max(60),
    proofs: z.array(proof).max(40),
    pilot: z.enum(['pilot', 'full']).nullable(),
    position: z.number().int().min(0).max(1_000_000),
    gapNote: longText,
  }),
  head: (fields) => ({ title: fields.title, owner: fields.ownerId }),
});

const REFS = ['iso-42001:4.4', 'iso-42001:5.1', 'iso-42001:7.1'];
export const activityEndpoints = registerEndpoints(activity, {
  path: 'plan-activities',
  editable: [
    'phase',
    'kind',
    'title',
    'description',
    'ownerId',
    'days',
    'effortDays',
    'notBefore',
    'after',
    'proofs',
    'pilot',
  ],
  refs: REFS,
});
export const planHistory = registerEndpoints(plan, { path: 'plans', editable: ['title'], refs: REFS });

const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const factor = z.object({
  id: z.enum(factorIds),
  title: z.string(),
  weeks: z.number(),
  reason: z.string(),
  suggested: z.number(),
  edited: z.boolean(),
});
const estimate = z.object({
  weeks: z.number(),
  sum: z.number(),
  bounded: z.boolean(),
  factors: z.array(factor),
});
const shownProof = z.object({ text: z.string(), state: keys(proofStates), href: z.string().nullable() });
const shownActivity = z.object({
  id: z.string(),
  ref: z.string(),
  version: z.number(),
  phase: z.number(),
  kind: z.enum(['activity', 'milestone']),
  title: z.string(),
  description: z.string().nullable(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  days: z.number(),
  effortDays: z.number(),
  notBefore: z.string().nullable(),
  after: z.array(z.object({ id: z.string(), lag: z.number() })),
  pilot: z.enum(['pilot', 'full']).nullable(),
  gapNote: z.string().nullable(),
  start: z.string(),
  end: z.string(),
  slack: z.number(),
  critical: z.boolean(),
  baseline: z.object({ start: z.string(), end: z.string() }).nullable(),
  proofs: z.array(shownProof),
  progress: z.object({ state: keys(progressStates), holds: z.number(), of: z.number() }),
  /** Its last day has passed and the records do not show it. */
  late: z.boolean(),
});
export type ShownActivity = z.output<typeof shownActivity>;

const shownPlan = plan.fields.omit({ baseline: true }).extend({
  id: z.string(),
  ref: z.string(),
  version: z.number(),
  approvedByName: z.string().nullable(),
  proposedByName: z.string().nullable(),
});

const whole = z.object({
  today: z.string(),
  /** The week of the plan that today lies in; null outside it. */
  week: z.number().nullable(),
  plan: shownPlan.nullable(),
  estimate,
  end: z.string().nullable(),
  /** Days by which the end lies after the approved one. */
  slipped: z.number().nullable(),
  criticalPath: z.array(z.string()),
  activities: z.array(shownActivity),
});
export type WholePlan = z.output<typeof whole>;

const money = z.object({
  currency: z.string(),
  effortDays: z.number(),
  dayRateCents: z.number().nullable(),
  effortCents: z.number().nullable(),
  onceCents: z.number(),
  yearlyCents: z.number(),
  /** Once, and three years of what returns: one cycle of a certificate. */
  cycleCents: z.number().nullable(),
  unknownAmounts: z.number(),
  avoidedRequirements: z.number(),
  avoidedDays: z.number(),
  avoidedCents: z.number().nullable(),
  benefitCentsPerYear: z.number(),
  rules: z.array(z.string()),
});

export const planEndpoints = {
  show: endpoint({
    id: 'plan.show',
    method: 'GET',
    path: '/plan',
    summary: 'Show the plan: schedule, critical path, progress by the records',
    refs: REFS,
    input: pastQuery,
    output: whole,
  }),
  draft: endpoint({
    id: 'plan.draft',
    method: 'POST',
    path: '/plan',
    summary: 'Draft the plan from the template, as long as the estimate says',
    past: msg('drafted this plan'),
    refs: REFS,
    input: z.object({
      title: z.string().trim().min(1).max(200).default(msg('The way to certification')),
      startOn: planDay.optional(),
      factors: z.array(factorEdit).max(factorIds.length).default([]),
      /** Takes what the gap analysis found into the activities. */
      withGaps: z.boolean().default(true),
    }),
    output: z.object({ id: z.string(), ref: z.string(), weeks: z.number(), activities: z.number() }),
  }),
  edit: endpoint({
    id: 'plan.edit',
    method: 'PATCH',
    path: '/plan/:id',
    summary: 'Change the frame of the plan: start, factors, team, sponsor, pilot areas, money',
    past: msg('changed the plan'),
    refs: REFS,
    input: plan.fields
      .pick({
        title: true,
        startOn: true,
        factors: true,
        sponsorId: true,
        team: true,
        pilotSystemIds: true,
        pilotReason: true,
        currency: true,
        dayRateCents: true,
        daysPerRequirement: true,
        costs: true,
        benefits: true,
      })
      .partial()
      .extend(seen.shape),
    output: z.object({ id: z.string(), version: z.number(), weeks: z.number() }),
  }),
  propose: endpoint({
    id: 'plan.propose',
    method: 'POST',
    path: '/plan/:id/propose',
    summary: 'Propose the plan to top management',
    past: msg('proposed the plan'),
    refs: REFS,
    input: seen,
    output: z.object({ id: z.string(), version: z.number(), state: z.string() }),
  }),
  approve: endpoint({
    id: 'plan.approve',
    method: 'POST',
    path: '/plan/:id/approve',
    summary: 'Approve the plan and commit to it',
    past: msg('approved the plan and committed to it'),
    refs: REFS,
    input: seen.extend({
      commitment: z.string().trim().min(10, msg('Say what top management commits to')).max(4000),
    }),
    output: z.object({ id: z.string(), version: z.number(), state: z.string() }),
  }),
  withdraw: endpoint({
    id: 'plan.withdraw',
    method: 'POST',
    path: '/plan/:id/withdraw',
    summary: 'Take the plan back to change its frame; it needs approval again',
    past: msg('took the plan back'),
    input: seen.extend({ reason: why }),
    output: z.object({ id: z.string(), version: z.number(), state: z.string() }),
  }),
  close: endpoint({
    id: 'plan.close',
    method: 'POST',
    path: '/plan/:id/close',
    summary: 'Close the plan; it stays readable',
    past: msg('closed the plan'),
    input: seen.extend({ reason: why }),
    output: z.object({ id: z.string(), version: z.number(), state: z.string() }),
  }),
  takeGaps: endpoint({
    id: 'plan.takeGaps',
    method: 'POST',
    path: '/plan/:id/gaps',
    summary: 'Take gaps of the gap analysis into the plan as activities',
    past: msg('took gaps into the plan'),
    refs: REFS,
    input: z.object({ id, requirementIds: z.array(z.string().min(1).max(20)).min(1).max(80) }),
    output: z.object({ created: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string() })) }),
  }),
  case: endpoint({
    id: 'plan.case',
    method: 'GET',
    path: '/plan/business-case',
    summary: 'Show the business case: costs, what reuse saves, benefits, each with its reason',
    refs: REFS,
    input: pastQuery,
    output: money.nullable(),
  }),
  auditDate: endpoint({
    id: 'plan.auditDate',
    method: 'GET',
    path: '/plan/audit-date',
    summary: 'Say what can still honestly be done before an audit, and what cannot',
    refs: REFS,
    input: z.object({
      auditOn: planDay.optional().describe('four weeks from now when left out'),
      ...pastQuery.shape,
    }),
    output: z.object({
      today: z.string(),
      auditOn: z.string(),
      daysLeft: z.number(),
      history: z.object({
        firstEntryOn: z.string().nullable(),
        recordedWeeks: z.number(),
        firstEffectiveOn: z.string().nullable(),
        effectiveWeeks: z.number(),
      }),
      sentence: z.string(),
      lines: z.array(
        z.object({
          id: z.string(),
          phase: z.number(),
          title: z.string(),
          state: z.enum(['shown', 'fits', 'too-late', 'no-history']),
          why: z.string(),
          earliestEnd: z.string().nullable(),
        }),
      ),
    }),
  }),
  file: endpoint({
    id: 'plan.schedule',
    method: 'GET',
    path: '/plan/file',
    summary: 'Export the schedule as a spreadsheet, a document or a calendar file',
    answers: 'file',
    refs: REFS,
    input: z.object({
      format: z.enum(['xlsx', 'ics', 'pdf', 'docx', 'md']).default('xlsx'),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
} as const;
export type Money = z.output<typeof money>;
