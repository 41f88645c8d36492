import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { pastQuery } from '#kernel/register.ts';

const row = z.object({
  type: z.string(),
  id: z.string(),
  ref: z.string().nullable(),
  title: z.string(),
  message: z.string(),
  fix: z.string(),
});
const finding = z.object({
  id: z.string(),
  requirement: z.string(),
  title: z.string(),
  sentence: z.string(),
  /** Stage 2 only: what the rule proposes; null at Stage 1, which has no grades. */
  grade: z.enum(['major', 'minor', 'observation']).nullable(),
  /** What it could become at Stage 2. */
  mayBecome: z.enum(['major', 'minor', 'observation']),
  because: z.string(),
  /** How many records are behind it, and the first of them. */
  count: z.number(),
  proof: z.array(row),
  fix: z.string(),
});
export type Finding = z.output<typeof finding>;

const late = z.object({
  type: z.string(),
  id: z.string(),
  ref: z.string(),
  title: z.string(),
  effectiveOn: z.string(),
  enteredOn: z.string(),
  days: z.number(),
});

const answer = z.object({
  stage: z.enum(['1', '2']),
  today: z.string(),
  at: z.number(),
  basis: z.string(),
  sentence: z.string(),
  history: z.object({
    firstEntryOn: z.string().nullable(),
    recordedWeeks: z.number(),
    firstEffectiveOn: z.string().nullable(),
    effectiveWeeks: z.number(),
  }),
  counts: z.object({ major: z.number(), minor: z.number(), observation: z.number() }),
  findings: z.array(finding),
  enteredLate: z.object({ dated: z.number(), late: z.number(), rows: z.array(late) }),
  cannotJudge: z.object({
    /** What only a person can see, whatever the registers hold. */
    always: z.array(z.string()),
    /** Parts of requirements that no register shows. */
    parts: z.array(z.object({ requirement: z.string(), title: z.string(), part: z.string() })),
  }),
});
export type Readiness = z.output<typeof answer>;

export const readinessEndpoints = {
  show: endpoint({
    id: 'readiness.show',
    method: 'GET',
    path: '/readiness',
    summary: 'Say what an auditor would raise at Stage 1 or Stage 2, and what no rule can judge',
    refs: ['iso-42001:9.1', 'iso-42001:9.2.1'],
    input: z.object({
      stage: z.enum(['1', '2']).default('1'),
      ...pastQuery.shape,
    }),
    output: answer,
  }),
  report: endpoint({
    id: 'readiness.report',
    method: 'GET',
    path: '/readiness/report',
    summary: 'Export the readiness for a stage as a document',
    answers: 'file',
    input: z.object({
      stage: z.enum(['1', '2']).default('1'),
      format: z.enum(['docx', 'pdf', 'xlsx', 'html', 'md']).default('pdf'),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
} as const;
