import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSlice, type Slice, sliceTitle, writeSlice } from './slice.ts';

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => text.isWellFormed());
const slice: fc.Arbitrary<Slice> = fc.oneof(
  fc.constant({ kind: 'all' as const }),
  word.map((column) => ({ kind: 'column' as const, column })),
  word.map((value) => ({ kind: 'class' as const, value })),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((attributes) => ({ kind: 'by' as const, attributes })),
  fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 3 }).map((pairs) => ({
    kind: 'group' as const,
    attributes: pairs.map(([name]) => name),
    values: pairs.map(([, value]) => value),
  })),
);

test('reading what was written gives the same slice, whatever names and values hold', () => {
  fc.assert(
    fc.property(slice, (each) => {
      expect(readSlice(writeSlice(each))).toEqual(each);
    }),
  );
});

test('values that hold punctuation cannot pass for another slice', () => {
  const tricky = { kind: 'group', attributes: ['race'], values: ['A&sex=M'] } as const;
  expect(writeSlice(tricky)).toBe('group:race=A%26sex%3DM');
  expect(sliceTitle(writeSlice(tricky))).toBe('race: A&sex=M');
});

test.each(['', 'none', 'group:race', 'group:a=b=c', 'column:', 'column:%E0%A4%A'])(
  '%j is no slice',
  (text) => {
    expect(readSlice(text)).toBeNull();
  },
);
