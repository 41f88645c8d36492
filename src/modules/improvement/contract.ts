import { z } from 'zod';
import { plausibleDay } from '#kernel/days.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { linkEndpoints } from '#kernel/link-endpoints.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import { actionLifecycle, nonconformityLifecycle } from './lifecycle.ts';
import { causeCategories, keysOf, managementSystems, sources } from './words.ts';

const id = z.string().min(1).max(80);
const text = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();
const day = plausibleDay.nullable();

/** One bone of the fishbone with what hangs on it. */
const bone = z.object({
  category: z.enum(keysOf(causeCategories)),
  causes: z.array(z.string().trim().min(1).max(500)).min(1).max(12),
});

/** A record that was looked at because it might hold the same fault. */
export const lookedAt = z.object({
  type: z.string().max(60),
  id,
  ref: z.string().max(40),
  title: z.string().max(500),
  /** What it has in common with the nonconformity. */
  why: z.array(z.string().max(300)).max(12),
  /** The person found the same fault there, or a chance of it. */
  found: z.boolean(),
});

/** What a round was, kept when the next began. */
const pastRound = z.object({
  round: z.number().int(),
  correction: text,
  correctedBy: person,
  correctedOn: day,
  consequences: text,
  whys: z.array(z.string()),
  fishbone: z.array(bone),
  cause: text,
  similarConclusion: text,
  actions: z.array(
    z.object({
      ref: z.string(),
      title: z.string(),
      state: z.string(),
      ownerId: person,
      doneOn: day,
      outcome: text,
    }),
  ),
  method: text,
  criterion: text,
  result: z.enum(['effective', 'ineffective']).nullable(),
  finding: text,
  judgedBy: person,
  judgedOn: day,
  /** Why the next round began. */
  endedBecause: text,
});

const gradeAnswers = z.object({
  requirementBroken: z.boolean(),
  intendedResults: z.boolean(),
  systemic: z.boolean(),
});
const grade = z.enum(['major', 'minor', 'none']);
const followUp = z.enum(['undecided', 'updated', 'not-needed']);

