import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { readSource } from './imports.ts';

/**
 * Files that use a database and say nothing about it: the shape of the API, where requests come from, who may do what,
 * whole processes killed, scenes of the demo organisation. They take long, and run once; what they rest on runs twice.
 */
const ONCE =
  /^(test\/integration\/(openapi-examples|foreign-pages|scoped-matrix|two-tabs)|test\/faults\/(handover|webhook)-kill|src\/apps\/server\/demo\/(?!demo\.)[^/]+)\.test\.ts$/;

/**
 * The test files that use a database: those that reach `test/testkit/`, directly or through helpers of their own.
 * Only these can behave differently on another engine, so only these run twice.
 */
export function databaseTests(root: string, patterns: readonly string[]): readonly string[] {
  const known = new Map<string, boolean>();
  return globSync([...patterns], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !ONCE.test(path) && reachesTestkit(root, path, known))
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
