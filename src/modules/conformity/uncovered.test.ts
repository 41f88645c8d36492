import { expect, test } from 'vitest';
import { loadCatalog } from '#catalog/load.ts';
import { uncovered } from './uncovered.ts';

test('every subclause and control has its hand-written list, and nothing else has', async () => {
  const catalog = await loadCatalog();
  const ids = [...catalog.subclauses(), ...catalog.controls()].map((each) => each.id);
  expect(Object.keys(uncovered)).toEqual(ids);
});

test('each uncovered part is one sentence that names what is not there yet', () => {
  for (const [id, parts] of Object.entries(uncovered))
    for (const part of parts) expect(part, id).toMatch(/^[A-Z].*\.$/);
});
