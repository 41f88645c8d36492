import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { msg } from './language.ts';
import { byRole } from './policy.ts';
import { defineRecord } from './record.ts';

/** How somebody looks at a register: words, filters, order and columns under a name; for oneself or for everybody. */
export const savedView = defineRecord({
  type: 'savedView',
  prefix: 'view',
  schema: 1,
  name: [msg('view'), msg('views')],
  fields: z.object({
    title: z.string().trim().min(1, msg('Give the view a name')).max(60),
    /** The page of the register, such as `/risks`. */
    page: z
      .string()
      .regex(/^\/(?!\/)[a-z0-9/-]*$/, msg('A page of this web app'))
      .max(80),
    /** The query part of its address: what `listState` reads. */
    state: z.record(z.string().max(80), z.string().max(2000)),
    shared: z.boolean(),
    ownerId: z.string().max(80).nullable(),
  }),
  head: (fields) => ({ title: fields.title, owner: fields.ownerId }),
});

const id = z.string().max(80);
const { title, page, state, shared } = savedView.fields.shape;
const shown = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  state: z.record(z.string(), z.string()),
  shared: z.boolean(),
  /** Kept by the person who asks. */
  own: z.boolean(),
});
export type SavedView = z.output<typeof shown>;

export const savedViewEndpoints = {
  list: endpoint({
    id: 'savedView.list',
    method: 'GET',
    path: '/views',
    summary: 'List the views of a register: one’s own and those that are shared',
    input: z.object({ page }),
    output: z.object({ views: z.array(shown) }),
  }),
  create: endpoint({
    id: 'savedView.create',
    past: msg('saved this view'),
    method: 'POST',
    path: '/views',
    summary: 'Save how a register is looked at',
    input: z.strictObject({ title, page, state, shared: shared.default(false) }),
    output: z.object({ id: z.string(), version: z.number().int() }),
  }),
  update: endpoint({
    id: 'savedView.update',
    past: msg('changed this view'),
    method: 'PATCH',
    path: '/views/:id',
    summary: 'Rename, change, share or stop sharing a view',
    input: z.strictObject({
      id,
      version: z.coerce.number().int().min(1),
      ...z.object({ title, state, shared }).partial().shape,
    }),
    output: z.object({ id: z.string(), version: z.number().int() }),
  }),
  remove: endpoint({
    id: 'savedView.remove',
    past: msg('removed this view'),
    method: 'DELETE',
    path: '/views/:id',
    summary: 'Remove a view; what it showed stays',
    input: z.object({ id, version: z.coerce.number().int().min(1) }),
    output: z.object({ removed: z.literal(true) }),
  }),
} as const;

/** Who decides what everybody sees above a register; the operations and the tabs ask the same. */
export const mayShareView = byRole('administrator', 'governance-officer', 'quality-manager');

/** A page may hold so many of one person: more nobody finds again. */
export const MAX_VIEWS = 40;
