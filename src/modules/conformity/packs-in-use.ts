import type { Catalog } from '#catalog/catalog.ts';
import { packIds } from '#catalog/pack-ids.ts';

/**
 * The catalog of this moment, so that it can be found again byte for byte: a line for each pack with its id, version
 * and SHA-256, in the order of the ids.
 */
export function packsInUse(catalog: Pick<Catalog, 'pack'>): string {
  return [...packIds]
    .sort()
    .map((id) => {
      const { version, sha256 } = catalog.pack(id);
      return `${id} ${version} ${sha256}`;
    })
    .join('\n');
}
