import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { linkEndpoints } from '#kernel/link-endpoints.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';

const longText = z.string().max(8000).nullable();
const word = z.string().max(60);
const answer = z.enum(['yes', 'no', 'unknown']);

/** Answers and facts of the AI Act tree, by node and fact id. */
const treeInput = z.object({
  answers: z.record(word, answer),
  facts: z.record(word, z.union([z.string().max(60), z.array(word).max(10)])),
});

/** The stages of the life cycle, as the ISO/IEC 42001 pack lists them. */
export const stages = [
  'inception',
  'design-development',
  'verification-validation',
  'deployment',
  'operation-monitoring',
  're-evaluation',
  'retirement',
] as const;

/** The stages in words. */
export const stageTitles: Readonly<Record<(typeof stages)[number], string>> = {
  inception: msg('Inception'),
  'design-development': msg('Design and development'),
  'verification-validation': msg('Verification and validation'),
  deployment: msg('Deployment'),
  'operation-monitoring': msg('Operation and monitoring'),
  're-evaluation': 'Re-evaluation',
  retirement: msg('Retirement'),
};

/** An AI system the organisation builds, supplies or uses (R105, A.4.2). */
export const system = defineRecord({
  type: 'system',
  prefix: 'sys',
  schema: 3,
  name: [msg('AI system'), msg('AI systems')],
  fields: z.object({
    name: z.string().min(1, msg('Give the AI system a name')).max(400),
    purpose: longText,
    intendedUse: longText,
    /** Roles in the words of ISO/IEC 22989 and of the AI Act: two fields, because they are two questions. */
    isoRoles: z.array(word).max(12),
    actRoles: z.array(word).max(6),
    ownerId: z.string().max(80).nullable(),
    /** The part of the organisation it belongs to. */
    unitId: z.string().max(80).nullable(),
    scope: z.enum(['proposed', 'in', 'out']),
    scopeReason: longText,
    stage: z.enum(stages).nullable(),
    sector: word.nullable(),
    affectedPeople: longText,
    autonomy: z.enum(['informs', 'recommends', 'decides-with-oversight', 'decides-alone', 'unknown']),
    dataCategories: z.array(word).max(20),
    generative: z.enum(['yes', 'no', 'unknown']),
    bought: z.enum(['in-house', 'bought', 'mixed', 'unknown']),
    /** The organisation's own risk level, beside what the law calls it (R106). */
    riskLevel: z.enum(['low', 'medium', 'high', 'critical']).nullable(),
    euState: z.enum(['none', 'proposed', 'confirmed']),
    euInput: treeInput.nullable(),
    /** Why each proposed answer was given. */
    euReasons: z.record(word, z.string().max(600)),
    euAssumption: z.string().max(1000).nullable(),
    euOutcomes: z.array(word).max(13),
    euOpen: z.number().int().nullable(),
    euEarliest: z.iso.date().nullable(),
    /** Every day from which a duty of the classification that was confirmed last binds; null in versions of before it. */
    euDates: z.array(z.iso.date()).max(20).nullable(),
    euConfirmedBy: z.string().max(80).nullable(),
    euConfirmedOn: z.iso.date().nullable(),
    /** Where it came from when it was imported, and what that source says of it, in its own words. */
    importKey: z.string().max(700).nullable(),
    sourceFields: z.record(z.string().max(80), z.string().max(8000)),
    agency: z.string().max(120).nullable(),
    bureau: z.string().max(200).nullable(),
    statedImpact: z.enum(['rights', 'safety', 'both', 'neither', 'unstated']).nullable(),
  }),
  head: (fields) => ({ title: fields.name, state: fields.stage, owner: fields.ownerId }),
});

const REFS = ['iso-42001:4.1', 'iso-42001:4.3', 'iso-42001:A.4.2', 'iso-42001:A.9.4'];

export const systemEndpoints = registerEndpoints(system, {
  path: 'systems',
  refs: REFS,
  editable: [
    'name',
    'purpose',
    'intendedUse',
    'isoRoles',
    'actRoles',
    'ownerId',
    'unitId',
    'sector',
    'affectedPeople',
    'autonomy',
    'dataCategories',
    'generative',
    'bought',
    'riskLevel',
  ],
});