/** A requirement that was not met, and everything that was done about it (10.2). One list for all management systems. */
export const nonconformity = defineRecord({
  type: 'nonconformity',
  prefix: 'ncr',
  schema: 1,
  name: [msg('nonconformity'), msg('nonconformities')],
  lifecycle: nonconformityLifecycle,
  fields: z.object({
    title: z.string().min(1, msg('Say in one line what is wrong')).max(300),
    description: text,
    objectiveEvidence: text,
    source: z.enum(keysOf(sources)),
    sourceNote: text,
    /** Set by whatever raised it, so that the same cause does not raise it twice. */
    sourceKey: z.string().max(200).nullable(),
    foundOn: plausibleDay,
    foundBy: person,
    /** `framework:id`, such as `iso-42001:9.2.2`. */
    requirements: z.array(z.string().max(120)).max(20),
    ownRequirement: z.string().max(500).nullable(),
    managementSystems: z
      .array(z.enum(keysOf(managementSystems)))
      .min(1, msg('Name the management system it concerns'))
      .max(6),
    ownerId: person,
    /** When correction, cause and plan must be there. */
    dueOn: day,
    state: z.enum(keysOf(nonconformityLifecycle.states)),
    grade: grade.nullable(),
    gradeAnswers: gradeAnswers.nullable(),
    gradeReason: text,
    gradedBy: person,
    gradedOn: day,
    round: z.number().int().min(1),
    correction: text,
    correctedBy: person,
    correctedOn: day,
    consequences: text,
    whys: z.array(z.string().trim().min(1).max(1000)).max(7),
    fishbone: z.array(bone).max(6),
    cause: text,
    causeCategory: z.enum(keysOf(causeCategories)).nullable(),
    causeBy: person,
    causeOn: day,
    similarWords: z.string().max(300).nullable(),
    similarLooked: z.array(lookedAt).max(300).nullable(),
    similarConclusion: text,
    similarBy: person,
    similarOn: day,
    actionNeeded: z.boolean().nullable(),
    noActionReason: text,
    effectMethod: text,
    effectCriterion: text,
    effectDueOn: day,
    effectJudgeId: person,
    effectChosenBy: person,
    effectChosenOn: day,
    planApprovedBy: person,
    planApprovedOn: day,
    planSingleReason: text,
    effectResult: z.enum(['effective', 'ineffective']).nullable(),
    effectFinding: text,
    effectJudgedBy: person,
    effectJudgedOn: day,
    effectSingleReason: text,
    risksDecision: followUp,
    risksNote: text,
    changesDecision: followUp,
    changesNote: text,
    pastRounds: z.array(pastRound).nullable(),
    closedBy: person,
    closedOn: day,
    closedNote: text,
    closeSingleReason: text,
    dismissedReason: text,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

/** One measure against the cause, of one round. */
export const correctiveAction = defineRecord({
  type: 'correctiveAction',
  prefix: 'cap',
  schema: 1,
  name: [msg('corrective action'), msg('corrective actions')],
  lifecycle: actionLifecycle,
  fields: z.object({
    nonconformityId: z.string().max(80),
    round: z.number().int().min(1),
    title: z.string().min(1, msg('Say what will be done')).max(300),
    description: text,
    ownerId: person,
    dueOn: day,
    resources: text,
    state: z.enum(keysOf(actionLifecycle.states)),
    plannedBy: person,
    startedOn: day,
    doneOn: day,
    outcome: text,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

const REFS = ['iso-42001:10.2'];

export const nonconformityEndpoints = registerEndpoints(nonconformity, {
  path: 'nonconformities',
  refs: REFS,
  editable: [
    'title',
    'description',
    'objectiveEvidence',
    'source',
    'sourceNote',
    'foundOn',
    'requirements',
    'ownRequirement',
    'managementSystems',
    'ownerId',
    'dueOn',
    'whys',
    'fishbone',
  ],
});

export const actionEndpoints = registerEndpoints(correctiveAction, {
  path: 'corrective-actions',
  refs: REFS,
  editable: ['nonconformityId', 'title', 'description', 'ownerId', 'dueOn', 'resources'],
});

/** What may be linked by hand: what it concerns, where it came from, what was changed because of it. */
export const nonconformityLinks = linkEndpoints(nonconformity, {
  path: 'nonconformities',
  kinds: ['nc-concerns', 'nc-found-by', 'nc-changed', 'nc-risk'],
  refs: REFS,
});

const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(8000);
const act = <Shape extends z.ZodRawShape>(
  verb: string,
  words: { readonly path: string; readonly summary: string; readonly past: string },
  shape: Shape,
) =>
  endpoint({
    id: `nonconformity.${verb}`,
    method: 'POST',
    path: `/nonconformities/:id/${words.path}`,
    summary: words.summary,
    past: words.past,
    refs: REFS,
    input: seen.extend(shape),
    output: nonconformityEndpoints.record,
  });

/** What is done with a nonconformity, in the order of 10.2. */
export const nonconformityActs = {
  grade: act(
    'grade',
    { path: 'grade', summary: 'Grade the nonconformity', past: msg('graded this nonconformity') },
    { answers: gradeAnswers, grade, reason: reason.optional() },
  ),
  correct: act(
    'correct',
    {
      path: 'correction',
      summary: 'Record the correction and how consequences were dealt with',
      past: msg('recorded the correction'),
    },
    {
      correction: reason,
      correctedBy: id.optional().describe('who did it; without it, you'),
      correctedOn: plausibleDay,
      consequences: reason.describe(
        'which consequences there were and what was done, or that there were none',
      ),
    },
  ),
  analyse: act(
    'analyse',
    { path: 'cause', summary: 'State the cause', past: msg('stated the cause') },
    {
      whys: nonconformity.fields.shape.whys.optional(),
      fishbone: nonconformity.fields.shape.fishbone.optional(),
      cause: reason,
      causeCategory: z.enum(keysOf(causeCategories)),
    },
  ),
  recordSimilar: act(
    'recordSimilar',
    {
      path: 'similar',
      summary: 'Record what was looked at for similar cases, and what was found',
      past: msg('recorded the search for similar cases'),
    },
    {
      words: z.string().trim().max(300).default(''),
      looked: z.array(id).max(300).default([]).describe('ids of records that the search answered'),
      found: z.array(id).max(300).default([]).describe('those of them with the same fault'),
      conclusion: reason,
    },
  ),
  decideAction: act(
    'decideAction',
    {
      path: 'action-need',
      summary: 'Decide whether corrective action is needed',
      past: msg('decided whether corrective action is needed'),
    },
    { needed: z.boolean(), reason: reason.optional() },
  ),
  chooseEffectiveness: act(
    'chooseEffectiveness',
    {
      path: 'effectiveness',
      summary: 'Choose how effectiveness will be checked, before any action starts',
      past: msg('chose how effectiveness will be checked'),
    },
    { method: reason, criterion: reason, dueOn: plausibleDay, judgeId: id },
  ),
  approve: act(
    'approvePlan',
    { path: 'approve', summary: 'Approve the plan', past: msg('approved the plan') },
    {},
  ),
  judge: act(
    'judge',
    { path: 'judgement', summary: 'Judge the effectiveness', past: msg('judged the effectiveness') },
    { result: z.enum(['effective', 'ineffective']), finding: reason },
  ),
  followUp: act(
    'followUp',
    {
      path: 'follow-up',
      summary: 'Say whether risks and the management system had to change',
      past: msg('said whether risks and the management system had to change'),
    },
    {
      risksDecision: followUp,
      risksNote: text.default(null),
      changesDecision: followUp,
      changesNote: text.default(null),
    },
  ),
  close: act(
    'close',
    { path: 'close', summary: 'Close the nonconformity', past: msg('closed this nonconformity') },
    { note: reason.optional() },
  ),
  reopen: act(
    'reopen',
    { path: 'reopen', summary: 'Reopen the nonconformity', past: msg('reopened this nonconformity') },
    { reason },
  ),
  dismiss: act(
    'dismiss',
    {
      path: 'dismiss',
      summary: 'Decide that it is no nonconformity',
      past: msg('decided that this is no nonconformity'),
    },
    { reason },
  ),
  resume: act(
    'resume',
    { path: 'resume', summary: 'Take it up again', past: msg('took this nonconformity up again') },
    { reason },
  ),
} as const;

const onAction = z.object({ id, version: z.coerce.number().int().min(1) });
export const actionActs = {
  start: endpoint({
    id: 'correctiveAction.start',
    method: 'POST',
    path: '/corrective-actions/:id/start',
    summary: 'Start the corrective action',
    past: msg('started this corrective action'),
    refs: REFS,
    input: onAction,
    output: actionEndpoints.record,
  }),
  finish: endpoint({
    id: 'correctiveAction.finish',
    method: 'POST',
    path: '/corrective-actions/:id/finish',
    summary: 'Report the corrective action as done',
    past: msg('reported this corrective action as done'),
    refs: REFS,
    input: onAction.extend({ outcome: reason, doneOn: plausibleDay.optional() }),
    output: actionEndpoints.record,
  }),
  cancel: endpoint({
    id: 'correctiveAction.cancel',
    method: 'POST',
    path: '/corrective-actions/:id/cancel',
    summary: 'Cancel the corrective action',
    past: msg('cancelled this corrective action'),
    refs: REFS,
    input: onAction.extend({ reason }),
    output: actionEndpoints.record,
  }),
} as const;
