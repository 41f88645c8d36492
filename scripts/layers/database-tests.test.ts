import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { databaseTests } from './database-tests.ts';

test('finds the tests that reach the testkit, through helpers as well, and no others', () => {
  const root = mkdtempSync(join(tmpdir(), 'aims-tests-'));
  const files = {
    'test/testkit/app.ts': '',
    'test/helpers/seed.ts': "import { makeTestApp } from '../testkit/app.ts';\n",
    'src/a/direct.test.ts': "import { makeTestApp } from '#test/testkit/app.ts';\n",
    'src/a/through.test.ts': "import '#test/helpers/seed.ts';\n",
    'src/a/pure.test.ts': "import { x } from './pure.ts';\n",
    'src/a/pure.ts': "import type { T } from './pure.ts';\n",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect(databaseTests(root, ['src/**/*.test.ts'])).toEqual([
    'src/a/direct.test.ts',
    'src/a/through.test.ts',
  ]);
  rmSync(root, { recursive: true });
});
