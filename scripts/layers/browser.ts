import type { Import, SourceFile, Sources } from './imports.ts';
import { isTest, roomOf } from './rooms.ts';

/**
 * Whether a file runs in the browser: a module's contract, lifecycle, policy and screens, the kit, the kernel, the
 * web app, and the list of screens.
 */
function isBrowserFile(path: string): boolean {
  if (isTest(path)) return false;
  return (
    /^src\/(ui|kernel|apps\/web)\//.test(path) ||
    /^src\/modules\/[^/]+\/(contract|lifecycle|policy)\.ts$/.test(path) ||
    /^src\/modules\/[^/]+\/web\//.test(path) ||
    path === 'src/modules/index.web.ts'
  );
}

/**
 * Every way from a browser file to `node:*` or platform code: named directly, for its types as well, or reached at run
 * time through files that are not of the browser themselves.
 */
export function browserWall(sources: Sources): readonly string[] {
  const found: string[] = [];
  for (const file of sources.files.values()) {
    if (!isBrowserFile(file.path)) continue;
    for (const each of file.imports) {
      const way = wayToServer(sources, each);
      if (way) found.push(`${file.path}:${each.line} browser → ${way.join(' → ')}`);
    }
  }
  return found;
}

/** The path from an import of a browser file to what no browser has, or null. Browser files answer for themselves. */
function wayToServer(sources: Sources, start: Import): readonly string[] | null {
  if (forbidden(start)) return [start.specifier];
  const before = new Map<string, string | null>();
  const queue: SourceFile[] = [];
  const enter = (each: Import, from: string | null) => {
    if (each.typeOnly || each.file === null || before.has(each.file) || isBrowserFile(each.file)) return;
    const file = sources.files.get(each.file);
    if (!file) return;
    before.set(each.file, from);
    queue.push(file);
  };
  enter(start, null);
  for (const file of queue)
    for (const each of file.imports) {
      if (!each.typeOnly && forbidden(each)) return [...wayBack(before, file.path), each.specifier];
      enter(each, file.path);
    }
  return null;
}

function forbidden({ specifier, file }: Import): boolean {
  if (specifier.startsWith('node:')) return true;
  return file !== null && (roomOf(file) === 'platform' || /^src\/apps\/(server|cli)\//.test(file));
}

function wayBack(before: ReadonlyMap<string, string | null>, end: string): readonly string[] {
  const way: string[] = [];
  for (let at: string | null = end; at !== null; at = before.get(at) ?? null) way.unshift(at);
  return way;
}
