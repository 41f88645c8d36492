import { z } from 'zod';
import { msg, t } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import { roleIds } from '#kernel/roles.ts';
import { impactLifecycle, screeningLifecycle } from './lifecycle.ts';
import { depths, factAnswer, screeningRule } from './screening-rules.ts';
import { answerValue } from './values.ts';

const keys = <T extends object>(states: T) =>
  z.enum(Object.keys(states) as [keyof T & string, ...(keyof T & string)[]]);
const text = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();
const id = z.string().max(80);
const day = z.iso.date().nullable();
const step = z.number().int().min(1).max(5).nullable();
const months = z.number().int().min(1).max(60);

export const categories = [
  'privacy',
  'fairness',
  'safety-security',
  'autonomy-oversight',
  'transparency',
  'accountability',
  'environment',
  'societal',
] as const;
export const parties = ['individuals', 'groups', 'societies'] as const;
const entryKinds = ['negative', 'positive', 'no-negative', 'no-positive'] as const;

/** From this product of likelihood and severity upwards, until the next band begins. */
const band = z.object({
  id: z.string().min(1).max(40),
  label: z.string().min(1).max(60),
  from: z.number().int().min(1).max(25),
  acceptedBy: z.array(z.enum(roleIds)).min(1, msg('Name at least one role that may accept this level')),
});
export type Band = z.output<typeof band>;

/** How this organisation assesses impacts (6.1.4, A.5.2). One per organisation; the scales are those of the pack. */
export const impactCriteria = defineRecord({
  type: 'impactCriteria',
  prefix: 'icr',
  schema: 1,
  name: [msg('set of impact criteria'), msg('impact criteria')],
  fields: z.object({
    bands: z.array(band).min(2).max(8),
    /** The highest residual level that needs no acceptance of its own. */
    acceptable: z.number().int().min(0).max(25),
    /** From this residual level on nobody accepts; null: somebody always may. */
    neverFrom: z.number().int().min(2).max(25).nullable(),
    /** Months until an assessment is done again, by the organisation's own risk level of the system. */
    reviewMonths: z.object({
      low: months,
      medium: months,
      high: months,
      critical: months,
      unrated: months,
    }),
    rules: z.array(screeningRule).min(1).max(24),
    decidedBy: z.string().max(80),
    decidedOn: z.iso.date(),
  }),
  head: () => ({ title: 'Impact criteria' }),
});

/** How deep the assessment of one AI system must go, and why. */
export const screening = defineRecord({
  type: 'screening',
  prefix: 'scr',
  schema: 1,
  name: [msg('screening'), msg('screenings')],
  lifecycle: screeningLifecycle,
  fields: z.object({
    systemId: id,
    /** The name of the AI system when it was screened. */
    title: z.string().min(1).max(400),
    state: keys(screeningLifecycle.states),
    answers: z.record(z.string().max(40), factAnswer),
    /** What the rules say. */
    computed: z.enum([...depths, 'open']),
    because: z.array(z.string().max(40)).max(24),
    missing: z.array(z.string().max(40)).max(24),
    /** What holds: by the rules, or as a person decided with a reason. */
    depth: z.enum(depths).nullable(),
    byRules: z.boolean(),
    reason: text,
    decidedBy: person,
    decidedOn: day,
    criteriaVersion: z.number().int(),
    systemVersion: z.number().int(),
  }),
  head: (fields) => ({ title: `Screening of ${fields.title}`, state: fields.state }),
});

/** One version of the AI system impact assessment of one AI system (6.1.4, 8.4, A.5). */
export const impact = defineRecord({
  type: 'impact',
  prefix: 'aia',
  schema: 1,
  name: [msg('impact assessment'), msg('impact assessments')],
  lifecycle: impactLifecycle,
  fields: z.object({
    systemId: id,
    /** The name of the AI system when this version was begun. */
    title: z.string().min(1).max(400),
    /** 1, 2, 3 … of this system. */
    number: z.number().int().min(1),
    state: keys(impactLifecycle.states),
    depth: z.enum(['light', 'full']),
    ownerId: person,
    /** Why this version was begun. */
    because: text,
    /** Purpose and intended use as the record of the AI system said when they were taken over, and which version. */
    purpose: text,
    intendedUse: text,
    systemVersion: z.number().int(),
    previousId: z.string().max(80).nullable(),
    startedBy: person,
    startedOn: z.iso.date(),
    submittedBy: person,
    submittedOn: day,
    sentBackBecause: text,
    decision: z.enum(['go', 'go-with-conditions', 'stop']).nullable(),
    decisionReason: text,
    approvedBy: person,
    approvedOn: day,
    approvalGround: text,
    singlePersonReason: text,
    criteriaVersion: z.number().int().nullable(),
    reviewOn: day,
    /** Somebody with the authority looked again and found that this version still holds. */
    reviewedOn: day,
    reviewedBy: person,
    reviewedBecause: text,
    watchSince: day,
    supersededOn: day,
    supersededBecause: text,
    checkpoint: text,
    /** The summary for the public (R125): when and where it was made known, and by whom. */
    summaryOn: day,
    summaryBy: person,
    summaryWhere: text,
  }),
  head: (fields) => ({
    title: t('{title}, version {number}', { title: fields.title, number: fields.number }),
    state: fields.state,
    owner: fields.ownerId,
  }),
});

/** The typed answer to one question of the interview: a record of its own, so that two people merge by answer. */
export const impactAnswer = defineRecord({
  type: 'impactAnswer',
  prefix: 'ian',
  schema: 1,
  name: [msg('answer'), msg('answers')],
  fields: z.object({
    impactId: id,
    questionId: z.string().max(40),
    value: answerValue.nullable(),
    answeredBy: person,
    answeredOn: z.iso.date(),
    /** Taken over from the version before, and by nobody said again since. */
    carried: z.boolean(),
  }),
  personal: ['value'],
  head: (fields) => ({ title: `Answer to ${fields.questionId}` }),
});

