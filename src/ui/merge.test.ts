import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeOf } from './merge.ts';

const value = fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));

test('a person is asked only when both sides changed the field, and differently', () => {
  fc.assert(
    fc.property(value, value, value, (base, mine, theirs) => {
      const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
      const answer = mergeOf(base, mine, theirs);
      expect(answer === 'ask').toBe(differ(base, theirs) && differ(mine, theirs));
      expect(answer === 'done').toBe(!differ(mine, theirs));
    }),
  );
});

test('nothing set and not there are the same', () => {
  expect(mergeOf(undefined, 'mine', null)).toBe('write');
});
