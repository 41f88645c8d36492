import { z } from 'zod';
import { type PackId, packIds } from './pack-ids.ts';

/** Which pack this is: its id and version name it for ever, the digest says that nobody changed its bytes. */
const identity = z.strictObject({
  id: z.enum(packIds),
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  file: z.string().regex(/^[a-z0-9.-]+\.json$/),
  /** SHA-256 of the file's bytes, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PackIdentity = Readonly<z.output<typeof identity>>;

/** The list beside the packs. Rows are only ever added: an installed pack is never changed and never deleted. */
export const installedPacks = z.strictObject({ packs: z.array(identity).min(1) });

/** Versions that an organisation wants of some packs; of the others it gets the newest. */
export type PackChoice = Readonly<Partial<Record<PackId, string>>>;

/**
 * One installed pack for each id: the version asked for, else the newest.
 * @throws Error when a version is not installed, or an id has no pack at all
 */
export function choosePacks(
  installed: readonly PackIdentity[],
  choice: PackChoice = {},
): Readonly<Record<PackId, PackIdentity>> {
  return Object.fromEntries(packIds.map((id) => [id, choosePack(installed, id, choice[id])])) as Record<
    PackId,
    PackIdentity
  >;
}

/** The text of a pack as it is hashed and served: two spaces, one final line end. */
export function packText(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

function choosePack(installed: readonly PackIdentity[], id: PackId, version?: string): PackIdentity {
  const rows = installed.filter((each) => each.id === id).sort(newestFirst);
  const found = version === undefined ? rows[0] : rows.find((each) => each.version === version);
  if (!found) throw new Error(`No pack ${id}${version ? ` of version ${version}` : ''} is installed`);
  return found;
}

/** `2026-11-24.10` comes after `2026-11-24.9` and after `2026-11-24`. */
function newestFirst(a: PackIdentity, b: PackIdentity): number {
  const [dayA, countA = '0'] = a.version.split('.');
  const [dayB, countB = '0'] = b.version.split('.');
  return dayA === dayB ? Number(countB) - Number(countA) : dayA! < dayB! ? 1 : -1;
}
