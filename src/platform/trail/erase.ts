import { sortedKeys } from '#kernel/canonical.ts';
import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import { columnsOf } from '#kernel/record.ts';
import type { Runtime } from '../instance.ts';
import type { ReadOnlyOrg } from '../org.ts';
import { inTransaction, type Tx } from '../tx.ts';
import { AFTER_ERASURE, forgetOutside, type Outside } from './after-erasure.ts';
import { SALT_BYTES } from './commitment.ts';
import type { Erasure } from './erasure.ts';
import { parseLeaf } from './leaf.ts';

/**
 * Erases fields about people (spine.md section 4): in every version the value becomes null and its salt becomes zero,
 * so that the commitment can never be opened again; copies go too; an entry keeps that it was done and why.
 * @returns how many values were erased
 * @throws AppError `invalid-input` for a field that does not hold personal data, `not-found`
 */
export async function eraseFields(
  runtime: Runtime,
  who: { readonly org: ReadOnlyOrg; readonly actor: Actor; readonly operation: string },
  erasure: Erasure,
): Promise<number> {
  const { org, actor, operation } = who;
  const now = runtime.clock.now();
  const { recordId, paths } = erasure;
  const files: string[] = [];
  const outside: Outside = { line: { at: now.toISOString(), org: org.id, recordId, paths }, files };
  const today = dayIn(org.timeZone, now);
  const { catalog, registry } = runtime;
  const erased = await runtime.db.write(org.id, (handle) =>
    inTransaction(handle, { org, actor, operation, now, today, catalog, registry }, async (tx) => {
      const count = await eraseInside(tx, runtime, { erasure, files });
      await tx.enqueue(AFTER_ERASURE, outside, { dueAt: new Date(now.getTime() + LATER).toISOString() });
      return count;
    }),
  );
  await forgetOutside(runtime, outside);
  return erased;
}

/** The job is for the day on which nobody is left to go on here, in milliseconds. */
const LATER = 5000;

async function eraseInside(
  tx: Tx,
  runtime: Runtime,
  job: { readonly erasure: Erasure; readonly files: string[] },
): Promise<number> {
  const { erasure, files } = job;
  const [record] = await tx.handle.exec(`select "type" from "record" where "org_id" = ? and "id" = ?`, [
    tx.org.id,
    erasure.recordId,
  ]);
  const definition = record && runtime.registry.records.get(record.type as string);
  if (!definition) throw new AppError('not-found', t('There is no such record here.'));
  const refused = erasure.paths.filter((path) => !definition.personal?.includes(path as never));
  if (refused.length > 0 || erasure.paths.length === 0)
    throw new AppError('invalid-input', t('Only fields about people can be erased.'), {
      problems: refused.map((path) => ({
        path,
        message: t('Can be erased here: {personal}', {
          personal: definition.personal?.join(', ') || 'nothing',
        }),
      })),
    });
  const erased = await eraseVersions(tx, definition, { erasure, files });
  await dropCopies(tx, erasure.recordId);
  await tx.appendEntry({
    type: definition.type,
    schema: definition.schema,
    id: erasure.recordId,
    version: 0,
    change: 'erase',
    fields: {},
    detail: { paths: [...erasure.paths], ground: erasure.ground, approvers: [...erasure.approvers] },
  });
  return erased;
}

async function eraseVersions(
  tx: Tx,
  definition: RecordDefinition,
  { erasure, files }: { readonly erasure: Erasure; readonly files: string[] },
): Promise<number> {
  const rows = await tx.handle.exec(`select * from "${definition.type}" where "org_id" = ? and "id" = ?`, [
    tx.org.id,
    erasure.recordId,
  ]);
  let erased = 0;
  for (const row of rows) {
    const salts = new Uint8Array(row.salts as Uint8Array);
    const order = await committedOrder(tx, erasure.recordId, row.version as number);
    const gone = erasure.paths.filter((path) => row[path] !== null && columnsOf(definition).has(path));
    for (const path of gone)
      salts.fill(0, order.indexOf(path) * SALT_BYTES, (order.indexOf(path) + 1) * SALT_BYTES);
    if (gone.length === 0) continue;
    if (gone.includes('fileName') && typeof row.fileHash === 'string') files.push(row.fileHash);
    await tx.handle.exec(
      `update "${definition.type}" set ${gone.map((path) => `"${path}" = null`).join(', ')}, "salts" = ? where "org_id" = ? and "id" = ? and "version" = ?`,
      [salts, tx.org.id, erasure.recordId, row.version],
    );
    erased += gone.length;
  }
  return erased;
}

/** The order of the salts is that of the fields in the version's own leaf. */
async function committedOrder(tx: Tx, id: string, version: number): Promise<readonly string[]> {
  const [entry] = await tx.handle.exec(
    `select "text" from "log_entry" where "org_id" = ? and "record_id" = ? and "version" = ? and "change" in ('create','update')`,
    [tx.org.id, id, version],
  );
  return sortedKeys(parseLeaf(entry!.text as string).fields);
}

/** Copies of what was erased: heads, stored answers, drafts. Heads are written anew from nothing. */
async function dropCopies(tx: Tx, id: string): Promise<void> {
  await tx.handle.exec(
    `update "record_head" set "title" = null, "salts" = ? where "org_id" = ? and "id" = ?`,
    [new Uint8Array([0]), tx.org.id, id],
  );
  await tx.handle.exec(`delete from "idempotency" where "org_id" = ? and "body" like ?`, [
    tx.org.id,
    `%${id}%`,
  ]);
  await tx.handle.exec(`delete from "draft" where "org_id" = ? and "recordId" = ?`, [tx.org.id, id]);
  await tx.handle.exec(`update "import_row" set "payload" = '{}' where "org_id" = ? and "recordId" = ?`, [
    tx.org.id,
    id,
  ]);
}