/** One effect in one category on one kind of party, or the reasoned statement that there is none. */
export const impactEntry = defineRecord({
  type: 'impactEntry',
  prefix: 'ien',
  schema: 1,
  name: [msg('impact'), msg('impacts')],
  fields: z.object({
    impactId: id,
    category: z.enum(categories),
    party: z.enum(parties),
    kind: z.enum(entryKinds),
    /** Who exactly: "applicants with a gap in their working life". */
    who: text,
    /** What happens to them; of a "none": why there is none. */
    description: text,
    cause: text,
    likelihood: step,
    /** How grave, or of a good effect how large. */
    severity: step,
    people: z.number().int().min(0).max(10_000_000_000).nullable(),
    vulnerable: z.boolean().nullable(),
    reversibility: z.enum(['easily', 'with-effort', 'hardly', 'never']).nullable(),
    duration: z.enum(['short', 'months', 'years', 'lasting']).nullable(),
    level: z.number().int().nullable(),
    residualLikelihood: step,
    residualSeverity: step,
    residualLevel: z.number().int().nullable(),
    acceptedBy: person,
    acceptedOn: day,
    acceptedReason: text,
    acceptedLevel: z.number().int().nullable(),
    singlePersonReason: text,
    writtenBy: person,
    writtenOn: z.iso.date(),
    /** The same impact through the versions of the assessment. */
    originId: z.string().max(80).nullable(),
  }),
  personal: ['who', 'description', 'cause'],
  head: (fields) => ({ title: entryTitle(fields), owner: null }),
});

/** Who was asked, what they said, and what changed because of it. */
export const consultation = defineRecord({
  type: 'consultation',
  prefix: 'csl',
  schema: 1,
  name: [msg('consultation'), msg('consultations')],
  fields: z.object({
    impactId: id,
    title: z.string().min(1, msg('Say who was asked')).max(300),
    how: text,
    said: text,
    changed: text,
    heldOn: day,
    recordedBy: person,
  }),
  personal: ['said'],
  head: (fields) => ({ title: fields.title }),
});

/** Something that would show an impact emerging: what, from when it matters, who looks and how often (R206). */
export const indicator = defineRecord({
  type: 'indicator',
  prefix: 'idc',
  schema: 1,
  name: [msg('indicator'), msg('indicators')],
  fields: z.object({
    impactId: id,
    title: z.string().min(1, msg('Say what is watched')).max(300),
    threshold: text,
    watcherId: person,
    everyDays: z.number().int().min(1).max(1000),
    nextOn: day,
    lookedOn: day,
    lookedBy: person,
    finding: text,
    crossed: z.boolean(),
    stoppedBecause: text,
  }),
  head: (fields) => ({
    title: fields.title,
    state: fields.stoppedBecause === null ? 'watching' : 'stopped',
    owner: fields.watcherId,
  }),
});

/** What was approved, as it was: answers, impacts, consultations and coverage, with the pack they were read by. */
export const impactSnapshot = defineRecord({
  type: 'impactSnapshot',
  prefix: 'isn',
  schema: 1,
  name: [msg('frozen assessment'), msg('frozen assessments')],
  fields: z.object({
    impactId: id,
    content: z.looseObject({}).nullable(),
    packs: z.string().max(2000),
    takenOn: z.iso.date(),
  }),
  personal: ['content'],
  head: () => ({ title: 'Frozen assessment' }),
});

const REFS = ['iso-42001:6.1.4', 'iso-42001:8.4', 'iso-42001:A.5.2', 'iso-42001:A.5.3'];

export const impactEndpoints = registerEndpoints(impact, {
  path: 'impacts',
  refs: REFS,
  editable: ['ownerId', 'because'],
});
export const screeningEndpoints = registerEndpoints(screening, {
  path: 'screenings',
  refs: REFS,
  editable: [],
});
export const entryEndpoints = registerEndpoints(impactEntry, {
  path: 'impact-entries',
  refs: ['iso-42001:A.5.4', 'iso-42001:A.5.5'],
  editable: [
    'impactId',
    'category',
    'party',
    'kind',
    'who',
    'description',
    'cause',
    'likelihood',
    'severity',
    'people',
    'vulnerable',
    'reversibility',
    'duration',
    'residualLikelihood',
    'residualSeverity',
  ],
});
export const answerEndpoints = registerEndpoints(impactAnswer, {
  path: 'impact-answers',
  refs: REFS,
  editable: [],
});
export const consultationEndpoints = registerEndpoints(consultation, {
  path: 'consultations',
  refs: REFS,
  editable: ['impactId', 'title', 'how', 'said', 'changed', 'heldOn'],
});
export const indicatorEndpoints = registerEndpoints(indicator, {
  path: 'indicators',
  refs: ['iso-42001:8.4', 'iso-42001:A.5.2'],
  editable: ['impactId', 'title', 'threshold', 'watcherId', 'everyDays'],
});

/** An impact as a title: what happens, or that nothing does. */
function entryTitle(fields: {
  readonly kind: string;
  readonly category: string;
  readonly party: string;
  readonly description: string | null;
}): string {
  const what = (fields.description ?? '').split('\n')[0]!.slice(0, 120);
  const none = fields.kind.startsWith('no-') ? `No ${fields.kind.slice(3)} impact: ` : '';
  return `${none}${what || `${fields.category} of ${fields.party}`}`;
}
