import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { historyEntry } from '#kernel/register.ts';
import { webhookLifecycle } from './lifecycle.ts';

/** What may happen to a record, as the last part of an event's type: `risk.updated`. */
export const changes = ['created', 'updated', 'removed', 'erased'] as const;

/** `*`, a kind of record with what happened to it (`risk.*`, `alert.created`), or an operation (`statement.issue`). */
const chosenEvent = z
  .string()
  .max(120)
  .regex(/^(\*|[a-zA-Z]+\.(\*|[a-zA-Z-]+))$/, msg('Choose one of the events that are offered'));

const address = z
  .url({ protocol: /^https?$/, error: msg('Give an address that begins with https://') })
  .max(2000)
  .refine(
    // Refinements are asked although the address itself was refused.
    (text) => !URL.canParse(text) || new URL(text).username === '',
    msg('Leave user names out of the address'),
  );

/** An address of another program that hears of what happens here. Its secret is sealed and stands elsewhere. */
export const webhook = defineRecord({
  type: 'webhook',
  prefix: 'whk',
  schema: 1,
  name: [msg('webhook'), msg('webhooks')],
  lifecycle: webhookLifecycle,
  fields: z.object({
    name: z.string().trim().min(1, msg('Give the webhook a name')).max(200),
    url: address,
    events: z.array(chosenEvent).min(1, msg('Choose at least one event')).max(200),
    state: z.enum(['active', 'paused']),
    /** Why it is paused, in words for an administrator. */
    pausedReason: z.string().max(1000).nullable(),
    pausedOn: z.iso.date().nullable(),
  }),
  head: (fields) => ({ title: fields.name, state: fields.state }),
});

const id = z.string().min(1).max(80);
const version = z.coerce.number().int().min(1);
const record = webhook.fields.extend({ id: z.string(), ref: z.string(), version: z.number().int() });
const { name, url, events } = webhook.fields.shape;

export const deliveryStates = {
  waiting: { label: msg('Waits'), tone: 'active' },
  sent: { label: msg('Accepted'), tone: 'good' },
  failed: { label: msg('Given up'), tone: 'bad' },
} as const;

const delivery = z.object({
  id: z.string(),
  eventId: z.string(),
  type: z.string(),
  /** When it happened. */
  happenedAt: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  /** Of the last attempt: the HTTP status, how long it took, and the beginning of the answer. */
  status: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  response: z.string().nullable(),
  error: z.string().nullable(),
  triedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  body: z.string(),
});
export type Delivery = z.output<typeof delivery>;

const shown = record.extend({
  /** How many events wait, and until when the receiver is left in peace. */
  waiting: z.number().int(),
  restUntil: z.string().nullable(),
  lastSentAt: z.string().nullable(),
  /** When each secret that is valid was made, and until when the older one still signs. */
  secrets: z.array(z.object({ createdAt: z.string(), until: z.string().nullable() })),
});

const secretOnce = z.object({
  /** `whsec_…`, shown this once. */
  secret: z.string(),
});

export const webhookEndpoints = {
  list: endpoint({
    id: 'webhook.list',
    method: 'GET',
    path: '/webhooks',
    summary: 'List webhooks with how they deliver',
    input: z.object({}),
    output: z.object({ webhooks: z.array(shown) }),
  }),
  events: endpoint({
    id: 'webhook.events',
    method: 'GET',
    path: '/webhook-events',
    summary: 'List the events that a webhook can hear of',
    input: z.object({}),
    output: z.object({ events: z.array(z.object({ id: z.string(), title: z.string(), group: z.string() })) }),
  }),
  get: endpoint({
    id: 'webhook.get',
    method: 'GET',
    path: '/webhooks/:id',
    summary: 'Show a webhook',
    input: z.object({ id }),
    output: shown,
  }),
  create: endpoint({
    id: 'webhook.create',
    method: 'POST',
    path: '/webhooks',
    summary: 'Register a webhook',
    past: msg('registered the webhook'),
    input: z.strictObject({ name, url, events }),
    output: record.extend(secretOnce.shape),
  }),
  update: endpoint({
    id: 'webhook.update',
    method: 'PATCH',
    path: '/webhooks/:id',
    summary: 'Change a webhook',
    past: msg('changed the webhook'),
    input: z.strictObject({
      id,
      version,
      name: name.optional(),
      url: url.optional(),
      events: events.optional(),
    }),
    output: record,
  }),
  remove: endpoint({
    id: 'webhook.remove',
    method: 'DELETE',
    path: '/webhooks/:id',
    summary: 'Remove a webhook with its deliveries',
    past: msg('removed the webhook'),
    input: z.object({ id, version }),
    output: z.object({ removed: z.literal(true) }),
  }),
  pause: endpoint({
    id: 'webhook.pause',
    method: 'POST',
    path: '/webhooks/:id/pause',
    summary: 'Pause a webhook',
    past: msg('paused the webhook'),
    input: z.object({ id, version, reason: z.string().trim().min(3, msg('Say why')).max(1000) }),
    output: record,
  }),
  resume: endpoint({
    id: 'webhook.resume',
    method: 'POST',
    path: '/webhooks/:id/resume',
    summary: 'Resume a webhook where it stopped, or from now',
    past: msg('resumed the webhook'),
    input: z.object({
      id,
      version,
      from: z
        .enum(['where-it-stopped', 'now'])
        .default('where-it-stopped')
        .describe('now leaves out what happened meanwhile'),
    }),
    output: record,
  }),
  rotate: endpoint({
    id: 'webhook.rotate',
    method: 'POST',
    path: '/webhooks/:id/secrets',
    summary: 'Make a new secret for a webhook; the old one signs beside it for a day',
    past: msg('made a new secret for the webhook'),
    input: z.object({ id, version }),
    output: record.extend(secretOnce.shape),
  }),
  test: endpoint({
    id: 'webhook.test',
    method: 'POST',
    path: '/webhooks/:id/tests',
    summary: 'Send a test event to a webhook now',
    past: msg('had a test event sent'),
    input: z.object({ id }),
    output: delivery,
  }),
  deliveries: endpoint({
    id: 'webhook.deliveries',
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    summary: 'Show the deliveries of a webhook, the newest first',
    input: z.object({
      id,
      state: z.enum(['waiting', 'sent', 'failed']).optional(),
      /** The id of the last delivery of the page before. */
      before: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ deliveries: z.array(delivery), next: z.string().nullable() }),
  }),
  replay: endpoint({
    id: 'webhook.replay',
    method: 'POST',
    path: '/webhooks/:id/replays',
    summary: 'Send one delivery again, or everything from a day on',
    past: msg('had deliveries sent again'),
    input: z
      .object({ id, deliveryId: z.string().max(80).optional(), from: z.iso.date().optional() })
      .refine(
        ({ deliveryId, from }) => (deliveryId === undefined) !== (from === undefined),
        msg('Name a delivery or a day, not both'),
      ),
    example: { from: '2026-11-24' },
    output: z.object({ replayed: z.literal(true) }),
  }),
  history: endpoint({
    id: 'webhook.history',
    method: 'GET',
    path: '/webhooks/:id/history',
    summary: 'Show the history of a webhook',
    input: z.object({ id }),
    output: z.object({ entries: z.array(historyEntry) }),
  }),
} as const;
