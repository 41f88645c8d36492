import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browserWall } from './layers/browser.ts';
import { cycles } from './layers/cycles.ts';
import { readSources } from './layers/imports.ts';
import { brokenWalls, wrongRooms } from './layers/rooms.ts';

/**
 * Checks the laws of docs/architecture.md that are about imports: rooms, module walls, cycles, browser wall.
 * @returns how many files were read, and one line `file:line …` for each breach
 */
export function checkLayers(root: string): { readonly files: number; readonly breaches: readonly string[] } {
  const sources = readSources(root);
  const exist = countFiles(root);
  const unseen =
    exist === sources.files.size && exist > 0
      ? []
      : [`src:1 has ${exist} TypeScript files, and ${sources.files.size} of them were read`];
  const breaches = [
    ...unseen,
    ...sources.problems,
    ...wrongRooms(sources),
    ...brokenWalls(sources),
    ...cycles(sources),
    ...browserWall(sources),
  ];
  return { files: sources.files.size, breaches };
}

/** Counted another way than the reader finds them, so that a reader that goes blind is noticed. */
function countFiles(root: string): number {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(ts|tsx|mts|cts)$/.test(entry.name),
  ).length;
}

if (import.meta.main) {
  const { files, breaches } = checkLayers(join(import.meta.dirname, '..'));
  for (const line of breaches) process.stdout.write(`${line}\n`);
  process.stdout.write(`layers: ${files} files read, ${breaches.length} breaches\n`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
