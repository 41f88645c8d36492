import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { listQuery, pastQuery } from '#kernel/register.ts';
import { impactCriteria, screeningEndpoints } from './contract.ts';
import { depths, factAnswer } from './screening-rules.ts';

const id = z.string().min(1).max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, 'Give a reason').max(4000);
const REFS = ['iso-42001:6.1.4', 'iso-42001:8.4'];
const criteriaInput = impactCriteria.fields.omit({ decidedBy: true, decidedOn: true });
const filterInput = listQuery.omit({
  sort: true,
  cursor: true,
  limit: true,
  asOf: true,
  total: true,
  at: true,
});
const screeningOutcomes = ['full', 'light', 'none', 'open', 'kept', 'not-yours', 'out'] as const;

export const criteriaActs = {
  show: endpoint({
    id: 'impact.criteria',
    method: 'GET',
    path: '/impact-criteria',
    summary: 'Show the impact criteria and the rules of screening',
    refs: ['iso-42001:6.1.4', 'iso-42001:A.5.2'],
    input: pastQuery,
    output: z.object({
      criteria: impactCriteria.fields
        .extend({ id: z.string(), ref: z.string(), version: z.number() })
        .nullable(),
      suggested: criteriaInput,
    }),
  }),
  decide: endpoint({
    id: 'impact.setCriteria',
    method: 'POST',
    path: '/impact-criteria',
    summary: 'Decide the impact criteria and the rules of screening',
    past: msg('decided the impact criteria'),
    refs: ['iso-42001:6.1.4', 'iso-42001:A.5.2'],
    example: {
      bands: [
        { id: 'low', label: 'Low', from: 1, acceptedBy: ['risk-manager', 'top-management'] },
        { id: 'high', label: 'High', from: 3, acceptedBy: ['top-management'] },
      ],
      acceptable: 2,
      neverFrom: 4,
    },
    input: criteriaInput.extend({ version: z.number().int().optional() }),
    output: z.object({ id: z.string(), version: z.number(), toScreenAgain: z.number() }),
  }),
} as const;

export const screeningActs = {
  screen: endpoint({
    id: 'screening.screen',
    method: 'POST',
    path: '/screenings',
    summary: 'Screen an AI system: how deep must its assessment go?',
    past: msg('screened this AI system'),
    refs: REFS,
    input: z.object({
      systemId: id,
      answers: z.record(z.string().max(40), factAnswer).default({}),
      version: z.number().int().optional(),
    }),
    output: screeningEndpoints.record,
  }),
  decide: endpoint({
    id: 'screening.decide',
    method: 'POST',
    path: '/screenings/:id/depth',
    summary: 'Decide another depth than the rules say, with the reason',
    past: msg('decided the depth of the assessment'),
    refs: REFS,
    input: seen.extend({ depth: z.enum(depths), reason }),
    output: screeningEndpoints.record,
  }),
  preview: endpoint({
    id: 'screening.preview',
    method: 'GET',
    path: '/screenings-preview',
    summary: 'Say what a screening of all AI systems that match would do; changes nothing',
    refs: REFS,
    input: filterInput.extend({
      answers: z.string().max(2000).optional().describe('JSON: answers common to all'),
    }),
    output: z.object({
      total: z.number(),
      counts: z.record(z.string(), z.number()),
      examples: z.array(
        z.object({
          id: z.string(),
          ref: z.string(),
          name: z.string(),
          outcome: z.enum(screeningOutcomes),
          why: z.string(),
          now: z.string().nullable(),
        }),
      ),
    }),
  }),
  bulk: endpoint({
    id: 'screening.bulk',
    method: 'POST',
    path: '/screenings-bulk',
    summary: 'Screen all AI systems that match by the decided rules, in steps',
    past: msg('screened by the rules'),
    refs: REFS,
    input: z.object({
      filters: z.record(z.string().max(60), z.string().max(2000)).default({}),
      answers: z.record(z.string().max(40), factAnswer).default({}),
      reason: z.string().trim().max(4000).optional().describe('needed when answers are given for all'),
      after: z.string().max(80).optional().describe('the cursor of the step before'),
      limit: z.coerce.number().int().min(1).max(5000).default(5000),
    }),
    output: z.object({
      counts: z.record(z.string(), z.number()),
      done: z.number(),
      next: z.string().nullable(),
    }),
  }),
  facts: endpoint({
    id: 'screening.facts',
    method: 'GET',
    path: '/systems/:id/screening',
    summary: 'Show what the screening of an AI system goes by, and its result',
    refs: REFS,
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({
      system: z.object({
        id: z.string(),
        ref: z.string(),
        name: z.string(),
        ownerId: z.string().nullable(),
        scope: z.string(),
      }),
      facts: z.array(
        z.object({
          id: z.string(),
          question: z.string(),
          help: z.string().nullable(),
          asked: z.boolean(),
          recorded: factAnswer,
          answer: factAnswer,
          rule: z.object({ depth: z.string(), unknown: z.string() }).nullable(),
        }),
      ),
      screening: screeningEndpoints.record.nullable(),
      computed: z.object({ depth: z.string(), why: z.string() }),
      decided: z.boolean(),
    }),
  }),
} as const;
