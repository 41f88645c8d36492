import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { pastQuery } from '#kernel/register.ts';
import { categories, entryEndpoints, impactEndpoints, indicatorEndpoints, parties } from './contract.ts';
import { answerValue } from './values.ts';

const id = z.string().min(1).max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, 'Give a reason').max(4000);
const REFS = ['iso-42001:6.1.4', 'iso-42001:8.4'];
const LAW = ['gdpr:gdpr-35-1', 'eu-ai-act:art-27'];
const yesNo = z.enum(['yes', 'no', 'unknown']);

const elementShown = z.object({
  id: z.string(),
  text: z.string(),
  source: z.array(z.string()),
  note: z.string().nullable(),
  status: z.enum(['covered', 'open', 'not-applicable']),
  questions: z.array(z.string()),
  missing: z.array(z.string()),
});
const documentShown = z.object({
  id: z.string(),
  title: z.string(),
  due: yesNo,
  dueWaitsFor: z.array(z.string()),
  complete: z.boolean(),
  elements: z.array(elementShown),
});

const linked = z.object({
  id: z.string(),
  type: z.string(),
  ref: z.string(),
  title: z.string(),
  state: z.string().nullable(),
});
const entryShown = entryEndpoints.record.and(z.object({ measures: z.array(linked), risks: z.array(linked) }));

const questionShown = z.object({
  id: z.string(),
  section: z.string(),
  text: z.string(),
  help: z.string().nullable(),
  answerType: z.string(),
  options: z.array(z.string()),
  topics: z.array(z.string()),
  applies: yesNo,
  answered: z.boolean(),
  /** Who answers: somebody who types, an act of its own, the registers, or the product. */
  by: z.enum(['typed', 'act', 'registers', 'computed']),
  /** What is answered by acts, registers or the product, in words. */
  derived: z.string().nullable(),
  answer: z
    .object({
      id: z.string(),
      version: z.number(),
      value: answerValue.nullable(),
      answeredBy: z.string().nullable(),
      answeredOn: z.string(),
      carried: z.boolean(),
    })
    .nullable(),
  /** What the record of the AI system says, to be taken over or not. */
  suggested: answerValue.nullable(),
  why: z.array(z.object({ document: z.string(), element: z.string(), source: z.array(z.string()) })),
});

const interviewShown = z.object({
  questions: z.array(questionShown),
  documents: z.array(documentShown),
  entries: z.array(entryShown),
  openCells: z.array(
    z.object({ category: z.string(), party: z.string(), kind: z.enum(['negative', 'positive']) }),
  ),
  /** What keeps it from being handed in. */
  problems: z.array(z.string()),
  /** What keeps it from being approved with a go, beside the person who does it. */
  approvalProblems: z.array(z.string()),
  system: z.object({
    id: z.string(),
    ref: z.string(),
    name: z.string(),
    version: z.number(),
    purpose: z.string().nullable(),
    intendedUse: z.string().nullable(),
    /** True when purpose or intended use differ from what this version took over. */
    differs: z.boolean(),
  }),
});

