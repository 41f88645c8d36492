import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupKey, hideSmall, hideSmallCrossed, type Sized } from './suppress.ts';

const groups = (sizes: Readonly<Record<string, number>>): readonly Sized[] =>
  Object.entries(sizes).map(([value, n]) => ({ values: [value], n }));
const hidden = (sizes: Readonly<Record<string, number>>, smallest: number) =>
  [...hideSmall(groups(sizes), smallest)].map((key) => JSON.parse(key)[0]).sort();

describe('small groups', () => {
  test('none is hidden when all are large enough', () => {
    expect(hidden({ a: 10, b: 11 }, 10)).toEqual([]);
  });

  test('one small group takes the next smallest with it, or the total would tell', () => {
    expect(hidden({ a: 9, b: 500, c: 40 }, 10)).toEqual(['a', 'c']);
  });

  test('two small groups that are together large enough hide each other', () => {
    expect(hidden({ a: 6, b: 7, c: 40 }, 10)).toEqual(['a', 'b']);
    expect(hidden({ a: 2, b: 3, c: 40, d: 50 }, 10)).toEqual(['a', 'b', 'c']);
  });

  test('what is hidden can never be found as the total less the rest: property', () => {
    const sizes = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 60 }), {
      minKeys: 2,
    });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 40 }), (all, smallest) => {
        const away = hidden(all, smallest);
        const rest = away.reduce((sum, name) => sum + all[name]!, 0);
        const alone = away.length === 1 && Object.keys(all).length > 1;
        expect(alone).toBe(false);
        expect(away.length === 0 || rest >= smallest || away.length === Object.keys(all).length).toBe(true);
        for (const [name, n] of Object.entries(all)) if (n < smallest) expect(away).toContain(name);
      }),
    );
  });
});

describe('crossings', () => {
  const cells = (table: Readonly<Record<string, number>>): readonly Sized[] =>
    Object.entries(table).map(([key, n]) => ({ values: key.split('/'), n }));
  const none = [new Set<string>(), new Set<string>()];

  test('a hidden cell is not alone in its row or its column', () => {
    const table = { 'A/F': 5, 'A/M': 90, 'B/F': 80, 'B/M': 70, 'C/F': 30, 'C/M': 40 };
    const away = hideSmallCrossed(cells(table), 10, none);
    for (const line of ['A', 'B', 'C', 'F', 'M']) {
      const inLine = Object.keys(table).filter((key) => key.split('/').includes(line));
      expect([line, inLine.filter((key) => away.has(groupKey(key.split('/')))).length]).not.toEqual([
        line,
        1,
      ]);
    }
    expect(away.has(groupKey(['A', 'F']))).toBe(true);
  });

  test('the parts of a group that is hidden itself are hidden', () => {
    const margins = [new Set([groupKey(['A']), groupKey(['B'])]), new Set<string>()];
    const table = cells({ 'A/F': 50, 'A/M': 90, 'B/F': 80, 'B/M': 70, 'C/F': 30, 'C/M': 40 });
    const away = hideSmallCrossed(table, 10, margins);
    expect([...away].sort()).toEqual(['["A","F"]', '["A","M"]', '["B","F"]', '["B","M"]']);
  });
});
