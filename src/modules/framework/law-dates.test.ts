import { expect, test } from 'vitest';
import { loadCatalog } from '#catalog/load.ts';
import { actDate } from './law-dates.ts';

test('where the general day is open, the earliest case counts, and the others are said', () => {
  expect(actDate({ general: null, annexIII: '2027-12-02', annexI: '2028-08-02' })).toEqual({
    from: '2027-12-02',
    note: '2027-12-02 for uses of Annex III, 2028-08-02 for products of Annex I',
  });
  expect(actDate({ general: '2025-02-02' })).toEqual({ from: '2025-02-02', note: null });
});

test('every article of the pack has a day on which it begins to apply', async () => {
  const { packs } = await loadCatalog();
  for (const { id, applicationDate } of packs['eu-ai-act'].articles)
    expect(actDate(applicationDate).from, id).toMatch(/^\d{4}-\d\d-\d\d$/);
});
