import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { columnsOf } from '#kernel/record.ts';
import { appendDurably } from '../durable.ts';
import type { Runtime } from '../instance.ts';

/** The kind of the job that does it once more when the process died between commit and files. */
export const AFTER_ERASURE = 'instance.after-erasure';

/** What an erasure leaves to do outside the database; ids and names of files, never content. */
export type Outside = {
  /** What `erasures.jsonl` keeps, so that a restore of an older backup erases it again. */
  readonly line: {
    readonly at: string;
    readonly org: string;
    readonly recordId: string;
    readonly paths: readonly string[];
  };
  /** Hashes of the files whose content goes. */
  readonly files: readonly string[];
};

/** Writes the erasure down outside the database and removes files that nothing else names. Doing it again changes nothing. */
export async function forgetOutside(runtime: Runtime, { line, files }: Outside): Promise<void> {
  const path = join(runtime.folder, 'erasures.jsonl');
  const text = JSON.stringify(line);
  const known = (await readFile(path, 'utf8').catch(() => '')).split('\n').includes(text);
  if (!known) await appendDurably(path, text, 0o600);
  for (const hash of files)
    if (!(await isNamed(runtime, line.org, hash))) await runtime.files.remove(line.org, hash);
}

/** The same content may lie behind another record, or was put there again: it stays then. */
async function isNamed(runtime: Runtime, org: string, hash: string): Promise<boolean> {
  for (const definition of runtime.registry.records.values()) {
    const columns = columnsOf(definition);
    if (!columns.has('fileHash') || !columns.has('fileName')) continue;
    const row = await runtime.db.read(org, (q) =>
      (q as unknown as Kysely<Record<string, Record<string, unknown>>>)
        .selectFrom(definition.type)
        .select('id')
        .where('org_id', '=', org)
        .where('fileHash', '=', hash)
        .where('fileName', 'is not', null)
        .limit(1)
        .executeTakeFirst(),
    );
    if (row) return true;
  }
  return false;
}

/** The lines of an `erasures.jsonl`. One that a power cut tore is passed over: it was written again after it. */
export function erasureLines(text: string): readonly Outside['line'][] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Outside['line']];
    } catch {
      return [];
    }
  });
}
