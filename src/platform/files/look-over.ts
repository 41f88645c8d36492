import type { Runtime } from '../instance.ts';
import { fileKey, type KeptFile } from './files.ts';
import { type NamedFile, namedFiles } from './named.ts';

/** What is wrong with one file of a record. */
export type BadFile = {
  readonly ref: string;
  readonly hash: string;
  readonly wrong: 'missing' | 'size' | 'altered';
};
export type FilesLookedOver = {
  readonly place: string;
  /** Files of records. */
  readonly files: number;
  readonly bytes: number;
  readonly bad: readonly BadFile[];
  /** Whether every one of them was read to its end. */
  readonly read: boolean;
  /** Files that no row names. */
  readonly orphans: readonly KeptFile[];
};

/**
 * Holds the store against the rows: by its listing, and with `content` by reading every file of a record and hashing it.
 * @throws AppError `file-store-refused`, `file-store-unreachable`
 */
export async function lookOverFiles(
  runtime: Runtime,
  { content = false }: { readonly content?: boolean } = {},
): Promise<FilesLookedOver> {
  const named = await runtime.db.snapshot(namedFiles);
  const names = new Set(named.map(fileKey));
  const orphans: KeptFile[] = [];
  const there = new Map<string, number>();
  for await (const file of runtime.files.list()) {
    if (names.has(fileKey(file))) there.set(fileKey(file), file.size);
    else orphans.push(file);
  }
  const ours = named.filter((file) => file.ref !== null);
  const bad: BadFile[] = [];
  for (const file of ours) {
    const wrong =
      wrongBySize(file, there.get(fileKey(file))) ?? (content ? await wrongByContent(runtime, file) : null);
    if (wrong) bad.push({ ref: file.ref!, hash: file.hash, wrong });
  }
  return {
    place: runtime.files.place,
    files: ours.length,
    bytes: ours.reduce((sum, file) => sum + (file.size ?? 0), 0),
    bad: bad.sort((a, b) => a.ref.localeCompare(b.ref)),
    read: content,
    orphans,
  };
}

const DAY = 86_400_000;

/**
 * Removes files that no row names and that are older than a day: a younger one may belong to an upload on its way.
 * @returns how many, and how many bytes they had
 */
export async function removeOrphans(
  runtime: Runtime,
): Promise<{ readonly removed: number; readonly bytes: number }> {
  const { orphans } = await lookOverFiles(runtime);
  const old = orphans.filter((file) => file.modified.getTime() < runtime.clock.now().getTime() - DAY);
  for (const file of old) await runtime.files.remove(file.org, file.hash);
  return { removed: old.length, bytes: old.reduce((sum, file) => sum + file.size, 0) };
}

/** One sentence on each of the first few bad files. */
export function badFilesSaid(bad: readonly BadFile[]): string {
  const words = { missing: 'is missing', size: 'has another size', altered: 'was altered' };
  const said = bad.slice(0, 10).map((each) => `the file of ${each.ref} ${words[each.wrong]}`);
  return `${said.join(', ')}${bad.length > 10 ? `, and ${bad.length - 10} more` : ''}`;
}

function wrongBySize(file: NamedFile, size: number | undefined): BadFile['wrong'] | null {
  if (size === undefined) return 'missing';
  return size === file.size ? null : 'size';
}

async function wrongByContent(runtime: Runtime, file: NamedFile): Promise<BadFile['wrong'] | null> {
  try {
    for await (const _ of await runtime.files.stream(file.org, file.hash));
    return null;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'not-found') return 'missing';
    if (code === 'file-altered') return 'altered';
    throw error;
  }
}
