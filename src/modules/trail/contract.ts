import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';

const verification = z.object({
  answer: z.enum(['ok', 'tampered', 'restored']),
  entries: z.number(),
  erased: z.number(),
  findings: z.array(z.object({ kind: z.string(), where: z.string(), what: z.string() })),
  sentences: z.array(z.string()),
});
const REFS = ['iso-42001:7.5.3'];

export const trailEndpoints = {
  entries: endpoint({
    id: 'trail.entries',
    method: 'GET',
    path: '/trail',
    summary: 'Show the log, newest first',
    refs: REFS,
    input: z.object({
      before: z.coerce.number().int().min(0).optional(),
      type: z.string().max(60).optional(),
      actor: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      entries: z.array(
        z.object({
          seq: z.number(),
          at: z.string(),
          actorName: z.string(),
          operation: z.string(),
          type: z.string(),
          id: z.string(),
          ref: z.string().nullable(),
          title: z.string().nullable(),
          version: z.number(),
          change: z.string(),
          sentence: z.string(),
        }),
      ),
      next: z.number().nullable(),
      size: z.number(),
    }),
  }),
  checkpoints: endpoint({
    id: 'trail.checkpoints',
    method: 'GET',
    path: '/trail/checkpoints',
    summary: 'List signed checkpoints and the keys that verify them',
    refs: REFS,
    input: z.object({}),
    output: z.object({
      checkpoints: z.array(
        z.object({
          epoch: z.number(),
          size: z.number(),
          note: z.string(),
          createdAt: z.string(),
          reason: z.string(),
        }),
      ),
      keys: z.array(z.object({ epoch: z.number(), key: z.string() })),
    }),
  }),
  checkpoint: endpoint({
    id: 'trail.checkpoint',
    method: 'POST',
    path: '/trail/checkpoints',
    summary: 'Sign the state of the log now',
    past: msg('signed the state of the log'),
    refs: REFS,
    input: z.object({
      reason: z.string().trim().min(3, msg('Say what it is for')).max(200).default(msg('On request')),
    }),
    output: z.object({ note: z.string() }),
  }),
  verify: endpoint({
    id: 'trail.verify',
    method: 'POST',
    path: '/trail/verify',
    summary: 'Hold the log against every record',
    refs: REFS,
    input: z.object({
      against: z.string().max(20_000).optional().describe('a checkpoint that left this machine'),
      key: z.string().max(1000).optional().describe('its verifier key'),
    }),
    output: verification,
  }),
  requests: endpoint({
    id: 'erasure.list',
    method: 'GET',
    path: '/erasures',
    summary: 'List erasures that were asked for',
    refs: ['gdpr:art-17'],
    input: z.object({}),
    output: z.object({
      requests: z.array(
        z.object({
          id: z.string(),
          recordId: z.string(),
          paths: z.array(z.string()),
          ground: z.string(),
          requestedBy: z.string(),
          createdAt: z.string(),
          state: z.string(),
        }),
      ),
    }),
  }),
  request: endpoint({
    id: 'erasure.request',
    method: 'POST',
    path: '/erasures',
    summary: 'Ask for the erasure of data about a person',
    past: msg('asked for an erasure'),
    refs: ['gdpr:art-17'],
    input: z.object({
      recordId: z.string().max(80),
      paths: z.array(z.string().max(60)).min(1).max(20),
      ground: z.string().trim().min(3, msg('Give the legal ground')).max(500),
    }),
    output: z.object({ id: z.string() }),
  }),
  approve: endpoint({
    id: 'erasure.approve',
    method: 'POST',
    path: '/erasures/:id/approve',
    summary: 'Erase: cannot be undone',
    past: msg('erased data about a person'),
    refs: ['gdpr:art-17'],
    input: z.object({ id: z.string().max(80) }),
    output: z.object({ erased: z.number() }),
  }),
} as const;
