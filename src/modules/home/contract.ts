import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { pastQuery } from '#kernel/register.ts';
import { verdicts } from '#kernel/verdict.ts';

const task = z.object({
  id: z.string(),
  module: z.string(),
  kind: z.string(),
  title: z.string(),
  why: z.string(),
  /** A path of the web app, below the organisation. */
  href: z.string(),
  dueAt: z.string().nullable(),
  count: z.number(),
  /** Whose turn it is when it is not this person's. */
  waitsFor: z.string().optional(),
  /** The person who is away and whose task this is. */
  standsInFor: z.string().optional(),
});

/** One operation of somebody, as a sentence. */
const change = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string().nullable(),
  actorName: z.string(),
  sentence: z.string(),
  /** The record it was about; null when it was about several or about none that a page shows. */
  type: z.string().nullable(),
  id: z.string().nullable(),
  entries: z.number(),
});

const number = z.object({ label: z.string(), count: z.number(), href: z.string() });
const byVerdict = z.array(
  number.extend({ verdict: z.enum(Object.keys(verdicts) as [keyof typeof verdicts]) }),
);

export const homeEndpoints = {
  inbox: endpoint({
    id: 'home.inbox',
    method: 'GET',
    path: '/home/inbox',
    summary: 'Show what you should do next',
    input: z.object({}),
    output: z.object({ today: z.string(), tasks: z.array(task) }),
  }),
  changes: endpoint({
    id: 'home.changes',
    method: 'GET',
    path: '/home/changes',
    summary: 'Show what changed lately, in sentences',
    input: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      before: z.coerce.number().int().min(0).optional().describe('only what lies before this position'),
      ...pastQuery.shape,
    }),
    output: z.object({ changes: z.array(change), next: z.number().nullable() }),
  }),
  standing: endpoint({
    id: 'home.standing',
    method: 'GET',
    path: '/home/standing',
    summary: 'Show where the organisation stands, in numbers that lead to their records',
    input: pastQuery,
    output: z.object({
      today: z.string(),
      basis: z.string(),
      subclauses: byVerdict,
      controls: byVerdict,
      numbers: z.array(number),
    }),
  }),
} as const;
