import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitFields } from './fields.ts';
import { type Leaf, leafHash, leafText } from './leaf.ts';
import { rootOf } from './merkle.ts';
import { inclusionProof, nodesOver } from './merkle-proof.ts';
import { type Disclosure, disclose, inclusionToJson, verifyDisclosure } from './proof.ts';

const fields = {
  title: 'Loan scoring',
  level: 12,
  owner: 'per_7',
  reviewer: null,
  tags: ['credit', 'people'],
};
const { commitments, salts } = commitFields(fields);

function leafWith(seq: number, commitmentsOfLeaf: Readonly<Record<string, string>>): Leaf {
  return {
    v: 1,
    org: 'org_1',
    seq,
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
    fields: commitmentsOfLeaf,
  };
}

const texts = Array.from({ length: 11 }, (_, seq) => leafText(leafWith(seq, seq === 6 ? commitments : {})));
const hashes = texts.map(leafHash);
const checkpoint = { origin: 'openaims.invalid/org_1/1', size: 11, root: rootOf(hashes) };
const path = await inclusionProof(
  6,
  11,
  nodesOver((i) => hashes[i]!),
);
const inclusion = inclusionToJson(6, 11, path);
const source = { leafText: texts[6]!, fields, salts };

/** As a pack travels: through JSON. */
function sent<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

describe('a disclosure', () => {
  test('proves the fields it shows and names those it withholds', () => {
    const entry = sent(disclose({ ...source, names: ['title', 'tags'] }));
    const verdict = verifyDisclosure(entry, sent(inclusion), checkpoint);
    expect(verdict).toEqual({
      ok: true,
      leaf: leafWith(6, commitments),
      shown: { title: 'Loan scoring', tags: ['credit', 'people'] },
      withheld: ['level', 'owner'],
    });
  });

  test('carries neither value nor salt of what it withholds', () => {
    const text = JSON.stringify(disclose({ ...source, names: ['title'] }));
    expect(text).not.toContain('per_7');
    // Canonical order: level, owner, tags, title.
    for (const place of [0, 1, 2]) {
      const salt = Buffer.from(salts.subarray(place * 16, place * 16 + 16));
      expect(text).not.toContain(salt.toString('base64url'));
    }
    expect(text).toContain(Buffer.from(salts.subarray(48)).toString('base64url'));
  });

  test('of any choice of fields verifies', () => {
    fc.assert(
      fc.property(fc.subarray(['title', 'level', 'owner', 'reviewer', 'tags']), (names) => {
        const verdict = verifyDisclosure(sent(disclose({ ...source, names })), inclusion, checkpoint);
        const shown = names.filter((name) => name !== 'reviewer');
        expect(verdict).toMatchObject({ ok: true });
        expect(verdict.ok && Object.keys(verdict.shown).sort()).toEqual(shown.sort());
        expect(verdict.ok && verdict.withheld.length).toBe(4 - shown.length);
      }),
    );
  });

  test('withholds an erased field that it was asked to show', () => {
    const erased = { ...source, fields: { ...fields, owner: null }, salts: salts.slice().fill(0, 16, 32) };
    const verdict = verifyDisclosure(
      disclose({ ...erased, names: ['title', 'owner'] }),
      inclusion,
      checkpoint,
    );
    expect(verdict).toMatchObject({
      ok: true,
      shown: { title: 'Loan scoring' },
      withheld: ['level', 'owner', 'tags'],
    });
  });

  test('is not made of a record that does not match its entry', () => {
    const forged = { ...source, fields: { ...fields, level: 3 } };
    expect(() => disclose({ ...forged, names: ['title', 'level'] })).toThrow(
      'does not match the record in: level.',
    );
    expect(() => disclose({ ...forged, names: ['title'] })).not.toThrow();
    const added = { ...source, fields: { ...fields, reviewer: 'per_9' } };
    expect(() => disclose({ ...added, names: ['reviewer'] })).toThrow('reviewer');
  });
});

describe('a disclosure that was touched', () => {
  const entry = disclose({ ...source, names: ['title', 'level'] });
  const verify = (wrong: Disclosure) => verifyDisclosure(wrong, inclusion, checkpoint);

  test('a changed value is named', () => {
    const wrong = { ...entry, shown: { ...entry.shown, level: { ...entry.shown.level!, value: 13 } } };
    expect(verify(wrong)).toEqual({ ok: false, reason: 'fields-changed', fields: ['level'] });
  });

  test('values swapped with their salts are named', () => {
    const wrong = { ...entry, shown: { title: entry.shown.level!, level: entry.shown.title! } };
    expect(verify(wrong)).toEqual({ ok: false, reason: 'fields-changed', fields: ['title', 'level'] });
  });

  test('a field the entry does not list is named', () => {
    const wrong = { ...entry, shown: { ...entry.shown, reviewer: { value: 'per_9', salt: 'A'.repeat(22) } } };
    expect(verify(wrong)).toEqual({ ok: false, reason: 'fields-changed', fields: ['reviewer'] });
  });

  test('a null passed off as the value of a listed field is named', () => {
    const wrong = { ...entry, shown: { level: { value: null, salt: 'A'.repeat(22) } } };
    expect(verify(wrong)).toEqual({ ok: false, reason: 'fields-changed', fields: ['level'] });
  });

  test('a changed entry is not in the log', () => {
    expect(verify({ ...entry, leaf: entry.leaf.replace('rsk_1', 'rsk_2') })).toMatchObject({
      reason: 'not-in-log',
    });
  });

  test('another place, path, size or root is not in the log', () => {
    const reasonOf = (proof: typeof inclusion, against = checkpoint) =>
      verifyDisclosure(entry, proof, against) as { readonly reason?: string };
    expect(reasonOf({ ...inclusion, index: 7 }).reason).toBe('not-in-log');
    expect(reasonOf({ ...inclusion, path: inclusion.path.slice(1) }).reason).toBe('not-in-log');
    expect(reasonOf({ ...inclusion, size: 10 }).reason).toBe('not-in-log');
    expect(reasonOf({ ...inclusion, index: '6' as unknown as number }).reason).toBe('not-in-log');
    expect(reasonOf({ ...inclusion, path: {} as unknown as string[] }).reason).toBe('not-in-log');
    expect(reasonOf(null as unknown as typeof inclusion).reason).toBe('not-in-log');
    expect(reasonOf(inclusion, { ...checkpoint, root: new Uint8Array(32) }).reason).toBe('not-in-log');
  });

  test.each([
    ['no entry', {}],
    ['nothing shown', { leaf: entry.leaf }],
    ['an entry that is no leaf', { leaf: '{}', shown: {} }],
    ['a salt that is no text', { leaf: entry.leaf, shown: { title: { value: 'x', salt: 1 } } }],
    ['a field without value and salt', { leaf: entry.leaf, shown: { title: null } }],
  ])('%s is malformed', (_name, wrong) => {
    expect(verify(wrong as unknown as Disclosure)).toEqual({ ok: false, reason: 'malformed', fields: [] });
  });
});
