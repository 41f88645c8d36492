import { AppError } from '#kernel/errors.ts';
import type { ActionCtx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { markApplied, moveBatch, nextRows } from '#platform/import/staging.ts';
import type { Tx } from '#platform/tx.ts';
import { system } from './contract.ts';
import type { Imported } from './import-types.ts';
import { systems } from './read.ts';
import { newSystem } from './service.ts';

/** Rows in one transaction: short enough that nobody waits long, long enough to be quick. */
const CHUNK = 100;

/** Applies chunk after chunk until none is left. Stopped anywhere, it goes on from there when it is called again. */
export async function applyAll(ctx: ActionCtx, batchId: string): Promise<void> {
  await ctx.write((tx) => moveBatch(tx, batchId, { from: ['staged', 'applying'], to: 'applying' }));
  for (;;) {
    const applied = await ctx.write((tx) => applyChunk(tx, batchId));
    if (applied === 0) break;
    // Other people's requests get their turn between two chunks.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ctx.write((tx) => moveBatch(tx, batchId, { from: ['applying'], to: 'done' }));
}

/** One transaction: the records and the marks on their rows together, so that no row is applied twice. */
export async function applyChunk(tx: Tx, batchId: string): Promise<number> {
  const rows = await nextRows(tx, batchId, CHUNK);
  for (const row of rows) {
    const fields = JSON.parse(row.payload) as Imported;
    const known = await tx.q
      .selectFrom(systems(tx).as('s'))
      .selectAll('s')
      .where('s.importKey', '=', row.key)
      .executeTakeFirst();
    if (!known) {
      const made = await tx.insert(system, newSystem(fields));
      await markApplied(tx, batchId, {
        line: row.line,
        recordId: made.id,
        version: made.version,
        change: 'created',
      });
      continue;
    }
    const before = decodeRecord(system, known);
    const patch = keepWhatPeopleDid(before, fields);
    const after = await tx.update(system, { id: before.id }, patch);
    await markApplied(tx, batchId, {
      line: row.line,
      recordId: before.id,
      version: after.version,
      change: after.version === before.version ? 'unchanged' : 'updated',
    });
  }
  if (rows.length > 0)
    await tx.handle.exec(
      `update "import_batch" set "applied" = "applied" + ?, "updatedAt" = ? where "org_id" = ? and "id" = ?`,
      [rows.length, tx.now, tx.org.id, batchId],
    );
  return rows.length;
}

/** A confirmed or edited classification is a person's: a file does not undo it. */
function keepWhatPeopleDid(
  before: ReturnType<typeof decodeRecord<typeof system>>,
  fields: Imported,
): Imported {
  const fromFile =
    before.euState === 'none' ||
    (before.euState === 'proposed' && before.euAssumption === (fields.euAssumption ?? null));
  if (fromFile) return fields;
  const {
    euInput: _i,
    euReasons: _r,
    euAssumption: _a,
    euState: _s,
    euOutcomes: _o,
    euOpen: _n,
    euEarliest: _e,
    actRoles: _l,
    ...rest
  } = fields;
  return rest;
}

export type Undone = {
  readonly removed: number;
  readonly restored: number;
  readonly kept: {
    readonly id: string;
    readonly ref: string;
    readonly title: string;
    readonly reason: string;
  }[];
};

/** Takes back what the import did where nobody touched it since; lists the rest and leaves it (spine.md section 9). */
export async function undoBatch(tx: Tx, batchId: string): Promise<Undone> {
  if (!(await moveBatch(tx, batchId, { from: ['done', 'applying', 'staged'], to: 'undone' })))
    throw new AppError('wrong-state', 'This import was undone before, or is not here.');
  const rows = await tx.handle.exec(
    `select "recordId","recordVersion","change" from "import_row" where "org_id" = ? and "batch_id" = ? and "state" = 'applied' and "change" <> 'unchanged' order by "line" desc`,
    [tx.org.id, batchId],
  );
  const kept: Undone['kept'] = [];
  let [removed, restored] = [0, 0];
  for (const row of rows) {
    const current = await tx.find(system, row.recordId as string);
    if (!current) continue;
    if (current.version !== row.recordVersion) {
      kept.push({
        id: current.id,
        ref: current.ref,
        title: current.name,
        reason: 'It was changed since the import.',
      });
    } else if (row.change === 'created') {
      const reason = await removeUnlessNeeded(tx, current.id);
      if (reason) kept.push({ id: current.id, ref: current.ref, title: current.name, reason });
      else removed += 1;
    } else {
      await restoreBefore(tx, current.id, current.version);
      restored += 1;
    }
  }
  return { removed, restored, kept };
}

async function removeUnlessNeeded(tx: Tx, id: string): Promise<string | null> {
  const linked = await tx.handle.exec(
    `select 1 from "link" where "org_id" = ? and "to_seq" is null and ("from_id" = ? or "to_id" = ?) limit 1`,
    [tx.org.id, id, id],
  );
  if (linked.length > 0) return 'Something was linked to it since the import.';
  await tx.remove(system, { id });
  return null;
}

async function restoreBefore(tx: Tx, id: string, version: number): Promise<void> {
  const [row] = await tx.handle.exec(
    `select * from "system" where "org_id" = ? and "id" = ? and "version" = ?`,
    [tx.org.id, id, version - 1],
  );
  if (!row) return;
  const { id: _i, ref: _r, version: _v, ...fields } = decodeRecord(system, row);
  await tx.update(system, { id }, fields);
}
