import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonical } from '#kernel/canonical.ts';
import { type Leaf, leafHash, leafText, parseLeaf, readLeaf } from './leaf.ts';

const leaf: Leaf = {
  v: 1,
  org: 'org_1',
  seq: 7,
  op: 'opn_1',
  at: '2026-11-24T10:00:00.000Z',
  actor: 'per_1',
  via: 'session',
  operation: 'risk.create',
  type: 'risk',
  schema: 1,
  id: 'rsk_1',
  version: 1,
  change: 'create',
  fields: { title: 'A'.repeat(43), level: 'B'.repeat(43) },
};
const { change: _change, ...base } = leaf;

const erase: Leaf = {
  ...base,
  fields: {},
  change: 'erase',
  detail: { paths: ['title'], ground: 'GDPR Article 17(1)(b)', approvers: ['per_2'] },
};
const epoch: Leaf = {
  ...base,
  actor: null,
  via: 'operator',
  fields: {},
  change: 'epoch',
  detail: { epoch: 2, size: 7, root: 'AAAA', checkpoint: null },
};
const auth: Leaf = {
  ...base,
  fields: {},
  change: 'auth',
  detail: { event: 'session.created', session: 'ses_1' },
};

test('the text of a leaf is fixed to the byte', () => {
  expect(leafText(leaf)).toBe(
    '{"actor":"per_1","at":"2026-11-24T10:00:00.000Z","change":"create","fields":' +
      `{"level":"${'B'.repeat(43)}","title":"${'A'.repeat(43)}"},"id":"rsk_1","op":"opn_1",` +
      '"operation":"risk.create","org":"org_1","schema":1,"seq":7,"type":"risk","v":1,"version":1,"via":"session"}',
  );
});

test('the hash of a leaf has the prefix 0x00 of RFC 6962', () => {
  const expected = createHash('sha256').update(Buffer.of(0)).update('{"ä":"€"}', 'utf8').digest();
  expect(Buffer.from(leafHash('{"ä":"€"}'))).toEqual(expected);
});

test('the hash of an empty entry is the one published with RFC 6962', () => {
  expect(Buffer.from(leafHash('')).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
});

test.each([
  ['a version of a record', leaf],
  ['a removal', { ...leaf, change: 'remove', fields: {} } satisfies Leaf],
  ['an erasure', erase],
  ['the opening of an epoch', epoch],
  ['an event of sign-in', auth],
])('%s is read back as it was written', (_name, value) => {
  expect(parseLeaf(leafText(value))).toEqual(value);
});

describe('what is not a leaf is refused', () => {
  const without = (key: keyof Leaf) => {
    const { [key]: _, ...rest } = leaf;
    return rest;
  };

  test.each([
    ['no JSON', '{', 'is not JSON'],
    ['a list', '[]', 'it is no object'],
    ['another version', canonical({ ...leaf, v: 2 }), 'not version 1'],
    ['no organisation', canonical(without('org')), '"org" is no text'],
    ['a broken position', canonical({ ...leaf, seq: 1.5 }), 'no whole number'],
    ['a negative version', canonical({ ...leaf, version: -1 }), 'no whole number'],
    ['an actor that is a number', canonical({ ...leaf, actor: 3 }), '"actor"'],
    ['no contract', canonical(without('schema')), '"schema"'],
    ['an unknown door', canonical({ ...leaf, via: 'window' }), '"via"'],
    ['an unknown change', canonical({ ...leaf, change: 'replace' }), '"change"'],
    ['an erasure without its detail', canonical({ ...leaf, change: 'erase' }), '"detail"'],
    ['a creation with a detail', canonical({ ...leaf, detail: {} }), '"detail"'],
    ['one key more', canonical({ ...leaf, colour: 'red' }), 'other keys'],
    ['no fields', canonical({ ...leaf, fields: null }), '"fields"'],
    ['a value in place of a commitment', canonical({ ...leaf, fields: { title: 'Loan' } }), 'field "title"'],
  ])('%s', (_name, text, message) => {
    expect(() => parseLeaf(text)).toThrow(message);
  });

  test('another spelling of the same leaf', () => {
    expect(() => parseLeaf(JSON.stringify(leaf))).toThrow('not in canonical form');
    expect(readLeaf(JSON.stringify(leaf))).toEqual(leaf);
  });

  test('a key written twice, which two readers could read differently', () => {
    const twice = leafText(leaf).replace('"id":"rsk_1"', '"id":"rsk_2","id":"rsk_1"');
    expect(() => parseLeaf(twice)).toThrow('not in canonical form');
  });
});
