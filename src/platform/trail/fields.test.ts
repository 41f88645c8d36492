import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commit, isErasedSalt, saltAt } from './commitment.ts';
import { checkFields, commitFields, openFields } from './fields.ts';

const fields = {
  title: 'Loan scoring',
  level: 12,
  owner: null,
  tags: ['credit'],
  note: undefined,
  '10': 'x',
  '9': 'y',
};

const rows = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.oneof(fc.constant(null), fc.jsonValue()),
  { maxKeys: 12 },
);

test('every field with a value is committed to, in canonical order, and no other', () => {
  const { commitments, salts } = commitFields(fields);
  expect(Object.keys(commitments).sort()).toEqual(['10', '9', 'level', 'tags', 'title']);
  expect(salts).toHaveLength(5 * 16);
  expect(commitments['10']).toBe(commit(saltAt(salts, 0), 'x'));
  expect(commitments['9']).toBe(commit(saltAt(salts, 1), 'y'));
  expect(commitments.title).toBe(commit(saltAt(salts, 4), 'Loan scoring'));
});

test('the same fields have other commitments each time', () => {
  expect(commitFields(fields).commitments.title).not.toBe(commitFields(fields).commitments.title);
});

test('a field cannot be called __proto__', () => {
  expect(() => commitFields(JSON.parse('{"__proto__":1}'))).toThrow('__proto__');
});

test('any row matches its own commitments', () => {
  fc.assert(
    fc.property(rows, (row) => {
      const { commitments, salts } = commitFields(row);
      expect(checkFields(commitments, row, salts)).toEqual([]);
      expect(checkFields(JSON.parse(JSON.stringify(commitments)), row, salts)).toEqual([]);
    }),
  );
});

describe('a row that was touched is told from its leaf', () => {
  const { commitments, salts } = commitFields(fields);

  test('a changed value', () => {
    expect(checkFields(commitments, { ...fields, level: 11 }, salts)).toEqual([
      { name: 'level', state: 'changed' },
    ]);
  });

  test('a value of another type that prints alike', () => {
    expect(checkFields(commitments, { ...fields, level: '12' }, salts)).toEqual([
      { name: 'level', state: 'changed' },
    ]);
  });

  test('a value that has no JSON', () => {
    expect(checkFields(commitments, { ...fields, level: 12n }, salts)).toEqual([
      { name: 'level', state: 'changed' },
    ]);
  });

  test('a removed value', () => {
    expect(checkFields(commitments, { ...fields, tags: null }, salts)).toEqual([
      { name: 'tags', state: 'missing' },
    ]);
    const { tags: _, ...without } = fields;
    expect(checkFields(commitments, without, salts)).toEqual([{ name: 'tags', state: 'missing' }]);
  });

  test('an added value', () => {
    expect(checkFields(commitments, { ...fields, owner: 'per_1' }, salts)).toEqual([
      { name: 'owner', state: 'extra' },
    ]);
  });

  test('an erased value, only with its salt zeroed', () => {
    const zeroed = salts.slice().fill(0, 4 * 16, 5 * 16);
    expect(checkFields(commitments, { ...fields, title: null }, zeroed)).toEqual([
      { name: 'title', state: 'erased' },
    ]);
    expect(checkFields(commitments, fields, zeroed)).toEqual([{ name: 'title', state: 'changed' }]);
  });

  test('any flipped bit of a salt', () => {
    fc.assert(
      fc.property(fc.nat({ max: salts.length * 8 - 1 }), (bit) => {
        const flipped = salts.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        expect(checkFields(commitments, fields, flipped)).toHaveLength(1);
      }),
    );
  });

  test('salts cut short or grown make every field suspect', () => {
    expect(checkFields(commitments, fields, salts.slice(16))).toHaveLength(5);
    expect(checkFields(commitments, fields, new Uint8Array(96))).toHaveLength(5);
    expect(checkFields({}, {}, new Uint8Array(16))).toEqual([{ name: 'salts', state: 'changed' }]);
  });
});

describe('opening fields', () => {
  const { commitments, salts } = commitFields(fields);

  test('gives the salts of the named fields and of no others', () => {
    const opened = openFields(commitments, salts, ['title', 'owner', '9']);
    expect([...opened.keys()].sort()).toEqual(['9', 'title']);
    expect(commit(opened.get('title')!, 'Loan scoring')).toBe(commitments.title);
    expect(commit(opened.get('9')!, 'y')).toBe(commitments['9']);
  });

  test('gives copies: an erasure in the row later does not reach them', () => {
    const own = Buffer.from(salts); // what PostgreSQL's driver hands over; its slice would be a view
    const opened = openFields(commitments, own, ['title']);
    own.fill(0);
    expect(isErasedSalt(opened.get('title')!)).toBe(false);
  });

  test('refuses salts of another entry', () => {
    expect(() => openFields(commitments, salts.slice(16), ['title'])).toThrow('do not belong');
  });
});
