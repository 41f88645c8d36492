import { describe, expect, test } from 'vitest';
import { loadCatalog } from '#catalog/load.ts';
import { packIds } from '#catalog/pack-ids.ts';
import { changesBetween } from './pack-diff.ts';

describe('what differs between two contents of a pack', () => {
  test('is nothing between a pack and itself, for every pack that ships', async () => {
    const { packs } = await loadCatalog();
    for (const id of packIds) {
      expect(changesBetween(packs[id], structuredClone(packs[id])), id).toEqual([]);
      expect(changesBetween({}, packs[id]).length, id).toBeGreaterThan(3);
    }
  });

  test('names what was added, taken out and changed, each by its own words and not by those inside it', () => {
    const before = {
      articles: [
        { id: 'a', title: 'A', parts: [{ id: 'a-1', text: 'one' }] },
        { id: 'b', title: 'B' },
      ],
    };
    const after = {
      articles: [
        { id: 'a', title: 'A', parts: [{ id: 'a-1', text: 'two' }] },
        { id: 'c', title: 'C' },
      ],
    };
    expect(changesBetween(before, after)).toEqual([
      {
        id: 'a-1',
        section: 'articles',
        what: 'changed',
        title: null,
        fields: [{ field: 'text', before: 'one', after: 'two' }],
        ends: [],
      },
      { id: 'b', section: 'articles', what: 'removed', title: 'B', fields: [], ends: [] },
      { id: 'c', section: 'articles', what: 'added', title: 'C', fields: [], ends: [] },
    ]);
  });

  test('names both ends of a row of a crosswalk, the old and the new', () => {
    const row = (to: string) => ({ rows: [{ id: 'x', from: 'iso-42001:4.1', to, relation: 'supports' }] });
    expect(changesBetween(row('gdpr:art-1'), row('gdpr:art-2'))[0]!.ends).toEqual([
      'iso-42001:4.1',
      'gdpr:art-1',
      'gdpr:art-2',
    ]);
  });
});
