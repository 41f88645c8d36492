import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';
import { defineRecord } from '#kernel/record.ts';

/** A program proposes, a person decides; what nobody decided in time is over. */
export const proposalLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: msg('Waits for a decision'), tone: 'active' },
    approved: { label: msg('Approved and written'), tone: 'good' },
    rejected: { label: msg('Rejected'), tone: 'muted' },
    expired: { label: msg('Over: nobody decided'), tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['open'], to: 'approved', title: msg('Approve and write it') },
    { id: 'reject', from: ['open'], to: 'rejected', title: msg('Reject the proposal') },
    { id: 'expire', from: ['open'], to: 'expired', title: msg('Let the proposal run out') },
  ],
});

const effect = z.object({
  type: z.string(),
  id: z.string(),
  ref: z.string().nullable(),
  title: z.string().nullable(),
  change: z.enum(['create', 'update', 'remove']),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});

/** What a program wants to write in a person's name, and what a person decided about it. */
export const proposal = defineRecord({
  type: 'proposal',
  prefix: 'prp',
  schema: 1,
  name: [msg('proposal'), msg('proposals')],
  lifecycle: proposalLifecycle,
  personal: ['input', 'effects', 'why'],
  fields: z.object({
    operation: z.string().max(120),
    summary: z.string().max(300),
    state: z.enum(['open', 'approved', 'rejected', 'expired']),
    /** What the operation gets, and what it would have changed when it was rehearsed. */
    input: z.record(z.string(), z.unknown()).nullable(),
    effects: z.array(effect).nullable(),
    /** Why the program proposes it, in its own words. */
    why: z.string().max(2000).nullable(),
    /** Whose key or session the program used; null for the command line of the machine. */
    proposedBy: z.string().max(80).nullable(),
    /** Who may decide beside them. */
    approverId: z.string().max(80).nullable(),
    /** Until when it can be decided (ISO). */
    expiresAt: z.string().max(40),
    decidedBy: z.string().max(80).nullable(),
    decidedAt: z.string().max(40).nullable(),
    reason: z.string().max(2000).nullable(),
  }),
  head: (fields) => ({ title: fields.summary, state: fields.state, owner: fields.proposedBy }),
});

const id = z.string().min(1).max(80);
const version = z.coerce.number().int().min(1);
const record = proposal.fields.extend({ id: z.string(), ref: z.string(), version: z.number().int() });
const wanted = z.object({
  operation: z.string().max(120).describe('the id of an operation, such as risk.create'),
  input: z.record(z.string(), z.unknown()).describe('what the operation takes'),
});
const example = { operation: 'supplier.create', input: { name: 'Nordcloud' } };

export const proposalEndpoints = {
  list: endpoint({
    id: 'proposal.list',
    method: 'GET',
    path: '/proposals',
    summary: 'List the proposals of programs that one may see, the newest first',
    input: z.object({
      state: z.enum(['open', 'approved', 'rejected', 'expired']).optional(),
      before: z.string().max(80).optional(),
    }),
    output: z.object({ proposals: z.array(record), next: z.string().nullable() }),
  }),
  get: endpoint({
    id: 'proposal.get',
    method: 'GET',
    path: '/proposals/:id',
    summary: 'Show a proposal with what it would change',
    input: z.object({ id }),
    output: record,
  }),
  preview: endpoint({
    id: 'proposal.preview',
    method: 'POST',
    path: '/proposal-previews',
    summary: 'Say what an operation would change, and write nothing',
    input: wanted,
    example,
    output: z.object({ summary: z.string(), effects: z.array(effect) }),
  }),
  create: endpoint({
    id: 'proposal.create',
    method: 'POST',
    path: '/proposals',
    summary: 'Propose an operation for a person to approve; nothing but the proposal is written',
    past: msg('proposed'),
    input: wanted.extend({
      why: z.string().trim().max(2000).nullable().default(null),
      approverId: z.string().max(80).nullable().default(null).describe('a person who may decide beside you'),
    }),
    example,
    output: record,
  }),
  approve: endpoint({
    id: 'proposal.approve',
    method: 'POST',
    path: '/proposals/:id/approve',
    summary: 'Approve a proposal and write it in your name',
    past: msg('approved the proposal'),
    input: z.object({ id, version }),
    output: record,
  }),
  reject: endpoint({
    id: 'proposal.reject',
    method: 'POST',
    path: '/proposals/:id/reject',
    summary: 'Reject a proposal',
    past: msg('rejected the proposal'),
    input: z.object({ id, version, reason: z.string().trim().max(2000).nullable().default(null) }),
    output: record,
  }),
} as const;
