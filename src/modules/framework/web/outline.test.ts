import { expect, test } from 'vitest';
import { loadCatalog } from '#catalog/load.ts';
import { outline } from './outline.ts';

test('the clauses of ISO/IEC 42001 stand below their headings, each entry once', async () => {
  const entries = (await loadCatalog()).requirements('iso-42001');
  const all = outline(entries);
  expect(all).toHaveLength(entries.length);
  const ids = all.map(({ entry }) => entry.id);
  const at = ids.indexOf('6.1');
  expect(ids.slice(at, at + 6)).toEqual(['6.1', '6.1.1', '6.1.2', '6.1.3', '6.1.4', '6.2']);
  expect(ids.indexOf('7.5')).toBeGreaterThan(ids.indexOf('7.4'));
  expect(all[at]!.depth).toBe(1);
  expect(all[at + 1]!.depth).toBe(2);
});

test('an entry whose parent is not there stands at the top', () => {
  expect(outline([{ id: 'b', parent: 'a' }])).toEqual([{ entry: { id: 'b', parent: 'a' }, depth: 0 }]);
});
