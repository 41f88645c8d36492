import type { Tx } from '../tx.ts';
import { breather } from './breathe.ts';

/** A row that waits to be applied. `payload` is what the register's own mapper made of it. */
export type StagedRow = {
  readonly line: number;
  readonly key: string;
  readonly payload: string;
  readonly problems: string | null;
};

export type Batch = {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly mapping: string;
  readonly state: 'staged' | 'applying' | 'done' | 'undone';
  readonly total: number;
  readonly applied: number;
  readonly summary: string;
  readonly createdAt: string;
};

const INSERT_ROW = `insert into "import_row" ("org_id","batch_id","line","key","payload","state","problems","recordId","recordVersion","change") values (?,?,?,?,?,?,?,null,null,null)`;

/** Keeps a batch and its rows; a batch of the same id is replaced. */
export async function stage(
  tx: Tx,
  batch: Omit<Batch, 'state' | 'applied' | 'createdAt'>,
  rows: readonly StagedRow[],
): Promise<void> {
  await tx.handle.exec(`delete from "import_row" where "org_id" = ? and "batch_id" = ?`, [
    tx.org.id,
    batch.id,
  ]);
  await tx.handle.exec(`delete from "import_batch" where "org_id" = ? and "id" = ?`, [tx.org.id, batch.id]);
  await tx.handle.exec(
    `insert into "import_batch" ("org_id","id","kind","fileName","fileHash","mapping","state","total","applied","summary","createdBy","createdAt","updatedAt") values (?,?,?,?,?,?,'staged',?,0,?,?,?,?)`,
    [
      tx.org.id,
      batch.id,
      batch.kind,
      batch.fileName,
      batch.fileHash,
      batch.mapping,
      batch.total,
      batch.summary,
      tx.actor.id,
      tx.now,
      tx.now,
    ],
  );
  const breathe = breather();
  for (const row of rows) {
    await breathe();
    await tx.handle.exec(INSERT_ROW, [
      tx.org.id,
      batch.id,
      row.line,
      row.key,
      row.payload,
      row.problems ? 'refused' : 'staged',
      row.problems,
    ]);
  }
}

/** The next rows to apply, in the order of the file; none of an import that was undone meanwhile. */
export async function nextRows(tx: Tx, batchId: string, limit: number): Promise<readonly StagedRow[]> {
  const rows = await tx.handle.exec(
    `select "line","key","payload","problems" from "import_row" where "org_id" = ? and "batch_id" = ? and "state" = 'staged'
       and exists (select 1 from "import_batch" b where b."org_id" = "import_row"."org_id" and b."id" = "import_row"."batch_id" and b."state" in ('staged', 'applying'))
     order by "line" limit ?`,
    [tx.org.id, batchId, limit],
  );
  return rows as StagedRow[];
}

/** Marks a row as applied, in the transaction that applied it: after a kill it is either both or neither. */
export async function markApplied(
  tx: Tx,
  batchId: string,
  row: {
    readonly line: number;
    readonly recordId: string;
    readonly version: number;
    readonly change: 'created' | 'updated' | 'unchanged';
  },
): Promise<void> {
  await tx.handle.exec(
    `update "import_row" set "state" = 'applied', "recordId" = ?, "recordVersion" = ?, "change" = ? where "org_id" = ? and "batch_id" = ? and "line" = ?`,
    [row.recordId, row.version, row.change, tx.org.id, batchId, row.line],
  );
}

/** Moves a batch on. @returns false when it was not in the state expected */
export async function moveBatch(
  tx: Tx,
  id: string,
  move: { readonly from: readonly Batch['state'][]; readonly to: Batch['state'] },
): Promise<boolean> {
  const marks = move.from.map(() => '?').join(',');
  const rows = await tx.handle.exec(
    `update "import_batch" set "state" = ?, "updatedAt" = ? where "org_id" = ? and "id" = ? and "state" in (${marks}) returning "id"`,
    [move.to, tx.now, tx.org.id, id, ...move.from],
  );
  return rows.length > 0;
}