const changeShown = z.object({ group: z.string(), label: z.string(), before: z.string(), after: z.string() });
export const impactActs = {
  start: endpoint({
    id: 'impact.start',
    method: 'POST',
    path: '/impacts',
    summary: 'Begin the impact assessment of an AI system',
    past: msg('began this assessment'),
    refs: REFS,
    input: z.object({
      systemId: id,
      because: reason.nullable().default(null),
      ownerId: z.string().max(80).nullable().default(null),
    }),
    output: impactEndpoints.record,
  }),
  discard: endpoint({
    id: 'impact.discard',
    method: 'POST',
    path: '/impacts/:id/discard',
    summary: 'Discard a draft with its answers; the history stays',
    past: msg('discarded this draft'),
    input: seen,
    output: z.object({ removed: z.literal(true) }),
  }),
  takeOver: endpoint({
    id: 'impact.takeOver',
    method: 'POST',
    path: '/impacts/:id/system',
    summary: 'Take purpose and intended use over from the AI system again',
    past: msg('took purpose and intended use over again'),
    refs: REFS,
    input: seen,
    output: impactEndpoints.record,
  }),
  interview: endpoint({
    id: 'impact.interview',
    method: 'GET',
    path: '/impacts/:id/interview',
    summary: 'Show the interview: questions, answers, impacts, and what each document still misses',
    refs: [...REFS, ...LAW],
    input: z.object({ id }).extend(pastQuery.shape),
    output: interviewShown,
  }),
  answer: endpoint({
    id: 'impact.answer',
    method: 'POST',
    path: '/impacts/:id/answers/:question',
    summary: 'Answer one question of the interview',
    past: msg('answered this question'),
    refs: [...REFS, ...LAW],
    input: z.object({
      id,
      question: z.string().max(40),
      value: answerValue.nullable(),
      version: z
        .number()
        .int()
        .min(1)
        .nullable()
        .default(null)
        .describe('of the answer you saw; null when there was none'),
    }),
    output: z.object({
      id: z.string(),
      version: z.number(),
      questionId: z.string(),
      value: answerValue.nullable(),
      answeredBy: z.string().nullable(),
      answeredOn: z.string(),
      carried: z.boolean(),
    }),
  }),
  settle: endpoint({
    id: 'impact.settle',
    method: 'POST',
    path: '/impacts/:id/none',
    summary: 'State for one category that there is no impact, with the reason',
    past: msg('stated that there is no such impact'),
    refs: ['iso-42001:A.5.4', 'iso-42001:A.5.5'],
    input: z.object({
      id,
      category: z.enum(categories),
      parties: z.array(z.enum(parties)).min(1),
      kinds: z.array(z.enum(['negative', 'positive'])).min(1),
      reason,
    }),
    output: z.object({ added: z.number() }),
  }),
  entry: endpoint({
    id: 'impactEntry.add',
    method: 'POST',
    path: '/impacts/:id/entries',
    summary: 'Write an impact down',
    past: msg('wrote this impact down'),
    refs: ['iso-42001:A.5.4', 'iso-42001:A.5.5'],
    input: entryEndpoints.editable.omit({ impactId: true }).extend({ id }),
    output: entryEndpoints.record,
  }),
  removeEntry: endpoint({
    id: 'impactEntry.takeOut',
    method: 'POST',
    path: '/impact-entries/:id/remove',
    summary: 'Take an impact out of a draft; its history stays',
    past: msg('took this impact out'),
    input: seen,
    output: z.object({ removed: z.literal(true) }),
  }),
  measures: endpoint({
    id: 'impactEntry.setMeasures',
    method: 'POST',
    path: '/impact-entries/:id/measures',
    summary: 'Choose the controls and treatments that answer the impact',
    past: msg('chose the measures against this impact'),
    refs: ['iso-42001:A.5.4'],
    input: z.object({ id, measureIds: z.array(z.string().max(80)).max(60) }),
    output: z.object({ measures: z.number() }),
  }),
  accept: endpoint({
    id: 'impactEntry.accept',
    method: 'POST',
    path: '/impact-entries/:id/accept',
    summary: 'Accept the residual impact',
    past: msg('accepted the residual impact'),
    refs: REFS,
    input: seen.extend({ reason }),
    output: entryEndpoints.record,
  }),
  raiseRisk: endpoint({
    id: 'impactEntry.raiseRisk',
    method: 'POST',
    path: '/impact-entries/:id/risks',
    summary: 'Raise a risk from the impact, or bring one up to date with it',
    past: msg('fed this impact into the risk register'),
    refs: ['iso-42001:6.1.2', 'iso-42001:6.1.4'],
    input: z.object({
      id,
      riskId: z
        .string()
        .max(80)
        .nullable()
        .default(null)
        .describe('a risk that exists; null makes a new one'),
      title: z.string().trim().min(1).max(300).nullable().default(null),
      ownerId: z.string().max(80).nullable().default(null),
    }),
    output: z.object({ riskId: z.string(), ref: z.string(), created: z.boolean() }),
  }),
  advise: endpoint({
    id: 'impact.advise',
    method: 'POST',
    path: '/impacts/:id/advice',
    summary: 'Give the advice of the data protection officer, or state that none is designated',
    past: msg('gave the advice of the data protection officer'),
    refs: ['gdpr:gdpr-35-2'],
    input: z.object({ id, advice: reason, noOfficer: z.boolean().default(false) }),
    output: z.object({ id: z.string(), version: z.number() }),
  }),
  decideConsultation: endpoint({
    id: 'impact.decideConsultation',
    method: 'POST',
    path: '/impacts/:id/prior-consultation',
    summary: 'Decide whether the authority is consulted first',
    past: msg('decided on the prior consultation'),
    refs: ['gdpr:gdpr-36'],
    input: z.object({ id, option: z.enum(['no', 'yes, consulted', 'yes, open']), reason }),
    output: z.object({ id: z.string(), version: z.number() }),
  }),
  notify: endpoint({
    id: 'impact.notify',
    method: 'POST',
    path: '/impacts/:id/notice',
    summary: 'Record the notice to the market surveillance authority',
    past: msg('recorded the notice to the authority'),
    refs: ['eu-ai-act:art-27-3'],
    input: z.object({
      id,
      date: z.iso.date().nullable().default(null),
      how: reason,
      exempt: z.boolean().default(false).describe('Article 46(1) exempts from it; say why'),
    }),
    output: z.object({ id: z.string(), version: z.number() }),
  }),
  submit: endpoint({
    id: 'impact.submit',
    method: 'POST',
    path: '/impacts/:id/submit',
    summary: 'Hand the assessment in for review',
    past: msg('handed this assessment in for review'),
    refs: REFS,
    input: seen,
    output: impactEndpoints.record,
  }),
  sendBack: endpoint({
    id: 'impact.sendBack',
    method: 'POST',
    path: '/impacts/:id/send-back',
    summary: 'Send the assessment back to be worked on',
    past: msg('sent this assessment back'),
    refs: REFS,
    input: seen.extend({ reason }),
    output: impactEndpoints.record,
  }),
  approve: endpoint({
    id: 'impact.approve',
    method: 'POST',
    path: '/impacts/:id/approve',
    summary: 'Approve the assessment with its decision; freezes it and replaces the version before',
    past: msg('approved this assessment'),
    refs: [...REFS, 'iso-42001:A.5.3'],
    input: seen.extend({
      decision: z.enum(['go', 'go-with-conditions', 'stop']),
      reason,
      reviewOn: z.iso.date().optional(),
    }),
    output: impactEndpoints.record,
  }),
  watch: endpoint({
    id: 'impact.watch',
    method: 'POST',
    path: '/impacts/:id/watch',
    summary: 'Put the assessment under watch',
    past: msg('put this assessment under watch'),
    refs: REFS,
    input: seen,
    output: impactEndpoints.record,
  }),
  review: endpoint({
    id: 'impact.review',
    method: 'POST',
    path: '/impacts/:id/review',
    summary: 'Say that the approved version still holds, with the reason',
    past: msg('looked at this again and found that it holds'),
    refs: ['iso-42001:8.4'],
    input: seen.extend({ reason }),
    output: impactEndpoints.record,
  }),
  redo: endpoint({
    id: 'impact.redo',
    method: 'POST',
    path: '/impacts/:id/redo',
    summary: 'Begin the next version from this one',
    past: msg('began this version from the one before'),
    refs: ['iso-42001:8.4'],
    input: z.object({ id, because: reason }),
    output: impactEndpoints.record,
  }),
  publish: endpoint({
    id: 'impact.publish',
    method: 'POST',
    path: '/impacts/:id/summary',
    summary: 'Record where the public summary was made known',
    past: msg('made the public summary known'),
    refs: ['iso-42001:A.8.2'],
    input: seen.extend({
      where: z.string().trim().min(3, 'Say where').max(1000),
      on: z.iso.date().optional(),
    }),
    output: impactEndpoints.record,
  }),
  difference: endpoint({
    id: 'impact.difference',
    method: 'GET',
    path: '/impacts/:id/difference',
    summary: 'Show what differs from the version before, or from another one',
    refs: ['iso-42001:8.4'],
    input: z.object({
      id,
      to: z.string().max(80).optional().describe('another version; without it the one before'),
    }),
    output: z.object({
      before: z.object({ id: z.string(), number: z.number() }).nullable(),
      changes: z.array(changeShown),
    }),
  }),
  export: endpoint({
    id: 'impact.export',
    method: 'GET',
    path: '/impacts/:id/export',
    summary: 'Export the assessment as one of its documents',
    refs: [...REFS, ...LAW],
    input: z
      .object({
        id,
        as: z.enum(['aisia', 'dpia', 'fria', 'summary']),
        format: z.enum(['json', 'docx', 'pdf']),
        language: documentLanguage,
      })
      .extend(pastQuery.shape),
    output: z.unknown(),
    answers: 'file',
  }),
  processing: endpoint({
    id: 'impact.processingRecord',
    method: 'GET',
    path: '/processing-record',
    summary: 'Export the record of processing of all AI systems with personal data (GDPR Article 30)',
    refs: ['gdpr:gdpr-30-1'],
    input: z
      .object({ format: z.enum(['json', 'docx', 'pdf']), language: documentLanguage })
      .extend(pastQuery.shape),
    output: z.unknown(),
    answers: 'file',
  }),
  overview: endpoint({
    id: 'impact.overview',
    method: 'GET',
    path: '/impacts-overview',
    summary: 'Count assessments by state and AI systems by depth',
    refs: REFS,
    input: pastQuery,
    output: z.object({
      states: z.record(z.string(), z.number()),
      depths: z.record(z.string(), z.number()),
      inScope: z.number(),
      /** AI systems in scope whose screening asks for an assessment, and those of them with one that holds. */
      needed: z.number(),
      standing: z.number(),
    }),
  }),
  frame: endpoint({
    id: 'impact.frame',
    method: 'GET',
    path: '/impact-frame',
    summary: 'Show categories, scales and the other lists of topics',
    refs: REFS,
    input: z.object({}),
    output: z.object({
      categories: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          definition: z.string(),
          positive: z.array(z.string()),
          negative: z.array(z.string()),
          effects: z.record(z.string(), z.string()),
          rights: z.array(z.string()),
          iso42005: z.array(z.string()),
          controls: z.array(z.string()),
        }),
      ),
      parties: z.array(z.object({ id: z.string(), title: z.string(), examples: z.array(z.string()) })),
      severity: z.array(
        z.object({ level: z.number(), label: z.string(), descriptor: z.string().nullable() }),
      ),
      benefit: z.array(z.object({ level: z.number(), label: z.string(), descriptor: z.string().nullable() })),
      likelihood: z.array(
        z.object({ level: z.number(), label: z.string(), descriptor: z.string().nullable() }),
      ),
      scaleNote: z.string(),
      iso42005: z.object({ dimensions: z.array(z.string()), note: z.string(), confidence: z.string() }),
    }),
  }),
} as const;

export const indicatorActs = {
  look: endpoint({
    id: 'indicator.look',
    method: 'POST',
    path: '/indicators/:id/look',
    summary: 'Record what looking at the indicator showed',
    past: msg('looked at this indicator'),
    refs: ['iso-42001:8.4'],
    input: seen.extend({ finding: reason, crossed: z.boolean() }),
    output: indicatorEndpoints.record,
  }),
  stop: endpoint({
    id: 'indicator.stop',
    method: 'POST',
    path: '/indicators/:id/stop',
    summary: 'Stop watching, with the reason',
    past: msg('stopped watching this'),
    input: seen.extend({ reason }),
    output: indicatorEndpoints.record,
  }),
} as const;
