import fc from 'fast-check';
import { expect, test } from 'vitest';
import { causeCategories, keysOf } from '../words.ts';
import { fishboneOf } from './fishbone.ts';
import { textLines } from './text-lines.ts';

test('every cause has its place inside the drawing, and no two share one', () => {
  const bones = fc.uniqueArray(
    fc.record({
      category: fc.constantFrom(...keysOf(causeCategories)),
      causes: fc.array(fc.string({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 12 }),
    }),
    { selector: (bone) => bone.category },
  );
  fc.assert(
    fc.property(bones, fc.string({ maxLength: 300 }), (given, effect) => {
      const drawn = fishboneOf(given, effect);
      const ticks = drawn.bones.flatMap((bone) => bone.ticks);
      expect(ticks).toHaveLength(given.flatMap((bone) => bone.causes).length);
      for (const { x1, x2, y1 } of ticks) {
        expect(x1).toBeGreaterThanOrEqual(0);
        expect(x2).toBeLessThanOrEqual(drawn.width);
        expect(y1).toBeGreaterThan(0);
        expect(y1).toBeLessThan(drawn.height);
      }
      const places = new Set(ticks.map((tick) => `${Math.round(tick.x1)} ${tick.y1}`));
      expect(places.size).toBe(ticks.length);
    }),
  );
});

test('a text is broken between words, a long word inside, and what does not fit is marked', () => {
  expect(textLines('The rota does not know absences', 12, 4)).toEqual([
    'The rota',
    'does not',
    'know',
    'absences',
  ]);
  expect(textLines('Donaudampfschifffahrt', 8, 4)).toEqual(['Donaudam', 'pfschiff', 'fahrt']);
  expect(textLines('one two three four', 5, 2)).toEqual(['one', 'two…']);
  expect(textLines('   ', 5, 2)).toEqual([]);
});
