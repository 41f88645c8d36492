import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { modules } from '#modules/index.ts';
import { apiReference } from './generate/api-reference.ts';
import { cliReference, helpText } from './generate/cli-reference.ts';
import { typescriptClient } from './generate/typescript-client.ts';

const ROOT = join(import.meta.dirname, '..');

/** What is made from the contracts of the operations: each file, from the root, and its text. */
export function generatedFiles(): readonly (readonly [path: string, text: string])[] {
  const endpoints = modules.flatMap((module) => module.operations).map(({ endpoint }) => endpoint);
  return [
    ['clients/typescript/src/operations.ts', typescriptClient(endpoints)],
    ['docs/reference/api.md', apiReference(modules)],
    ['docs/reference/cli.md', cliReference(modules)],
    ['src/apps/cli/help.generated.ts', helpText(modules)],
  ];
}

/** The files whose committed text is not what would be made now. */
export function staleFiles(): readonly string[] {
  return generatedFiles()
    .filter(([path, text]) => {
      try {
        return readFileSync(join(ROOT, path), 'utf8') !== text;
      } catch {
        return true;
      }
    })
    .map(([path]) => path);
}

if (import.meta.main) {
  const stale = staleFiles();
  for (const [path, text] of generatedFiles().filter(([path]) => stale.includes(path))) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    process.stdout.write(`${path} is written anew\n`);
  }
  if (stale.length === 0) process.stdout.write('All of them are fresh.\n');
}
