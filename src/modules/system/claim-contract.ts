import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';

/** What a source says of an AI system that bears on how it is governed. */
export const claimTopics = [
  'impact-assessment',
  'real-world-test',
  'independent-evaluation',
  'monitoring',
  'notice',
  'appeal',
  'opt-out',
] as const;
export type ClaimTopic = (typeof claimTopics)[number];

export const claimTitles: Readonly<Record<ClaimTopic, string>> = {
  'impact-assessment': msg('An impact assessment was made'),
  'real-world-test': msg('It was tested in real use'),
  'independent-evaluation': msg('Somebody independent evaluated it'),
  monitoring: msg('It is monitored in use'),
  notice: msg('People are told of it'),
  appeal: msg('People can appeal'),
  'opt-out': msg('People can opt out'),
};

/** A statement stays a claim until a person confirms it with evidence, or refutes it. */
export const claimLifecycle = defineLifecycle({
  initial: 'claimed',
  states: {
    claimed: { label: msg('Claimed by the source'), tone: 'warning' },
    confirmed: { label: msg('Confirmed with evidence'), tone: 'good' },
    refuted: { label: msg('Refuted'), tone: 'bad' },
  },
  transitions: [
    { id: 'confirm', from: ['claimed'], to: 'confirmed', title: msg('Confirm the statement') },
    { id: 'refute', from: ['claimed'], to: 'refuted', title: msg('Refute the statement') },
    { id: 'reopen', from: ['confirmed', 'refuted'], to: 'claimed', title: msg('Open the statement again') },
  ],
});

/** One dated statement of an imported source about one AI system; counts in no check (spine.md section 7). */
export const claim = defineRecord({
  type: 'claim',
  prefix: 'clm',
  schema: 1,
  name: [msg('statement of a source'), msg('statements of sources')],
  fields: z.object({
    systemId: z.string().max(80),
    topic: z.enum(claimTopics),
    value: z.enum(['yes', 'no', 'partly', 'planned', 'waived', 'unclear']),
    /** The source's own words, and where they stand. */
    said: z.string().max(8000),
    source: z.string().max(500),
    /** The day that the source speaks of. */
    saidOn: z.iso.date(),
    state: z.enum(['claimed', 'confirmed', 'refuted']),
    decidedBy: z.string().max(80).nullable(),
    decidedOn: z.iso.date().nullable(),
    reason: z.string().max(4000).nullable(),
  }),
  personal: ['reason'],
  lifecycle: claimLifecycle,
  head: (fields) => ({ title: `${claimTitles[fields.topic]}: ${fields.value}`, state: fields.state }),
});

export const claimEndpoints = registerEndpoints(claim, {
  path: 'claims',
  editable: [],
  refs: ['iso-42001:A.4.2'],
});

const seen = z.object({
  id: z.string().max(80),
  version: z.coerce.number().int().min(1).describe('the version you saw'),
});
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);
const act = (verb: string, summary: string, past: string) => ({
  id: `claim.${verb}`,
  method: 'POST' as const,
  path: `/claims/:id/${verb}`,
  summary,
  past,
  output: claimEndpoints.record,
});

export const claimActs = {
  confirm: endpoint({
    ...act(
      'confirm',
      'Confirm the statement, with the evidence that is attached to it',
      msg('confirmed this statement'),
    ),
    input: seen.extend({ reason: reason.nullish() }),
  }),
  refute: endpoint({
    ...act('refute', 'Refute the statement', msg('refuted this statement')),
    input: seen.extend({ reason }),
  }),
  reopen: endpoint({
    ...act('reopen', 'Open a decided statement again', msg('opened this statement again')),
    input: seen.extend({ reason }),
  }),
  derive: endpoint({
    id: 'claim.derive',
    method: 'POST',
    path: '/claims-derived',
    summary: 'Read the statements of sources out of AI systems that were imported earlier',
    past: msg('read the statements of sources'),
    input: z.object({}),
    output: z.object({ systems: z.number().int(), claims: z.number().int() }),
  }),
} as const;
