import type { Import, Sources } from './imports.ts';

/** A room: what it may import of the other rooms and of npm. Itself always; modules have walls of their own. */
type Room = { readonly rooms: readonly string[]; readonly packages: readonly string[] | 'any' };

const BELOW_MODULES = ['kernel', 'catalog', 'courses', 'measure', 'documents', 'platform', 'ui'];

/** The one table: imports only point down this list (docs/architecture.md). */
const ROOMS: Readonly<Record<string, Room>> = {
  kernel: { rooms: [], packages: ['zod', '@lingui/core'] },
  catalog: { rooms: ['kernel'], packages: 'any' },
  courses: { rooms: ['kernel', 'catalog'], packages: 'any' },
  measure: { rooms: ['kernel'], packages: 'any' },
  documents: { rooms: ['kernel'], packages: 'any' },
  // A register writes itself as a spreadsheet.
  platform: { rooms: ['kernel', 'catalog', 'documents'], packages: 'any' },
  ui: { rooms: ['kernel'], packages: 'any' },
  modules: { rooms: BELOW_MODULES, packages: 'any' },
  // The server brings the web app up to date before it starts, which is a script.
  apps: { rooms: [...BELOW_MODULES, 'modules', 'scripts'], packages: 'any' },
};

/** The room of a file, or null outside them. */
export function roomOf(path: string): string | null {
  const [top, room] = path.split('/');
  if (top === 'scripts') return top;
  return top === 'src' && room !== undefined && room in ROOMS ? room : null;
}

/** The module of a file below src/modules, or null (index.ts is of no module). */
function moduleOf(path: string): string | null {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** Tests compose what they test; the laws hold for what ships. Fixtures and helpers of tests count as tests. */
export function isTest(path: string): boolean {
  return /\.(test|fixture|testing)\.tsx?$/.test(path) || path.startsWith('test/');
}

/** Every import that does not point down the table, as `file:line room → room`. */
export function wrongRooms(sources: Sources): readonly string[] {
  const found: string[] = [];
  for (const file of sources.files.values()) {
    const room = roomOf(file.path);
    if (room === null) found.push(`${file.path}:1 is in no room of the table`);
    else if (!isTest(file.path))
      for (const each of file.imports) {
        const target = wrongTarget(room, each);
        if (target) found.push(`${file.path}:${each.line} ${room} → ${target}`);
      }
  }
  return found;
}

/** Every sight of another module beyond its contract.ts, api.ts and read.ts, and every one that `needs` leaves out. */
export function brokenWalls(sources: Sources): readonly string[] {
  const found: string[] = [];
  for (const file of sources.files.values()) {
    const own = moduleOf(file.path);
    if (own === null || isTest(file.path)) continue;
    const needs = needsOf(sources, own);
    for (const each of file.imports) {
      const other = each.file === null ? null : moduleOf(each.file);
      const place = `${file.path}:${each.line} ${own} → ${other}`;
      if (other === null || other === own) continue;
      if (!/^src\/modules\/[^/]+\/(contract|api|read)\.ts$/.test(each.file!))
        found.push(`${place} (${each.specifier}; only contract.ts, api.ts and read.ts are open)`);
      else if (!needs.includes(other)) found.push(`${place} (not in needs of ${own}/module.ts)`);
    }
  }
  return found;
}

/** The modules that module.ts of `name` says it needs: the literal `needs: ['risk', 'system']`. */
export function needsOf(sources: Sources, name: string): readonly string[] {
  const text = sources.files.get(`src/modules/${name}/module.ts`)?.text ?? '';
  const list = /\bneeds:\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  return [...list.matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1]!);
}

function wrongTarget(room: string, { file, specifier }: Import): string | null {
  const table = ROOMS[room]!;
  if (file === null) {
    const name = packageOf(specifier);
    return table.packages === 'any' || table.packages.includes(name) ? null : name;
  }
  // Data beside the code (a style sheet, a picture, package.json) belongs to no room.
  if (!/\.tsx?$/.test(file)) return null;
  if (isTest(file)) return `${specifier} (a test)`;
  const target = roomOf(file);
  if (target === null) return `${specifier} (in no room)`;
  return target === room || table.rooms.includes(target) ? null : target;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
