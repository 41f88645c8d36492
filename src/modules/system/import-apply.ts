import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { ActionCtx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { breather } from '#platform/import/breathe.ts';
import { markApplied, moveBatch, nextRows } from '#platform/import/staging.ts';
import type { Tx } from '#platform/tx.ts';
import { deriveClaims, removeClaims } from './claim-service.ts';
import { system } from './contract.ts';
import { knownOf, patchOf } from './import-merge.ts';
import type { Imported } from './import-types.ts';
import { newSystem } from './service.ts';

/** Rows in one transaction: short enough that nobody waits long, long enough to be quick. */
const CHUNK = 100;

/**
 * Applies chunk after chunk until none is left. Stopped anywhere, it goes on from there when it is called again; undone
 * meanwhile, it stops, and a resume that was still waiting finds nothing to do.
 */
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
  const known = await knownOf(
    tx,
    rows.map((row) => row.key),
  );
  const breathe = breather();
  for (const row of rows) {
    await breathe();
    const fields = JSON.parse(row.payload) as Imported;
    const there = known.get(row.key);
    const after = there
      ? await tx.update(system, { id: there.before.id }, patchOf(there, fields))
      : await tx.insert(system, newSystem(fields));
    if (!there || after.version !== there.before.version)
      await deriveClaims(tx, after, there ? undefined : []);
    const change = there ? (after.version === there.before.version ? 'unchanged' : 'updated') : 'created';
    await markApplied(tx, batchId, { line: row.line, recordId: after.id, version: after.version, change });
  }
  if (rows.length > 0)
    await tx.handle.exec(
      `update "import_batch" set "applied" = "applied" + ?, "updatedAt" = ? where "org_id" = ? and "id" = ?`,
      [rows.length, tx.now, tx.org.id, batchId],
    );
  return rows.length;
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
    throw new AppError('wrong-state', t('This import was undone before, or is not here.'));
  const rows = await tx.handle.exec(
    `select "recordId","recordVersion","change" from "import_row" where "org_id" = ? and "batch_id" = ? and "state" = 'applied' and "change" <> 'unchanged' order by "line" desc`,
    [tx.org.id, batchId],
  );
  const kept: Undone['kept'] = [];
  const breathe = breather();
  let [removed, restored] = [0, 0];
  for (const row of rows) {
    await breathe();
    const current = await tx.find(system, row.recordId as string);
    if (!current) continue;
    if (current.version !== row.recordVersion) {
      kept.push({
        id: current.id,
        ref: current.ref,
        title: current.name,
        reason: t('It was changed since the import.'),
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
  if (!(await removeClaims(tx, id)))
    return 'A statement of the file was judged or got evidence since the import.';
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
  await deriveClaims(tx, await tx.update(system, { id }, fields));
}
