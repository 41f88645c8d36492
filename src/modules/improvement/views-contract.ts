import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { pastQuery } from '#kernel/register.ts';
import { lookedAt } from './contract.ts';

const id = z.string().min(1).max(80);
const REFS = ['iso-42001:10.2'];

/** One part that 10.2 asks for, and what is still missing of it. */
const part = z.object({
  id: z.string(),
  title: z.string(),
  done: z.boolean(),
  /** What is missing, in a sentence; null when the part is there. */
  missing: z.string().nullable(),
});

const slice = z.object({
  key: z.string(),
  label: z.string(),
  total: z.number(),
  open: z.number(),
  major: z.number(),
  /** How many needed more than one round. */
  again: z.number(),
});

/** What is read of nonconformities beside the register itself. */
export const nonconformityViews = {
  parts: endpoint({
    id: 'nonconformity.parts',
    method: 'GET',
    path: '/nonconformities/:id/parts',
    summary: 'Show which parts of 10.2 are there, and which are missing',
    refs: REFS,
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({ parts: z.array(part) }),
  }),
  similar: endpoint({
    id: 'nonconformity.similar',
    method: 'GET',
    path: '/nonconformities/:id/similar',
    summary: 'Search the registers for similar cases',
    refs: REFS,
    input: z.object({ id, words: z.string().max(300).optional() }).extend(pastQuery.shape),
    output: z.object({
      /** The words that were searched for. */
      words: z.array(z.string()),
      cases: z.array(lookedAt.omit({ found: true })),
    }),
  }),
  trends: endpoint({
    id: 'nonconformity.trends',
    method: 'GET',
    path: '/nonconformity-trends',
    summary: 'Count nonconformities by cause, source, requirement, management system and month',
    refs: ['iso-42001:10.2', 'iso-42001:9.3.2'],
    input: pastQuery,
    output: z.object({
      total: z.number(),
      causes: z.array(slice),
      sources: z.array(slice),
      requirements: z.array(slice),
      managementSystems: z.array(slice),
      months: z.array(slice),
    }),
  }),
  file: endpoint({
    id: 'nonconformity.file',
    method: 'GET',
    path: '/nonconformities/:id/report',
    summary: 'Export the nonconformity as an auditor wants it: DOCX, PDF, HTML or Markdown',
    answers: 'file',
    refs: REFS,
    input: z.object({ id, format: z.enum(['docx', 'pdf', 'html', 'md']), language: documentLanguage }),
    output: z.unknown(),
  }),
} as const;
