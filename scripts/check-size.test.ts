import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { measureSizes } from './check-size.ts';

function sizesOf(tree: Record<string, number>) {
  const root = mkdtempSync(join(tmpdir(), 'aims-size-'));
  for (const [path, lines] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'x\n'.repeat(lines));
  }
  const sizes = measureSizes(root);
  rmSync(root, { recursive: true });
  return sizes;
}

test('tests and data do not count, and the figures are those of the rest', () => {
  const small = Object.fromEntries([10, 20, 30, 40].map((n) => [`src/kernel/f${n}.ts`, n]));
  const apart = { 'src/kernel/a.test.ts': 2000, 'src/catalog/packs/p.ts': 2000 };
  expect(sizesOf({ ...small, ...apart })).toEqual({ files: 4, median: 20, p95: 40, long: [], breaches: [] });
});

test('a file over 400 lines is named, and one over 700 is a breach', () => {
  const small = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`src/kernel/f${n}.ts`, 50]));
  const sizes = sizesOf({ ...small, 'src/a/long.ts': 450, 'src/a/huge.tsx': 701 });
  expect(sizes.long).toEqual([
    ['src/a/huge.tsx', 701],
    ['src/a/long.ts', 450],
  ]);
  expect(sizes.breaches).toEqual(['src/a/huge.tsx:1 has 701 lines (limit 700)']);
});

test('long files everywhere are a breach although none is huge', () => {
  const all = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`src/kernel/f${n}.ts`, 450]));
  expect(sizesOf(all).breaches).toEqual([
    'the median file has 450 lines (limit 120)',
    'the 95th percentile has 450 lines (limit 400)',
  ]);
});

test('an empty tree is a breach', () => {
  expect(sizesOf({}).breaches).toEqual(['no source file was found']);
});
