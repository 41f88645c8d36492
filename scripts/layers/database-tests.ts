import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { readSource } from './imports.ts';

/**
 * The test files that use a database: those that reach `test/testkit/`, directly or through helpers of their own.
 * Only these can behave differently on another engine, so only these run twice.
 */
export function databaseTests(root: string, patterns: readonly string[]): readonly string[] {
  const known = new Map<string, boolean>();
  return globSync([...patterns], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => reachesTestkit(root, path, known))
    .sort();
}

function reachesTestkit(root: string, path: string, known: Map<string, boolean>): boolean {
  const answer = known.get(path);
  if (answer !== undefined) return answer;
  // A ring of imports must end; whoever closes it learns nothing new.
  known.set(path, false);
  const reaches = readSource(root, path).file.imports.some(
    ({ file, typeOnly }) =>
      !typeOnly &&
      file !== null &&
      /\.tsx?$/.test(file) &&
      existsSync(join(root, file)) &&
      (file.startsWith('test/testkit/') || reachesTestkit(root, file, known)),
  );
  known.set(path, reaches);
  return reaches;
}