/** What may be linked by hand. */
export const systemLinks = linkEndpoints(system, {
  path: 'systems',
  kinds: ['uses-model', 'uses-data', 'supplied-by'],
  refs: ['iso-42001:A.4.2', 'iso-42001:A.10.3'],
});

const id = z.string().max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);
const outcomeShown = z.object({
  id: z.string(),
  label: z.string(),
  source: z.string(),
  reasons: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      answer,
      source: z.string(),
      why: z.string().nullable(),
    }),
  ),
});

export const classificationShown = z.object({
  state: z.enum(['none', 'proposed', 'confirmed']),
  assumption: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  confirmedOn: z.string().nullable(),
  outcomes: z.array(outcomeShown),
  undetermined: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      blockedBy: z.array(z.object({ id: z.string(), question: z.string() })),
    }),
  ),
  duties: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      articles: z.array(z.string()),
      date: z.string(),
      inForce: z.boolean(),
      possibleEarlier: z.string().nullable(),
    }),
  ),
  openDuties: z.array(z.object({ id: z.string(), title: z.string(), blockedBy: z.array(z.string()) })),
  earliestDate: z.string().nullable(),
  questions: z.array(
    z.object({
      id: z.string(),
      group: z.string(),
      question: z.string(),
      help: z.string(),
      source: z.string(),
      examples: z.object({ yes: z.array(z.string()), no: z.array(z.string()) }),
      answer,
      asked: z.boolean(),
      why: z.string().nullable(),
    }),
  ),
  facts: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      question: z.string(),
      help: z.string(),
      source: z.string(),
      values: z.array(z.object({ id: z.string(), title: z.string() })),
      value: z.union([z.string(), z.array(z.string())]).nullable(),
    }),
  ),
  next: z.array(z.object({ id: z.string(), blocks: z.number() })),
});

export const systemActs = {
  decideScope: endpoint({
    id: 'system.decideScope',
    method: 'POST',
    path: '/systems/:id/scope',
    summary: 'Decide whether the AI system is in the scope',
    past: msg('decided the scope of this AI system'),
    refs: ['iso-42001:4.3'],
    input: seen.extend({ scope: z.enum(['in', 'out']), reason: reason.optional() }),
    output: systemEndpoints.record,
  }),
  classify: endpoint({
    id: 'system.classify',
    method: 'POST',
    path: '/systems/:id/classification',
    summary: 'Answer questions of the AI Act classification',
    past: msg('answered questions of the classification'),
    refs: ['eu-ai-act:art-6'],
    input: seen.extend({
      answers: z.record(word, answer).default({}),
      facts: treeInput.shape.facts.default({}),
    }),
    output: systemEndpoints.record,
  }),
  confirm: endpoint({
    id: 'system.confirmClassification',
    method: 'POST',
    path: '/systems/:id/classification/confirm',
    summary: 'Confirm the classification',
    past: msg('confirmed the classification'),
    refs: ['eu-ai-act:art-6'],
    input: seen.extend({ reason: reason.optional() }),
    output: systemEndpoints.record,
  }),
  classification: endpoint({
    id: 'system.classification',
    method: 'GET',
    path: '/systems/:id/classification',
    summary: 'Explain the classification: reasons, duties, dates and what is open',
    refs: ['eu-ai-act:art-6'],
    input: z.object({ id }).extend(pastQuery.shape),
    output: classificationShown,
  }),
  summary: endpoint({
    id: 'system.summary',
    method: 'GET',
    path: '/systems-summary',
    summary: 'Count AI systems by scope, stage, class and source',
    input: pastQuery,
    output: z.object({
      total: z.number(),
      scope: z.record(z.string(), z.number()),
      stage: z.record(z.string(), z.number()),
      euState: z.record(z.string(), z.number()),
      statedImpact: z.record(z.string(), z.number()),
      agencies: z.array(z.object({ agency: z.string(), count: z.number() })),
    }),
  }),
} as const;
