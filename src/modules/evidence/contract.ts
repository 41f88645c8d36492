import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';

const day = z.iso.date().nullable();

/** Something that shows that a thing was done: a file kept here, or a link to where it is kept (7.5). */
export const evidence = defineRecord({
  type: 'evidence',
  prefix: 'evd',
  schema: 1,
  name: [msg('piece of evidence'), msg('evidence')],
  fields: z.object({
    title: z.string().min(1, msg('Give the evidence a title')).max(300),
    kind: z.enum(['file', 'link']),
    url: z
      .url({ protocol: /^https?$/, error: msg('Use an address that begins with http:// or https://') })
      .max(2000)
      .nullable(),
    fileHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    fileName: z.string().max(255).nullable(),
    mediaType: z.string().max(120).nullable(),
    fileSize: z.number().int().min(0).nullable(),
    /** The day it speaks of, which may be long before it was recorded. */
    effectiveOn: day,
    periodFrom: day,
    periodTo: day,
    /** The last day on which it proves anything. */
    expiresOn: day,
    ownerId: z.string().max(80).nullable(),
    note: z.string().max(4000).nullable(),
  }),
  personal: ['note', 'fileName'],
  effective: 'effectiveOn',
  head: (fields) => ({ title: fields.title, owner: fields.ownerId }),
});

export const evidenceEndpoints = registerEndpoints(evidence, {
  path: 'evidence',
  editable: ['title', 'url', 'effectiveOn', 'periodFrom', 'periodTo', 'expiresOn', 'ownerId', 'note'],
  refs: ['iso-42001:7.5.3'],
  example: { title: 'Minutes of the management review', url: 'https://example.org/minutes' },
});

const id = z.string().max(80);
const about = { recordId: id.optional().describe('the record it proves something about') };

export const evidenceActs = {
  upload: endpoint({
    id: 'evidence.upload',
    method: 'POST',
    path: '/evidence-files',
    summary: 'Add a file as evidence',
    past: msg('added this file as evidence'),
    takes: 'file',
    refs: ['iso-42001:7.5.3'],
    input: z.object({
      fileName: z.string().min(1).max(255),
      title: z.string().max(300).optional(),
      effectiveOn: z.iso.date().optional(),
      expiresOn: z.iso.date().optional(),
      ...about,
    }),
    output: evidenceEndpoints.record,
  }),
  replace: endpoint({
    id: 'evidence.replace',
    method: 'POST',
    path: '/evidence/:id/file',
    summary: 'Put a newer file in place; the older version stays',
    past: msg('put a newer file in place'),
    takes: 'file',
    input: z.object({ id, fileName: z.string().min(1).max(255), version: z.coerce.number().int().min(1) }),
    output: evidenceEndpoints.record,
  }),
  file: endpoint({
    id: 'evidence.file',
    method: 'GET',
    path: '/evidence/:id/file',
    summary: 'Download the file',
    answers: 'file',
    input: z.object({ id, version: z.coerce.number().int().min(1).optional() }),
    output: z.unknown(),
  }),
  attach: endpoint({
    id: 'evidence.attach',
    method: 'POST',
    path: '/evidence/:id/links',
    summary: 'Use the evidence for a record',
    past: msg('used this evidence for a record'),
    input: z.object({ id, recordId: id }),
    output: z.object({ attached: z.literal(true) }),
  }),
  detach: endpoint({
    id: 'evidence.detach',
    method: 'DELETE',
    path: '/evidence/:id/links',
    summary: 'Stop using the evidence for a record',
    past: msg('stopped using this evidence for a record'),
    input: z.object({ id, recordId: id }),
    output: z.object({ detached: z.literal(true) }),
  }),
  of: endpoint({
    id: 'evidence.of',
    method: 'GET',
    path: '/records/:id/evidence',
    summary: 'Show the evidence of any record, with its age',
    input: z.object({ id }),
    output: z.object({
      evidence: z.array(
        z.object({
          id: z.string(),
          ref: z.string(),
          title: z.string(),
          kind: z.string(),
          effectiveOn: z.string().nullable(),
          expiresOn: z.string().nullable(),
          version: z.number(),
          pinnedVersion: z.number().nullable(),
          state: z.enum(['current', 'expired', 'older-version', 'undated']),
        }),
      ),
    }),
  }),
} as const;
