import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import {
  apply,
  type Bytes,
  type Contents,
  type Disk,
  FOLDER,
  keepName,
  type Loose,
  type Name,
  resize,
} from './model.ts';

/** How much of what no sync covered a disk may have kept. */
export const KEPT = ['nothing', 'everything', 'beginnings', 'some', 'torn'] as const;
export type Kept = (typeof KEPT)[number];

/**
 * Writes what may be on the disk after the power was cut: all that is durable, and of the rest what `kept` says.
 * "beginnings" are the first changes of each file and folder, "some" is any of them, "torn" is any sector of them.
 * The shared memory of SQLite is left away: it is no file of a disk.
 */
export function writeImage(
  disk: Disk,
  where: { readonly from: string; readonly to: string },
  chance: { readonly kept: Kept; readonly random: () => number },
): void {
  const names = new Map(disk.names);
  for (const name of chosenNames(disk.looseNames, chance)) keepName(names, name);
  for (const [path, file] of names) {
    if (file === FOLDER || path.endsWith('-shm') || !reachable(names, path, where.from)) continue;
    const contents = disk.contents.get(file);
    const { data, length } = contents ? crashed(contents, chance) : { data: Buffer.alloc(0), length: 0 };
    const to = join(where.to, relative(where.from, path));
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    writeFileSync(to, data.subarray(0, length), { mode: 0o600 });
  }
}

type Chance = { readonly kept: Kept; readonly random: () => number };

/** Each folder's journal keeps the order of its names; folders may be at different points of it. */
function chosenNames(loose: readonly Name[], { kept, random }: Chance): readonly Name[] {
  if (kept === 'nothing') return [];
  if (kept === 'everything') return loose;
  const until = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { folder } of loose) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  for (const [folder, count] of counts) until.set(folder, Math.floor(random() * (count + 1)));
  const seen = new Map<string, number>();
  return loose.filter(({ folder }) => {
    const at = seen.get(folder) ?? 0;
    seen.set(folder, at + 1);
    return at < until.get(folder)!;
  });
}

function reachable(names: ReadonlyMap<string, string>, path: string, top: string): boolean {
  for (let folder = dirname(path); folder !== top; folder = dirname(folder))
    if (names.get(folder) !== FOLDER) return false;
  return true;
}

function crashed({ durable, loose }: Contents, chance: Chance): Bytes {
  const { kept, random } = chance;
  const bytes: Bytes = { data: Buffer.from(durable.data), length: durable.length };
  const first = kept === 'beginnings' ? Math.floor(random() * (loose.length + 1)) : loose.length;
  for (const change of kept === 'nothing' ? [] : loose.slice(0, first)) {
    if (kept === 'torn') tear(bytes, change, random);
    else if (kept !== 'some' || random() < 0.5) apply(bytes, change);
    else lengthen(bytes, change, random);
  }
  return bytes;
}

/** Of each sector that a write touched, the old bytes or the new ones. */
function tear(bytes: Bytes, change: Loose, random: () => number): void {
  if ('size' in change) {
    if (random() < 0.5) apply(bytes, change);
    return;
  }
  lengthen(bytes, change, random);
  const sector = random() < 0.5 ? 512 : 4096;
  const end = change.offset + change.bytes.length;
  for (let at = change.offset; at < end; ) {
    const next = Math.min(end, (Math.floor(at / sector) + 1) * sector);
    if (random() < 0.5)
      apply(bytes, { offset: at, bytes: change.bytes.subarray(at - change.offset, next - change.offset) });
    at = next;
  }
}

/** A write that is lost may still have made its file longer: with zeros, or with what lay there before. */
function lengthen(bytes: Bytes, change: Loose, random: () => number): void {
  if ('size' in change || random() < 0.5) return;
  const end = change.offset + change.bytes.length;
  const { length } = bytes;
  if (end <= length) return;
  resize(bytes, end);
  if (random() < 0.5) bytes.data.fill(0xa5, length, end);
}
