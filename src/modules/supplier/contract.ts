import { z } from 'zod';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';

/** Whoever an AI system, a model or data comes from (ISO/IEC 42001 A.10.3). */
export const supplier = defineRecord({
  type: 'supplier',
  prefix: 'sup',
  schema: 1,
  name: [msg('supplier'), msg('suppliers')],
  fields: z.object({
    name: z.string().min(1, msg('Give the supplier a name')).max(200),
    supplies: z.string().max(2000).nullable(),
    country: z.string().max(100).nullable(),
    contract: z.string().max(500).nullable(),
    ownerId: z.string().max(80).nullable(),
  }),
  head: (fields) => ({ title: fields.name, owner: fields.ownerId }),
});

export const supplierEndpoints = registerEndpoints(supplier, {
  path: 'suppliers',
  editable: ['name', 'supplies', 'country', 'contract', 'ownerId'],
  refs: ['iso-42001:A.10.3'],
});
