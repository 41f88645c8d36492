import { chunks } from '#kernel/chunks.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { t } from '#kernel/language.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { breather } from '#platform/import/breathe.ts';
import { parseSheet } from '#platform/import/parse.ts';
import type { Sheet } from '#platform/import/sheet.ts';
import { stage } from '#platform/import/staging.ts';
import type { JobHandler } from '#platform/module.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { applyAll, undoBatch } from './import-apply.ts';
import { importActs, type importSummary } from './import-contract.ts';
import { layouts } from './import-layouts.ts';
import { knownOf, patchOf } from './import-merge.ts';
import { checkMapping, layoutOf, type Staged, stageRows } from './import-stage.ts';
import type { Imported, Mapping } from './import-types.ts';
import { mayWriteSystem } from './policy.ts';

type Summary = OutputOf<typeof importActs.get>;
type Kept = Pick<
  Summary,
  | 'encoding'
  | 'columns'
  | 'sample'
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'errors'
  | 'errorCount'
  | 'repeatedKeys'
  | 'identicalRows'
  | 'decided'
> & { readonly hash: string };

/** How many rows the dry run looks up at once. */
const LOOKED_UP = 200;

export const importOperations: readonly Operation[] = [
  action(importActs.start, { allow: mayWriteSystem, run: start }),
  action(importActs.map, { allow: mayWriteSystem, run: remap }),
  action(importActs.apply, {
    allow: mayWriteSystem,
    run: async (ctx, { id }) => {
      const before = await ctx.read((read) => summaryOf(read, id));
      if (before.state === 'undone')
        throw new AppError('wrong-state', t('This import was undone. Stage the file again.'));
      // The job goes on with it when this process dies; finding nothing left to do, it ends.
      await ctx.write((tx) =>
        tx.enqueue(
          'import.apply',
          { id },
          { key: id, dueAt: new Date(ctx.clock.now().getTime() + 120_000).toISOString() },
        ),
      );
      await applyAll(ctx, id);
      return ctx.read((read) => summaryOf(read, id));
    },
  }),
  query(importActs.get, { allow: mayWriteSystem, run: (ctx, { id }) => summaryOf(ctx, id) }),
  query(importActs.list, { allow: mayWriteSystem, run: listImports }),
  command(importActs.undo, { allow: mayWriteSystem, run: (tx, { id }) => undoBatch(tx, id) }),
];

export const importJobs: readonly JobHandler[] = [
  { kind: 'import.apply', run: async (ctx, { id }) => applyAll(ctx, String(id)) },
];

async function start(
  ctx: ActionCtx,
  input: { readonly fileName: string; readonly mapping?: string | undefined },
  body: AsyncIterable<Uint8Array> | null,
): Promise<Summary> {
  if (!body)
    throw new AppError('invalid-input', t('The request holds no file.'), {
      next: t('Send the file itself as the request body.'),
    });
  const stored = await ctx.files.put(ctx.org.id, body, 64 * 1024 * 1024);
  const sheet = await ctx.files.withPath(ctx.org.id, stored.hash, parseSheet);
  const layout = layouts.find((each) => each.recognises(sheet.columns))!;
  const mapping =
    input.mapping === undefined
      ? ((await savedMapping(ctx, sheet)) ?? layout.mapping(sheet.columns))
      : parseMapping(input.mapping);
  return keep(
    ctx,
    { id: newId('imp', ctx.clock.now()), fileName: input.fileName, hash: stored.hash },
    sheet,
    mapping,
  );
}

async function remap(
  ctx: ActionCtx,
  input: { readonly id: string; readonly mapping: Mapping },
): Promise<Summary> {
  const before = await ctx.read((read) => batchRow(read, input.id));
  if (before.state !== 'staged')
    throw new AppError('wrong-state', t('Only a staged import can be mapped again.'));
  const sheet = await ctx.files.withPath(ctx.org.id, before.fileHash, parseSheet);
  return keep(ctx, { id: input.id, fileName: before.fileName, hash: before.fileHash }, sheet, input.mapping);
}

