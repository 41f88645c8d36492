import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Endpoint } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { type Actor, anyMember, type Decision } from '#kernel/policy.ts';
import type { FieldsOf, RecordDefinition, RecordOf } from '#kernel/record.ts';
import type { ListQuery } from '#kernel/register.ts';
import type { Ctx } from '../context.ts';
import { decodeRecord } from '../db/record-codec.ts';
import { command, type Operation, query } from '../operation.ts';
import type { Tx } from '../tx.ts';
import { recordView } from '../view.ts';
import { historyOf, neighboursOf } from './history.ts';
import { type ListOptions, listRecords } from './list.ts';

/** The endpoints of `registerEndpoints`, with inputs wide enough to be bound once for every register. */
type Versioned = { readonly id: string; readonly version: number };
type Endpoints = {
  readonly list: Endpoint<z.ZodType<ListQuery>>;
  readonly get: Endpoint<z.ZodType<{ readonly id: string; readonly version?: number }>>;
  readonly create: Endpoint<z.ZodType<Record<string, unknown>>>;
  readonly update: Endpoint<z.ZodType<Versioned & Record<string, unknown>>>;
  readonly remove: Endpoint<z.ZodType<Versioned>>;
  readonly history: Endpoint<z.ZodType<{ readonly id: string }>>;
  readonly linked: Endpoint<z.ZodType<{ readonly id: string }>>;
};

export type RegisterBinding<D extends RecordDefinition> = {
  /** Who may read; every member unless said otherwise. */
  readonly read?: (actor: Actor) => Decision;
  readonly write: (actor: Actor, subject: RecordOf<D> | null) => Decision;
  /** Absent: the same as `write`. */
  readonly remove?: (actor: Actor, subject: RecordOf<D>) => Decision;
  readonly list?: ListOptions;
  /** Completes what a person typed into a whole record: initial state, computed fields, checks against others. */
  readonly prepareCreate: (tx: Tx, input: Partial<FieldsOf<D>>) => Promise<FieldsOf<D>> | FieldsOf<D>;
  /** Completes an edit; may refuse it, for instance in a closed state. */
  readonly prepareUpdate?: (
    tx: Tx,
    patch: Partial<FieldsOf<D>>,
    before: RecordOf<D>,
  ) => Promise<Partial<FieldsOf<D>>> | Partial<FieldsOf<D>>;
};

/** Binds the seven standard verbs of a register. */
export function registerOperations<D extends RecordDefinition>(
  definition: D,
  endpoints: unknown,
  binding: RegisterBinding<D>,
): readonly Operation[] {
  const e = endpoints as Endpoints;
  const read = (actor: Actor) => (binding.read ?? anyMember)(actor);
  const remove = binding.remove ?? binding.write;
  return [
    query(e.list, {
      heavy: true,
      allow: read,
      run: async (ctx, input) => ({
        json: await listRecords(ctx, definition, { query: input, options: binding.list }),
      }),
    }),
    query(e.get, { allow: read, run: (ctx, input) => readRecord(ctx, definition, input) }),
    query(e.history, {
      allow: read,
      run: async (ctx, { id }) => ({
        entries: [...(await historyOf(ctx, definition, await resolveId(ctx, definition, id)))],
      }),
    }),
    query(e.linked, {
      allow: read,
      run: async (ctx, { id }) => ({
        neighbours: [...(await neighboursOf(ctx, await resolveId(ctx, definition, id)))],
      }),
    }),
    command(e.create, {
      allow: (actor) => binding.write(actor, null),
      run: async (tx, input) =>
        tx.insert(definition, await binding.prepareCreate(tx, input as Partial<FieldsOf<D>>)),
    }),
    command(e.update, {
      allow: async (actor, { id }, tx) => binding.write(actor, await tx.get(definition, id)),
      run: async (tx, { id, version, ...patch }) => {
        const before = await tx.get(definition, id);
        const prepared = binding.prepareUpdate
          ? await binding.prepareUpdate(tx, patch as Partial<FieldsOf<D>>, before)
          : patch;
        return tx.update(definition, { id, version }, prepared as Partial<FieldsOf<D>>);
      },
    }),
    command(e.remove, {
      allow: async (actor, { id }, tx) => remove(actor, await tx.get(definition, id)),
      run: async (tx, { id, version }) => {
        await tx.remove(definition, { id, version });
        return { removed: true };
      },
    }),
  ];
}

/** One record by id or reference, now, as of a position, or one of its versions. @throws AppError `not-found` */
export async function readRecord<D extends RecordDefinition>(
  ctx: Ctx,
  definition: D,
  wanted: { readonly id: string; readonly version?: number },
): Promise<RecordOf<D>> {
  const id = await resolveId(ctx, definition, wanted.id);
  const q = ctx.q as unknown as Kysely<Record<string, Record<string, never>>>;
  const rows =
    wanted.version === undefined
      ? q
          .selectFrom(recordView(definition)(ctx).as('record') as never)
          .selectAll()
          .where('id' as never, '=', id as never)
      : q
          .selectFrom(definition.type)
          .selectAll()
          .where('org_id', '=', ctx.org.id as never)
          .where('id', '=', id as never)
          .where('version', '=', wanted.version as never);
  const row = (await rows.executeTakeFirst()) as unknown as Record<string, unknown> | undefined;
  if (!row)
    throw new AppError(
      'not-found',
      `There is no ${definition.name[0]} ${wanted.id} ${ctx.at === 'now' ? 'here' : 'at that time'}.`,
    );
  return decodeRecord(definition, row);
}

/** People type references (`RSK-0042`); ids pass through. @throws AppError `not-found` */
export async function resolveId(
  ctx: Pick<Ctx, 'q' | 'org'>,
  definition: RecordDefinition,
  idOrRef: string,
): Promise<string> {
  if (idOrRef.includes('_')) return idOrRef;
  const row = await ctx.q
    .selectFrom('record')
    .select('id')
    .where('org_id', '=', ctx.org.id)
    .where('ref', '=', idOrRef.toUpperCase())
    .where('type', '=', definition.type)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', `There is no ${definition.name[0]} ${idOrRef} here.`);
  return row.id;
}
