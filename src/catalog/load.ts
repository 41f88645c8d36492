import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type Catalog, makeCatalog, type Packs } from './catalog.ts';
import { choosePacks, installedPacks, type PackChoice, type PackIdentity } from './installed.ts';
import { packIds } from './pack-ids.ts';

/** Where packs lie, and which versions of them to use. `added`: versions that an operator put beside those that ship. */
type Options = { readonly use?: PackChoice; readonly folder?: URL; readonly added?: URL };

const SHIPPED = new URL('./packs/', import.meta.url);
const OWN = new URL('./own/', import.meta.url);

/**
 * The catalog over the installed packs: of each the version asked for, else the newest. A pack is read, compared with
 * its digest and parsed when it is first looked at, and frozen. Its fields were looked through when the digest was
 * written down (`validate.ts`), so that a start does not pay for that again.
 * @throws Error when a version is not installed; and on first use of a pack whose bytes are not those installed
 */
export async function loadCatalog({ use, folder = SHIPPED, added }: Options = {}): Promise<Catalog> {
  const shipped = installedIn(folder);
  const beside = added ? installedIn(added) : [];
  const installed = [...shipped, ...beside];
  const chosen = choosePacks(installed, use);
  const packs = {};
  for (const id of packIds)
    lazily(packs, id, () => readPack(chosen[id], added && beside.includes(chosen[id]) ? added : folder));
  lazily(packs, 'themes', () => readJson(new URL('themes.json', OWN)));
  for (const id of ['sectors', 'technical-documentation', 'explainability'])
    lazily(packs, id, () => readJson(new URL(`${id}.json`, OWN)));
  return makeCatalog(packs as Packs, { chosen, installed });
}

/** The list of a folder; none when the folder has no list. */
export function installedIn(folder: URL = SHIPPED): readonly PackIdentity[] {
  const path = new URL('installed.json', folder);
  return existsSync(path) ? installedPacks.parse(readJson(path)).packs : [];
}

function readPack({ id, version, file, sha256 }: PackIdentity, folder: URL): unknown {
  const bytes = readFileSync(new URL(file, folder));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(
      `The pack ${id} ${version} is not the one that was installed: its bytes differ from the digest in installed.json. Install the program again, or add the changed pack as a new version.`,
    );
  return JSON.parse(bytes.toString('utf8'));
}

function readJson(path: URL): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function lazily(target: object, name: string, compute: () => unknown): void {
  let value: unknown;
  Object.defineProperty(target, name, { enumerable: true, get: () => (value ??= freeze(compute())) });
}

/** Packs are immutable: a reader that changes one would change it for everybody. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
