import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkLayers } from './check-layers.ts';

const trees: string[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true });
});

const SOUND = {
  'src/kernel/ids.ts': "import { z } from 'zod';\nexport const id = z.string();\n",
  'src/kernel/errors.ts': "import { id } from './ids.ts';\nexport const error = id;\n",
  'src/platform/tx.ts':
    "import { readFile } from 'node:fs/promises';\nimport { id } from '#kernel/ids.ts';\nexport const tx = [readFile, id];\n",
  'src/modules/risk/contract.ts': "import { id } from '#kernel/ids.ts';\nexport const risk = id;\n",
  'src/modules/risk/service.ts': "import { tx } from '#platform/tx.ts';\nexport const write = tx;\n",
  'src/modules/risk/module.ts': "export { write } from './service.ts';\n",
  'src/modules/control/read.ts': 'export const controls = 1;\n',
  'src/modules/control/module.ts': "export const controlModule = { needs: ['risk'] };\n",
  'src/modules/control/service.ts': "import { risk } from '../risk/contract.ts';\nexport const use = risk;\n",
  'src/modules/index.ts': "import './risk/module.ts';\nimport './control/module.ts';\n",
  'src/apps/server/main.ts': "import '#modules/index.ts';\n",
};

/** The breaches of the sound tree with these files put in or replaced. */
function breaches(planted: Record<string, string> = {}): readonly string[] {
  const tree = mkdtempSync(join(tmpdir(), 'aims-layers-'));
  trees.push(tree);
  for (const [path, text] of Object.entries({ ...SOUND, ...planted })) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  return checkLayers(tree).breaches;
}

test('a tree that keeps the laws has no breach', () => {
  expect(breaches()).toEqual([]);
});

test('an import that points up is shown with its line', () => {
  expect(
    breaches({
      'src/kernel/up.ts': "// one\nimport { tx } from '../platform/tx.ts';\nexport const x = tx;\n",
    }),
  ).toContain('src/kernel/up.ts:2 kernel → platform');
});

test.each([
  ['a type-only import', "import type { A } from '#platform/tx.ts';"],
  ['an export from', "export { tx } from '#platform/tx.ts';"],
  ['a type-only export from', "export type { A } from '#platform/tx.ts';"],
  ['an export of everything', "export * from '#platform/tx.ts';"],
  ['a dynamic import', "export const load = () => import('#platform/tx.ts');"],
  ['an import inside a type', "export type T = import('#platform/tx.ts').A;"],
  ['an import for its effect', "import '#platform/tx.ts';"],
])('%s counts as an import', (_form, line) => {
  expect(breaches({ 'src/documents/up.ts': `${line}\n` })).toEqual([
    'src/documents/up.ts:1 documents → platform',
  ]);
});

test('an import inside a comment counts for nothing', () => {
  expect(
    breaches({ 'src/documents/said.ts': "// see import('#platform/tx.ts')\nexport const x = 1;\n" }),
  ).toEqual([]);
});

test('the kernel may use zod and no other package', () => {
  expect(
    breaches({ 'src/kernel/query.ts': "import { sql } from 'kysely';\nexport const q = sql;\n" }),
  ).toEqual(['src/kernel/query.ts:1 kernel → kysely']);
});

test('what ships may not import a test or its kit, and a test may import what it likes', () => {
  const line = "import '#test/testkit/app.ts';\n";
  const kit = { 'test/testkit/app.ts': 'export {};\n' };
  expect(breaches({ ...kit, 'src/platform/a.ts': line })).toEqual([
    'src/platform/a.ts:1 platform → #test/testkit/app.ts (a test)',
  ]);
  expect(breaches({ ...kit, 'src/kernel/a.test.ts': line })).toEqual([]);
});

test('an app may use a script, and nobody else may', () => {
  const script = { 'scripts/build-web.ts': 'export {};\n' };
  expect(
    breaches({ ...script, 'src/apps/server/web.ts': "import '../../../scripts/build-web.ts';\n" }),
  ).toEqual([]);
  expect(breaches({ ...script, 'src/platform/web.ts': "import '../../scripts/build-web.ts';\n" })).toEqual([
    'src/platform/web.ts:1 platform → scripts',
  ]);
});

test('a file in no room is a breach', () => {
  expect(breaches({ 'src/misc/a.ts': 'export {};\n' })).toEqual([
    'src/misc/a.ts:1 is in no room of the table',
  ]);
});

test('a module may not look past the open files of another', () => {
  expect(breaches({ 'src/modules/control/use.ts': "import '#modules/risk/service.ts';\n" })).toEqual([
    'src/modules/control/use.ts:1 control → risk (#modules/risk/service.ts; only contract.ts, api.ts and read.ts are open)',
  ]);
});

test('a module names in needs whom it uses', () => {
  expect(
    breaches({ 'src/modules/risk/use.ts': "import type { C } from '#modules/control/read.ts';\n" }),
  ).toEqual(['src/modules/risk/use.ts:1 risk → control (not in needs of risk/module.ts)']);
});

test('a ring of imports is shown whole, also when every link is a type', () => {
  expect(
    breaches({
      'src/platform/a.ts': "import type { B } from './b.ts';\n",
      'src/platform/b.ts': "import type { C } from './c.ts';\n",
      'src/platform/c.ts': "\nimport type { A } from './a.ts';\n",
    }),
  ).toEqual([
    'src/platform/a.ts:1 cycle of imports: src/platform/a.ts → src/platform/b.ts → src/platform/c.ts → src/platform/a.ts',
  ]);
});

test('a ring of needs is shown without any import', () => {
  expect(
    breaches({ 'src/modules/risk/module.ts': "export const riskModule = { needs: ['control'] };\n" }),
  ).toEqual(['src/modules/control/module.ts:1 cycle of needs: control → risk → control']);
});

test.each(['contract.ts', 'lifecycle.ts', 'policy.ts', 'web/list.tsx'])(
  'a %s imports neither node nor platform',
  (name) => {
    const path = `src/modules/control/${name}`;
    expect(breaches({ [path]: "import 'node:fs';\nimport type { T } from '#platform/tx.ts';\n" })).toEqual([
      `${path}:1 browser → node:fs`,
      `${path}:2 browser → #platform/tx.ts`,
    ]);
  },
);

test('the browser wall sees through a file between', () => {
  expect(
    breaches({
      'src/apps/web/main.tsx': "import '#modules/risk/service.ts';\n",
      'src/ui/ok.ts': "import type { T } from '#kernel/ids.ts';\n",
    }),
  ).toEqual(['src/apps/web/main.tsx:1 browser → src/modules/risk/service.ts → #platform/tx.ts']);
});

test('what cannot be read is a breach: a missing file, a computed path, broken text, another file ending', () => {
  expect(breaches({ 'src/platform/a.ts': "import './gone.ts';\n" })).toEqual([
    'src/platform/a.ts:1 imports ./gone.ts, which does not exist',
  ]);
  expect(breaches({ 'src/platform/a.ts': 'export const f = (x: string) => import(x);\n' })).toEqual([
    'src/platform/a.ts:1 imports a computed path, which nothing can check',
  ]);
  expect(breaches({ 'src/platform/a.ts': 'export const = ;\n' })[0]).toMatch(
    'src/platform/a.ts:1 does not parse',
  );
  expect(breaches({ 'src/platform/a.mts': 'export {};\n' })[0]).toBe(
    'src:1 has 12 TypeScript files, and 11 of them were read',
  );
});
