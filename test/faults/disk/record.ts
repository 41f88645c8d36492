import { readFileSync } from 'node:fs';

/** One thing that was done to the disk; `end` is where its note ends in the record. */
export type DiskEvent = {
  readonly kind:
    | 'open'
    | 'folder'
    | 'create'
    | 'write'
    | 'size'
    | 'sync-begins'
    | 'synced'
    | Naming
    | 'leaves';
  readonly thread: number;
  readonly file: string;
  readonly offset: number;
  readonly path: string;
  readonly second: string;
  readonly bytes: Buffer;
  readonly end: number;
};
type Naming = 'rename' | 'link' | 'unlink' | 'rmdir' | 'mkdir';

const KINDS: Readonly<Record<string, DiskEvent['kind']>> = {
  o: 'open',
  d: 'folder',
  C: 'create',
  W: 'write',
  L: 'size',
  b: 'sync-begins',
  F: 'synced',
  R: 'rename',
  K: 'link',
  U: 'unlink',
  D: 'rmdir',
  M: 'mkdir',
  N: 'leaves',
};
const HEAD = 33;

/** Reads what the library of `shim.c` wrote; a note that its death cut off is left out. */
export function readRecord(path: string): DiskEvent[] {
  const all = readFileSync(path);
  const events: DiskEvent[] = [];
  for (let at = 0; at + HEAD <= all.length; ) {
    const [first, second, bytes] = [21, 25, 29].map((from) => all.readUInt32LE(at + from)) as [
      number,
      number,
      number,
    ];
    const end = at + HEAD + first + second + bytes;
    if (end > all.length) break;
    const kind = KINDS[String.fromCharCode(all[at]!)];
    if (!kind) throw new Error(`The record of the disk cannot be read at ${at}.`);
    const names = at + HEAD;
    events.push({
      kind,
      thread: all.readUInt32LE(at + 1),
      file: String(all.readBigUInt64LE(at + 5)),
      offset: Number(all.readBigUInt64LE(at + 13)),
      path: all.toString('utf8', names, names + first),
      second: all.toString('utf8', names + first, names + first + second),
      bytes: all.subarray(names + first + second, end),
      end,
    });
    at = end;
  }
  return events;
}