/** Stages the rows and keeps what they would do. */
async function keep(
  ctx: ActionCtx,
  file: { readonly id: string; readonly fileName: string; readonly hash: string },
  sheet: Sheet,
  mapping: Mapping,
): Promise<Summary> {
  checkMapping(mapping, sheet.columns);
  const staged = await stageRows(ctx.catalog, sheet, mapping);
  const dry = await ctx.scan((read) => dryRun(read, staged));
  const { nodes } = ctx.catalog.packs['eu-ai-act'].classification;
  const kept: Kept = {
    ...dry,
    encoding: sheet.encoding,
    columns: [...sheet.columns],
    sample: sheet.rows
      .slice(0, 3)
      .map((row) =>
        Object.fromEntries(
          sheet.columns.map((column, i) => [column, (row[i] ?? '').slice(0, 300).toWellFormed()]),
        ),
      ),
    errors: staged.problems.slice(0, 200).map((each) => ({ ...each })),
    errorCount: new Set(staged.problems.map((each) => each.line)).size,
    repeatedKeys: staged.repeatedKeys,
    identicalRows: staged.identicalRows,
    decided: nodes
      .filter((node) => staged.decided[node.id])
      .map((node) => ({
        node: node.id,
        question: node.question,
        share: staged.decided[node.id]! / Math.max(1, staged.rows.length),
      })),
    hash: sheet.columns.join('\u0001'),
  };
  await ctx.write((tx) =>
    stage(
      tx,
      {
        id: file.id,
        kind: 'system',
        fileName: file.fileName,
        fileHash: file.hash,
        mapping: JSON.stringify(mapping),
        total: staged.rows.length,
        summary: JSON.stringify(kept),
      },
      staged.rows,
    ),
  );
  return ctx.read((read) => summaryOf(read, file.id));
}

/** How many rows are new, changed or the same, without writing anything. */
async function dryRun(ctx: Ctx, staged: Staged): Promise<Pick<Kept, 'created' | 'updated' | 'unchanged'>> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const breathe = breather();
  const rows = staged.rows.filter((row) => row.problems === null);
  for (const some of chunks(rows, LOOKED_UP)) {
    const known = await knownOf(
      ctx,
      some.map((row) => row.key),
    );
    for (const row of some) {
      await breathe();
      const there = known.get(row.key);
      if (!there) counts.created += 1;
      else if (Object.keys(patchOf(there, JSON.parse(row.payload) as Imported)).length > 0)
        counts.updated += 1;
      else counts.unchanged += 1;
    }
  }
  return counts;
}

async function batchRow(ctx: Ctx, id: string) {
  const row = await ctx.q
    .selectFrom('import_batch')
    .selectAll()
    .where('org_id', '=', ctx.org.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', t('There is no such import here.'));
  return row;
}

async function summaryOf(ctx: Ctx, id: string): Promise<Summary> {
  const row = await batchRow(ctx, id);
  const { hash: _h, ...kept } = JSON.parse(row.summary) as Kept;
  const mapping = JSON.parse(row.mapping) as Mapping;
  const done = await ctx.q
    .selectFrom('import_row')
    .select((eb) => ['change', eb.fn.countAll<number>().as('n')])
    .where('org_id', '=', ctx.org.id)
    .where('batch_id', '=', id)
    .where('state', '=', 'applied')
    .groupBy('change')
    .execute();
  const counted = Object.fromEntries(done.map((each) => [each.change, Number(each.n)]));
  const counts =
    row.state === 'staged'
      ? {}
      : { created: counted.created ?? 0, updated: counted.updated ?? 0, unchanged: counted.unchanged ?? 0 };
  return {
    ...kept,
    ...counts,
    id,
    fileName: row.fileName,
    state: row.state as Summary['state'],
    layout: mapping.layout,
    layoutTitle: layoutOf(mapping).title,
    mapping: { ...mapping, key: [...mapping.key], fields: { ...mapping.fields } },
    total: row.total,
    applied: row.applied,
    createdAt: row.createdAt,
  } satisfies typeof importSummary._output;
}

async function listImports(ctx: Ctx) {
  const rows = await ctx.q
    .selectFrom('import_batch')
    .select(['id', 'fileName', 'state', 'total', 'applied', 'createdAt'])
    .where('org_id', '=', ctx.org.id)
    .orderBy('createdAt', 'desc')
    .limit(100)
    .execute();
  return { rows };
}

/** The mapping somebody chose by hand for a file with the same columns, if there was one. */
async function savedMapping(ctx: ActionCtx, sheet: Sheet): Promise<Mapping | null> {
  const rows = await ctx.read((read) =>
    read.q
      .selectFrom('import_batch')
      .select(['mapping', 'summary'])
      .where('org_id', '=', ctx.org.id)
      .orderBy('createdAt', 'desc')
      .limit(50)
      .execute(),
  );
  const same = rows.find((row) => (JSON.parse(row.summary) as Kept).hash === sheet.columns.join('\u0001'));
  return same ? (JSON.parse(same.mapping) as Mapping) : null;
}

function parseMapping(text: string): Mapping {
  const parsed = importActs.map.input.shape.mapping.safeParse(safeJson(text));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', t('The mapping is not what it must be.'), {
    problems: [
      { path: 'mapping', message: t('JSON with layout, key (columns) and fields (field → column)') },
    ],
  });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
