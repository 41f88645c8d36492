import { z } from 'zod';
import { plausibleDay } from '#kernel/days.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import { useRequestLifecycle } from './lifecycle.ts';
import { levels } from './triage.ts';
import { affected, dataKinds, decisions, keysOf, origins } from './words.ts';

const text = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();
const day = plausibleDay.nullable();
const level = z.enum(keysOf(levels));
const triageReason = z.object({ id: z.string().max(40), level, text: z.string().max(300) });

/** A request to use an AI tool, or the declaration that one is in use already; and its answer (A.9.2). */
export const useRequest = defineRecord({
  type: 'useRequest',
  prefix: 'use',
  schema: 1,
  name: [msg('request for use'), msg('requests for use')],
  lifecycle: useRequestLifecycle,
  fields: z.object({
    tool: z.string().trim().min(1, msg('Say which tool')).max(200),
    maker: z.string().max(200).nullable(),
    address: z.string().max(300).nullable(),
    /** The host of the address, by which the same tool is recognised again. */
    host: z.string().max(260).nullable(),
    purpose: text,
    dataKinds: z.array(z.enum(keysOf(dataKinds))).max(6),
    affected: z.array(z.enum(keysOf(affected))).max(8),
    decisions: z.enum(keysOf(decisions)),
    alreadyUsed: z.boolean(),
    usedSince: day,
    origin: z.enum(keysOf(origins)),
    askedBy: person,
    askedOn: plausibleDay,
    /** When an answer is due. */
    dueOn: plausibleDay,
    level,
    triageReasons: z.array(triageReason).max(20),
    triageVersion: z.number().int(),
    state: z.enum(keysOf(useRequestLifecycle.states)),
    question: text,
    answer: text,
    decidedBy: person,
    decidedOn: day,
    reason: text,
    conditions: z.array(z.string().trim().min(3).max(1000)).max(12),
    validUntil: day,
    singlePersonReason: text,
    acknowledgedOn: day,
    systemId: z.string().max(80).nullable(),
    endedReason: text,
  }),
  head: (fields) => ({ title: fields.tool, state: fields.state, owner: fields.askedBy }),
});

const REFS = ['iso-42001:A.9.2'];

export const useRequestEndpoints = registerEndpoints(useRequest, {
  path: 'use-requests',
  refs: REFS,
  editable: ['tool', 'address', 'purpose', 'dataKinds', 'affected', 'decisions', 'alreadyUsed', 'usedSince'],
});

const id = z.string().min(1).max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(8000);
const act = <Shape extends z.ZodRawShape>(
  verb: string,
  words: {
    readonly path: string;
    readonly summary: string;
    readonly past: string;
    readonly example?: Readonly<Record<string, unknown>>;
  },
  shape: Shape,
) =>
  endpoint({
    id: `useRequest.${verb}`,
    method: 'POST',
    path: `/use-requests/:id/${words.path}`,
    summary: words.summary,
    past: words.past,
    example: words.example,
    refs: REFS,
    input: seen.extend(shape),
    output: useRequestEndpoints.record,
  });

export const useRequestActs = {
  askBack: act(
    'askBack',
    { path: 'question', summary: 'Ask whoever made the request', past: msg('asked back') },
    { question: reason },
  ),
  answer: act(
    'answer',
    { path: 'answer', summary: 'Answer the question about your request', past: msg('answered the question') },
    { answer: reason },
  ),
  decide: act(
    'decide',
    {
      path: 'decision',
      summary: 'Decide on the use',
      past: msg('decided on this use'),
      example: { validUntil: '2027-06-30' },
    },
    {
      decision: z.enum(['approve', 'refuse']),
      reason,
      conditions: useRequest.fields.shape.conditions.default([]),
      validUntil: plausibleDay.optional().describe('the last day of the approval'),
      systemId: id
        .optional()
        .describe('the AI system that this is already; without it a new one is proposed'),
    },
  ),
  acknowledge: act(
    'acknowledge',
    {
      path: 'acknowledgement',
      summary: 'Say that you know the conditions and keep them',
      past: msg('acknowledged the conditions'),
    },
    {},
  ),
  withdraw: act(
    'withdraw',
    { path: 'withdrawal', summary: 'Withdraw your request', past: msg('withdrew this request') },
    {},
  ),
  end: act('end', { path: 'end', summary: 'End the approval', past: msg('ended the approval') }, { reason }),
} as const;

const listedUse = z.object({
  line: z.number().int(),
  tool: z.string(),
  maker: z.string().nullable(),
  host: z.string().nullable(),
  address: z.string().nullable(),
  since: z.string().nullable(),
  recognised: z.boolean(),
  /** New, in the list before, declared or asked for already, or an AI system of the inventory. */
  known: z.enum(['new', 'repeated', 'declared', 'system']),
  /** What it is known as. */
  knownAs: z.string().nullable(),
});
const listText = z
  .string()
  .min(1, msg('Paste a list, or choose a file'))
  .max(1_800_000, msg('This list is too long: 1.8 million letters at most'));

export const intakeViews = {
  mine: endpoint({
    id: 'useRequest.mine',
    method: 'GET',
    path: '/my-use-requests',
    summary: 'Show what you asked for or declared, with the answers',
    refs: REFS,
    input: z.object({}),
    output: z.object({ requests: z.array(useRequestEndpoints.record) }),
  }),
  allowed: endpoint({
    id: 'useRequest.allowed',
    method: 'GET',
    path: '/allowed-uses',
    summary: 'Show which AI tools are approved here, for what and under which conditions',
    refs: REFS,
    input: z.object({}),
    output: z.object({
      uses: z.array(
        z.object({
          ref: z.string(),
          tool: z.string(),
          purpose: z.string().nullable(),
          conditions: z.array(z.string()),
          validUntil: z.string().nullable(),
        }),
      ),
    }),
  }),
  readList: endpoint({
    id: 'useRequest.readList',
    method: 'POST',
    path: '/use-requests/list/preview',
    summary: 'Read a pasted list or bookmark file and say what would be declared; changes nothing',
    refs: REFS,
    input: z.object({ text: listText }),
    output: z.object({
      kind: z.enum(['bookmarks', 'list']),
      uses: z.array(listedUse),
      /** What the list of AI tools is worth. */
      note: z.string(),
    }),
  }),
  declareList: endpoint({
    id: 'useRequest.declareList',
    method: 'POST',
    path: '/use-requests/list',
    summary: 'Declare the chosen lines of a list as AI in use',
    past: msg('declared AI in use from a list'),
    refs: REFS,
    input: z.object({
      text: listText,
      lines: z.array(z.coerce.number().int().min(1)).min(1, msg('Choose at least one line')).max(500),
    }),
    output: z.object({
      declared: z.array(z.object({ id: z.string(), ref: z.string(), tool: z.string() })),
      skipped: z.array(z.object({ line: z.number(), tool: z.string(), why: z.string() })),
    }),
  }),
} as const;
