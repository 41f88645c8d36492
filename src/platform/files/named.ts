import type { Kysely } from 'kysely';
import type { PlatformTables } from '../db/tables.ts';
import { fileKey } from './files.ts';

/** A file that a row names. */
export type NamedFile = {
  readonly org: string;
  readonly hash: string;
  readonly size: number | null;
  /** The record it belongs to, such as EVD-0012; null for files that were only read, such as imports. */
  readonly ref: string | null;
};

type Db = Kysely<Record<string, Record<string, unknown>>>;

/**
 * Every file that rows of any version and organisation name, with one of the records. Evidence whose file name was
 * erased names none: its content went with it.
 * @param snapshot what `Database.snapshot` gives: all organisations at one moment
 */
export async function namedFiles(snapshot: Kysely<PlatformTables>): Promise<readonly NamedFile[]> {
  const db = snapshot as unknown as Db;
  const files = new Map<string, NamedFile>();
  for (const table of await snapshot.introspection.getTables()) {
    const columns = new Set(table.columns.map((column) => column.name));
    if (table.isView || !columns.has('org_id') || !columns.has('fileHash')) continue;
    const kept = columns.has('fileSize');
    const rows = await db
      .selectFrom(table.name)
      .where('fileHash', 'is not', null)
      .$if(kept, (query) => query.where('fileName', 'is not', null))
      .select(['org_id', 'fileHash', ...(kept ? ['fileSize', 'ref'] : [])])
      .distinct()
      .execute();
    for (const { org_id: org, fileHash: hash, fileSize, ref } of rows) {
      const key = fileKey({ org: String(org), hash: String(hash) });
      if (kept || !files.has(key))
        files.set(key, {
          org: String(org),
          hash: String(hash),
          size: kept ? Number(fileSize) : null,
          ref: kept ? String(ref) : null,
        });
    }
  }
  return [...files.values()];
}
