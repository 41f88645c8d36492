import { z } from 'zod';
import { linkEndpoints } from '#kernel/link-endpoints.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';

/** Data that trains, tests or feeds AI systems (ISO/IEC 42001 A.4.3, A.7). */
export const dataset = defineRecord({
  type: 'dataset',
  prefix: 'dts',
  schema: 1,
  name: ['data set', 'data sets'],
  fields: z.object({
    name: z.string().min(1, 'Give the data set a name').max(200),
    purpose: z.string().max(2000).nullable(),
    source: z.string().max(2000).nullable(),
    personalData: z.enum(['none', 'personal', 'special-categories', 'unknown']),
    description: z.string().max(4000).nullable(),
    ownerId: z.string().max(80).nullable(),
  }),
  head: (fields) => ({ title: fields.name, owner: fields.ownerId }),
});

export const datasetEndpoints = registerEndpoints(dataset, {
  path: 'datasets',
  editable: ['name', 'purpose', 'source', 'personalData', 'description', 'ownerId'],
  refs: ['iso-42001:A.4.3', 'iso-42001:A.7.2'],
});

/** What may be linked by hand. */
export const datasetLinks = linkEndpoints(dataset, {
  path: 'datasets',
  kinds: ['data-from'],
  refs: ['iso-42001:A.4.3'],
});
