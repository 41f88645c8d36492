import { type Expression, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { z } from 'zod';
import { defineRecord } from '#kernel/record.ts';
import { dayAfter } from '../day-after.ts';
import type { EngineName } from '../db/database.ts';
import { createRecordTable } from '../db/ddl.ts';
import { defineModule, type PlatformCheck } from '../module.ts';
import { organisations } from '../people-tables.ts';
import { links, recordView } from '../view.ts';

/** A small register with every way in which a change can reach a row of another record's check. */
export const item = defineRecord({
  type: 'item',
  prefix: 'itm',
  schema: 1,
  name: ['item', 'items'],
  fields: z.object({ name: z.string(), dueOn: z.iso.date().nullable() }),
  head: (fields) => ({ title: fields.name }),
});

export const note = defineRecord({
  type: 'note',
  prefix: 'nte',
  schema: 1,
  name: ['note', 'notes'],
  fields: z.object({ itemId: z.string(), good: z.boolean() }),
  head: (fields) => ({ title: fields.itemId }),
});

export const proof = defineRecord({
  type: 'proof',
  prefix: 'prf',
  schema: 1,
  name: ['proof', 'proofs'],
  fields: z.object({ valid: z.boolean() }),
  head: () => ({ title: 'A proof' }),
});

const items = recordView(item);
const notes = recordView(note);
const proofs = recordView(proof);
const id = sql<string>`"r"."id"`;

function judged(outcome: Expression<string>, nextAt: Expression<string | null> = sql.lit(null)) {
  return [
    sql<string>`'item'`.as('type'),
    id.as('id'),
    sql<'ok' | 'gap' | 'unknown'>`${outcome}`.as('outcome'),
    sql<string>`${outcome}`.as('reason'),
    sql<string | null>`null`.as('args'),
    sql<string | null>`${nextAt}`.as('nextAt'),
  ] as const;
}

const common = {
  version: 1,
  severity: 'minor',
  messages: { gap: (_args: unknown, title: string) => `"${title}" lacks something.` },
  fix: (row: { readonly id: string }) => `/items/${row.id}`,
} as const;

const trialChecks: readonly PlatformCheck[] = [
  {
    ...common,
    id: 'trial.due',
    requirements: ['8.1'],
    title: 'Items are done in time',
    touches: [{ type: 'item' }],
    rows: (ctx, only) => {
      const rows = ctx.q.selectFrom(items(ctx).as('r'));
      return (only ? rows.where('r.id', 'in', [...only]) : rows).select(
        judged(
          sql<string>`case when "r"."dueOn" is null then 'unknown' when "r"."dueOn" < ${ctx.today} then 'gap' else 'ok' end`,
          sql<
            string | null
          >`case when "r"."dueOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."dueOn"`)} end`,
        ),
      );
    },
    idle: async () => 'There is no item yet.',
  },
  {
    ...common,
    id: 'trial.noted',
    requirements: ['8.1', '9.1'],
    title: 'Items have a good note',
    touches: [{ type: 'item' }, { type: 'note', column: 'itemId' }],
    rows: (ctx, only) => {
      const good = ctx.q
        .selectFrom(notes(ctx).as('n'))
        .where(sql<boolean>`"n"."itemId" = "r"."id"`)
        .where('n.good', '=', 1)
        .select('n.id');
      const rows = ctx.q.selectFrom(items(ctx).as('r'));
      return (only ? rows.where('r.id', 'in', [...only]) : rows).select(
        judged(sql<string>`case when exists ${good} then 'ok' else 'gap' end`),
      );
    },
  },
  {
    ...common,
    id: 'trial.backed',
    requirements: ['9.1'],
    title: 'Items are backed by a valid proof',
    touches: [{ type: 'item' }, { link: 'backs', end: 'to' }, { type: 'proof', link: 'backs', end: 'to' }],
    rows: (ctx, only) => {
      const valid = ctx.q
        .selectFrom(links(ctx, 'backs').as('l'))
        .innerJoin(proofs(ctx).as('p'), 'p.id', 'l.from_id')
        .where(sql<boolean>`"l"."to_id" = "r"."id"`)
        .where('p.valid', '=', 1)
        .select('p.id');
      const rows = ctx.q.selectFrom(items(ctx).as('r'));
      return (only ? rows.where('r.id', 'in', [...only]) : rows).select(
        judged(sql<string>`case when exists ${valid} then 'ok' else 'gap' end`),
      );
    },
  },
  {
    ...common,
    id: 'trial.any',
    requirements: ['4.4'],
    title: 'There is at least one item',
    touches: [{ type: 'item', whole: true }],
    rows: (ctx) =>
      ctx.q
        .selectFrom(organisations(ctx).as('r'))
        .select(
          judged(
            sql<string>`case when exists ${ctx.q.selectFrom(items(ctx).as('i')).select('i.id')} then 'ok' else 'gap' end`,
          ),
        ),
  },
];

export const trialModule = defineModule({
  name: 'trial',
  title: 'Trial',
  records: [item, note, proof],
  links: [{ kind: 'backs', from: ['proof'], to: ['item'], forward: 'backs', backward: 'is backed by' }],
  migrations: (engine: EngineName): Record<string, Migration> => ({
    'trial-0001': {
      up: async (db) => {
        await createRecordTable(db, engine, {
          name: 'item',
          columns: { ref: 'text', name: 'text', dueOn: 'text' },
        });
        await createRecordTable(db, engine, {
          name: 'note',
          columns: { ref: 'text', itemId: 'text', good: 'flag' },
        });
        await createRecordTable(db, engine, { name: 'proof', columns: { ref: 'text', valid: 'flag' } });
      },
    },
  }),
  checks: trialChecks,
});
