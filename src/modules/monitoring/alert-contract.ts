import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import { breachSchema } from '#measure/result.ts';
import { alertLifecycle } from './lifecycle.ts';

const longText = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();
const day = z.iso.date().nullable();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().max(30);

/** One of the days of an alert: what was done, by whom, and which result was in front of them. */
const alertStep = z.object({
  at: z.string(),
  step: z.string(),
  by: z.string().nullable(),
  resultHash: z.string().nullable(),
  text: z.string().nullable(),
});

/** A breach of a threshold, or an expected window that did not come, and what became of it (9.1, A.6.2.6). */
export const alert = defineRecord({
  type: 'alert',
  prefix: 'alr',
  schema: 1,
  name: [msg('alert'), msg('alerts')],
  lifecycle: alertLifecycle,
  fields: z.object({
    title: z.string().max(600),
    state: z.enum(Object.keys(alertLifecycle.states) as [keyof typeof alertLifecycle.states]),
    kind: z.enum(['breach', 'gap']),
    severity: z.enum(['low', 'medium', 'high']),
    monitorId: z.string().max(80),
    systemId: z.string().max(80),
    ownerId: person,
    /** Which threshold over which part of the data; null for a missing window. */
    threshold: z.string().max(300).nullable(),
    metric: z.string().max(120).nullable(),
    slice: z.string().max(1000).nullable(),
    /** The breach as it was judged when the alert opened. */
    opening: breachSchema.nullable(),
    openedOn: z.iso.date(),
    /** Until when somebody has to decide what it is. */
    triageBy: z.iso.date(),
    /** The first and last window outside, and how many there were. */
    firstWindow: instant,
    lastWindow: instant,
    windows: z.number().int(),
    /** Starts of expected windows that did not come. */
    missing: z.array(instant).max(400),
    resultId: z.string().max(80).nullable(),
    /** The result that opened it, and the latest one outside. */
    resultHash: digest.nullable(),
    lastResultHash: digest.nullable(),
    triage: z.enum(['dismiss', 'watch', 'incident', 'nonconformity']).nullable(),
    triagedBy: person,
    triagedOn: day,
    triageReason: longText,
    /** The latest result in front of whoever judged. */
    triageHash: digest.nullable(),
    /** What was opened to deal with it: an incident or a nonconformity. */
    handledBy: z.string().max(80).nullable(),
    closedBy: person,
    closedOn: day,
    closedReason: longText,
    /** The results that are back inside. */
    insideHashes: z.array(digest).max(100),
    singlePersonReason: longText,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

const REFS = ['iso-42001:9.1', 'iso-42001:A.6.2.6', 'iso-42001:10.2'];

/** Alerts are opened by results and by the calendar: the verbs that add and remove are not offered. */
export const alertEndpoints = registerEndpoints(alert, { path: 'alerts', refs: REFS, editable: ['ownerId'] });

const id = z.string().min(1).max(80);
const seen = z.object({
  id,
  version: z.coerce.number().int().min(1).describe('the version you saw'),
});
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);

export const alertActs = {
  watch: endpoint({
    id: 'alert.watch',
    method: 'POST',
    path: '/alerts/:id/watch',
    summary: 'Watch the next windows',
    past: msg('decided to watch the next windows'),
    refs: REFS,
    input: seen.extend({ reason }),
    output: alertEndpoints.record,
  }),
  act: endpoint({
    id: 'alert.act',
    method: 'POST',
    path: '/alerts/:id/act',
    summary: 'Deal with the alert as an incident or a nonconformity',
    past: msg('decided to deal with this alert'),
    refs: REFS,
    input: seen.extend({
      as: z.enum(['incident', 'nonconformity']),
      reason,
      handledBy: id
        .optional()
        .describe('id or reference of the record that deals with it, when there is one'),
    }),
    output: alertEndpoints.record,
  }),
  dismiss: endpoint({
    id: 'alert.dismiss',
    method: 'POST',
    path: '/alerts/:id/dismiss',
    summary: 'Dismiss the alert',
    past: msg('dismissed this alert'),
    refs: REFS,
    input: seen.extend({ reason }),
    output: alertEndpoints.record,
  }),
  close: endpoint({
    id: 'alert.close',
    method: 'POST',
    path: '/alerts/:id/close',
    summary: 'Close the alert, its later windows being back inside',
    past: msg('closed this alert'),
    refs: REFS,
    input: seen.extend({ reason }),
    output: alertEndpoints.record,
  }),
  case: endpoint({
    id: 'alert.case',
    method: 'GET',
    path: '/alerts/:id/case',
    summary: 'Show the windows of an alert and whether it can be closed',
    refs: REFS,
    input: z.object({ id }),
    output: z.object({
      monitorRef: z.string(),
      monitorTitle: z.string(),
      systemRef: z.string(),
      systemName: z.string(),
      /** How many windows in a row must be inside, and how many are. */
      needed: z.number().int(),
      inside: z.number().int(),
      mayClose: z.boolean(),
      why: z.string(),
      windows: z.array(
        z.object({
          resultId: z.string().nullable(),
          resultHash: z.string().nullable(),
          windowFrom: z.string(),
          windowTo: z.string(),
          outcome: z.enum(['outside', 'inside', 'not-judged', 'missing']),
          value: z.number().nullable(),
          lo: z.number().nullable(),
          hi: z.number().nullable(),
          n: z.number().nullable(),
        }),
      ),
      steps: z.array(alertStep),
    }),
  }),
} as const;
