import { z } from 'zod';
import { msg } from '#kernel/language.ts';
import { linkEndpoints } from '#kernel/link-endpoints.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';

/** An AI model that systems use, built here or bought (ISO/IEC 42001 A.4.4, A.6). */
export const model = defineRecord({
  type: 'model',
  prefix: 'mdl',
  schema: 1,
  name: [msg('model'), msg('models')],
  fields: z.object({
    name: z.string().min(1, msg('Give the model a name')).max(200),
    kind: z.string().max(200).nullable(),
    modelVersion: z.string().max(100).nullable(),
    origin: z.enum(['in-house', 'bought', 'open-source', 'mixed']).nullable(),
    description: z.string().max(4000).nullable(),
    ownerId: z.string().max(80).nullable(),
  }),
  head: (fields) => ({ title: fields.name, owner: fields.ownerId }),
});

export const modelEndpoints = registerEndpoints(model, {
  path: 'models',
  editable: ['name', 'kind', 'modelVersion', 'origin', 'description', 'ownerId'],
  refs: ['iso-42001:A.4.4'],
});

/** What may be linked by hand. */
export const modelLinks = linkEndpoints(model, {
  path: 'models',
  kinds: ['trained-on', 'model-from'],
  refs: ['iso-42001:A.4.4'],
});
