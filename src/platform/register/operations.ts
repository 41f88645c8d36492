import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Endpoint } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { type Actor, anyMember } from '#kernel/policy.ts';
import type { FieldsOf, RecordDefinition, RecordOf } from '#kernel/record.ts';
import type { EditedMany, ImportedRows, ListQuery } from '#kernel/register.ts';
import type { Ctx } from '../context.ts';
import { decodeRecord } from '../db/record-codec.ts';
import { action, command, type Operation, query } from '../operation.ts';
import { recordView } from '../view.ts';
import type { RegisterBinding } from './binding.ts';
import { editMany, updateRecord } from './edit-many.ts';
import { exportRows } from './export-rows.ts';
import { historyOf, neighboursOf } from './history.ts';
import { importRows } from './import-rows.ts';
import { listRecords } from './list.ts';

/** The endpoints of `registerEndpoints`, with inputs wide enough to be bound once for every register. */
type Versioned = { readonly id: string; readonly version: number };
type Endpoints = {
  /** The fields that people type, as `create` takes them; `create` itself may take more. */
  readonly editable: z.ZodObject;
  readonly exportRows: Endpoint<z.ZodType<ListQuery & { readonly format: 'csv' | 'xlsx' }>>;
  readonly importRows: Endpoint<
    z.ZodType<{ readonly preview: string; readonly mapping?: string }>,
    z.ZodType<ImportedRows>
  >;
  readonly editMany: Endpoint<
    z.ZodType<{
      readonly rows: readonly Versioned[];
      readonly change: Readonly<Record<string, unknown>>;
      readonly preview: boolean;
    }>,
    z.ZodType<EditedMany>
  >;
  readonly list: Endpoint<z.ZodType<ListQuery>>;
  readonly get: Endpoint<z.ZodType<{ readonly id: string; readonly version?: number }>>;
  readonly create: Endpoint<z.ZodType<Record<string, unknown>>>;
  readonly update: Endpoint<z.ZodType<Versioned & Record<string, unknown>>>;
  readonly remove: Endpoint<z.ZodType<Versioned>>;
  readonly history: Endpoint<z.ZodType<{ readonly id: string }>>;
  readonly linked: Endpoint<z.ZodType<{ readonly id: string }>>;
};

/** Binds the standard verbs of a register. */
export function registerOperations<D extends RecordDefinition>(
  definition: D,
  endpoints: unknown,
  binding: RegisterBinding<D>,
): readonly Operation[] {
  const e = endpoints as Endpoints;
  const read = (actor: Actor) => (binding.read ?? anyMember)(actor);
  const remove = binding.remove ?? binding.write;
  const register = { ...binding, definition, editable: e.editable };
  return [
    // Before what takes an id: `/risks/rows` is no risk.
    query(e.exportRows, {
      heavy: true,
      allow: read,
      run: (ctx, input) => exportRows(ctx, definition, { input, options: binding.list }),
    }),
    action(e.importRows, {
      inParts: true,
      allow: (actor) => binding.write(actor, null),
      run: (ctx, { preview, mapping }, body) =>
        importRows(ctx, register, { body, preview: preview === 'true', mapping }),
    }),
    action(e.editMany, { inParts: true, allow: read, run: (ctx, input) => editMany(ctx, register, input) }),
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
        return updateRecord(tx, register, {
          target: { id, version },
          before,
          change: patch as Partial<FieldsOf<D>>,
        });
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
      ctx.at === 'now'
        ? t('There is no {name} {id} here.', { name: t(definition.name[0]), id: wanted.id })
        : t('There is no {name} {id} at that time.', { name: t(definition.name[0]), id: wanted.id }),
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
  if (!row)
    throw new AppError(
      'not-found',
      t('There is no {name} {idOrRef} here.', { name: t(definition.name[0]), idOrRef }),
    );
  return row.id;
}
