import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Catalog, makeCatalog, type Packs } from './catalog.ts';
import { type PackFile, packSchemas } from './pack-schemas.ts';

const FILES = Object.keys(packSchemas) as PackFile[];

/**
 * The catalog over the packs that ship with the program. Each pack is read and parsed when it is first looked at;
 * that every shipped byte fits its schema is proved by a test, not at every start.
 */
export async function loadCatalog(): Promise<Catalog> {
  const texts = new Map<string, string>();
  const read = (path: string) => {
    if (!texts.has(path)) texts.set(path, readFileSync(new URL(path, import.meta.url), 'utf8'));
    return texts.get(path)!;
  };
  const packs = {};
  for (const file of FILES) lazily(packs, file, () => JSON.parse(read(`./packs/${file}.json`)));
  lazily(packs, 'themes', () => JSON.parse(read('./own/themes.json')));
  lazily(packs, 'sectors', () => JSON.parse(read('./own/sectors.json')));
  const versions = {};
  for (const file of FILES)
    lazily(versions, file, () =>
      createHash('sha256')
        .update(read(`./packs/${file}.json`))
        .digest('hex')
        .slice(0, 16),
    );
  return makeCatalog(packs as Packs, versions as Record<PackFile, string>);
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
