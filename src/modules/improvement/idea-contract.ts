import { z } from 'zod';
import { plausibleDay } from '#kernel/days.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import { ideaLifecycle } from './lifecycle.ts';
import { ideaSources, keysOf } from './words.ts';

const text = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();
const day = plausibleDay.nullable();

/** An idea for a better management system, what was decided on it, and whether it got better (10.1). */
export const improvementIdea = defineRecord({
  type: 'improvementIdea',
  prefix: 'imp',
  schema: 1,
  name: [msg('improvement'), msg('improvements')],
  lifecycle: ideaLifecycle,
  fields: z.object({
    title: z.string().min(1, msg('Say in one line what could be better')).max(300),
    description: text,
    source: z.enum(keysOf(ideaSources)),
    expectedBenefit: text,
    /** How one would see the benefit, and how it stands before. */
    measure: text,
    before: text,
    after: text,
    state: z.enum(keysOf(ideaLifecycle.states)),
    proposedBy: person,
    proposedOn: plausibleDay,
    ownerId: person,
    dueOn: day,
    reviewOn: day,
    decision: text,
    decidedBy: person,
    decidedOn: day,
    singlePersonReason: text,
    outcome: text,
    doneOn: day,
    benefit: z.enum(['better', 'same', 'worse']).nullable(),
    benefitFinding: text,
    reviewedBy: person,
    reviewedOn: day,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

const REFS = ['iso-42001:10.1'];

export const ideaEndpoints = registerEndpoints(improvementIdea, {
  path: 'improvements',
  refs: REFS,
  editable: [
    'title',
    'description',
    'source',
    'expectedBenefit',
    'measure',
    'before',
    'ownerId',
    'dueOn',
    'reviewOn',
  ],
});

const id = z.string().min(1).max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(8000);

export const ideaActs = {
  decide: endpoint({
    id: 'improvementIdea.decide',
    method: 'POST',
    path: '/improvements/:id/decision',
    summary: 'Adopt or decline the idea',
    past: msg('decided on this improvement'),
    refs: REFS,
    input: seen.extend({
      decision: z.enum(['adopt', 'decline']),
      reason,
      ownerId: id.optional().describe('who carries it out, when it is adopted'),
      dueOn: plausibleDay.optional(),
      reviewOn: plausibleDay.optional().describe('when the benefit is looked at'),
    }),
    output: ideaEndpoints.record,
  }),
  finish: endpoint({
    id: 'improvementIdea.finish',
    method: 'POST',
    path: '/improvements/:id/finish',
    summary: 'Report the improvement as done',
    past: msg('reported this improvement as done'),
    refs: REFS,
    input: seen.extend({ outcome: reason, doneOn: plausibleDay.optional() }),
    output: ideaEndpoints.record,
  }),
  review: endpoint({
    id: 'improvementIdea.review',
    method: 'POST',
    path: '/improvements/:id/benefit',
    summary: 'Review the benefit',
    past: msg('reviewed the benefit'),
    refs: REFS,
    input: seen.extend({
      benefit: z.enum(['better', 'same', 'worse']),
      after: reason.describe('how the measure stands now'),
      finding: reason,
    }),
    output: ideaEndpoints.record,
  }),
  resume: endpoint({
    id: 'improvementIdea.resume',
    method: 'POST',
    path: '/improvements/:id/resume',
    summary: 'Take a declined idea up again',
    past: msg('took this improvement up again'),
    refs: REFS,
    input: seen.extend({ reason }),
    output: ideaEndpoints.record,
  }),
} as const;
