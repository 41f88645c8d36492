import type { Catalog } from '#catalog/catalog.ts';
import type { PackChoice } from '#catalog/installed.ts';
import type { Registry } from './context.ts';
import type { At } from './view.ts';

/** What the modules say of the pack versions that an organisation chose, now or as of a position. */
export async function chosenPacks(registry: Registry, at: At): Promise<PackChoice> {
  const chosen: Record<string, string> = {};
  for (const module of registry.modules) Object.assign(chosen, await module.packs?.(at));
  return chosen;
}

/** Catalogs by the versions in them: one for each choice that somebody made, loaded when it is first asked for. */
export function catalogShelf(
  newest: Catalog,
  load: (use: PackChoice) => Promise<Catalog>,
): (use: PackChoice) => Promise<Catalog> {
  const known = new Map<string, Promise<Catalog>>();
  return (use) => {
    const key = JSON.stringify(Object.entries(use).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (key === '[]') return Promise.resolve(newest);
    const before = known.get(key);
    if (before) return before;
    const loaded = load(use);
    known.set(key, loaded);
    return loaded;
  };
}
