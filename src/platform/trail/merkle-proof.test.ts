import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash } from './leaf.ts';
import { nodeHash, rootOf } from './merkle.ts';
import {
  consistencyProof,
  inclusionProof,
  type NodeGetter,
  nodesOver,
  verifyConsistency,
  verifyInclusion,
} from './merkle-proof.ts';
import { referenceLeaves, referenceRoots } from './reference-tree.fixture.ts';

const N0 = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';
const N1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const N4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const N01 = 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125';
const N23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const N45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const N67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const N0123 = 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7';
const N4567 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';

const leaves = Array.from({ length: 40 }, (_, i) => leafHash(String(i)));
const nodes = nodesOver((i) => leaves[i]!);
const roots = Array.from({ length: 41 }, (_, size) => rootOf(leaves.slice(0, size)));
const reference = nodesOver((i) => referenceLeaves[i]!);

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes); // the slice of a Buffer would be a view
  copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
}

// Published in transparency-dev/merkle, testonly/reference_test.go, from the C++ reference implementation.
describe('the reference tree', () => {
  test.each([
    [0, 1, []],
    [0, 2, [N1]],
    [1, 2, [N0]],
    [2, 3, [N01]],
    [1, 5, [N0, N23, N4]],
    [0, 8, [N1, N23, N4567]],
    [5, 8, [N4, N67, N0123]],
  ])('has the published inclusion path of leaf %i in %i', async (index, size, expected) => {
    const proof = await inclusionProof(index, size, reference);
    expect(proof.map(hex)).toEqual(expected);
    const root = Buffer.from(referenceRoots[size]!, 'hex');
    expect(verifyInclusion({ index, size, leafHash: referenceLeaves[index]!, proof, root })).toBe(true);
  });

  test.each([
    [1, 1, []],
    [1, 8, [N1, N23, N4567]],
    [2, 5, [N23, N4]],
    [6, 8, [N45, N67, N0123]],
  ])('has the published consistency path from %i to %i', async (first, second, expected) => {
    const proof = await consistencyProof(first, second, reference);
    expect(proof.map(hex)).toEqual(expected);
    const [firstRoot, secondRoot] = [first, second].map((size) => Buffer.from(referenceRoots[size]!, 'hex'));
    const claim = { first, second, firstRoot: firstRoot!, secondRoot: secondRoot!, proof };
    expect(verifyConsistency(claim)).toBe(true);
  });
});

describe('inclusion', () => {
  test('every leaf of every size is proved', async () => {
    for (let size = 1; size <= 40; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, nodes);
        expect(verifyInclusion({ index, size, leafHash: leaves[index]!, proof, root: roots[size]! })).toBe(
          true,
        );
      }
    }
  });

  const cases = fc
    .integer({ min: 1, max: 40 })
    .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })));

  test('any flipped bit of leaf, root or path fails', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat({ max: 255 }), fc.nat(), async ([size, index], bit, pick) => {
        const proof = await inclusionProof(index, size, nodes);
        const good = { index, size, leafHash: leaves[index]!, proof, root: roots[size]! };
        expect(verifyInclusion({ ...good, leafHash: flipped(good.leafHash, bit) })).toBe(false);
        expect(verifyInclusion({ ...good, root: flipped(good.root, bit) })).toBe(false);
        if (proof.length === 0) return;
        const wrong = proof.with(pick % proof.length, flipped(proof[pick % proof.length]!, bit));
        expect(verifyInclusion({ ...good, proof: wrong })).toBe(false);
      }),
    );
  });

  test('another place, a longer or a shorter path fails', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat({ max: 50 }), async ([size, index], other) => {
        const proof = await inclusionProof(index, size, nodes);
        const good = { index, size, leafHash: leaves[index]!, proof, root: roots[size]! };
        if (other !== index) expect(verifyInclusion({ ...good, index: other })).toBe(false);
        expect(verifyInclusion({ ...good, proof: [...proof, leaves[0]!] })).toBe(false);
        if (proof.length > 0) expect(verifyInclusion({ ...good, proof: proof.slice(1) })).toBe(false);
      }),
    );
  });

  test('a path that is right for a larger log is not taken for a smaller one', async () => {
    const proof = await inclusionProof(1, 2, nodes);
    expect(verifyInclusion({ index: 0, size: 1, leafHash: leaves[1]!, proof, root: roots[2]! })).toBe(false);
  });

  test('an inner node is not taken for a leaf', async () => {
    const inner = nodeHash(leaves[0]!, leaves[1]!);
    const proof = (await inclusionProof(0, 4, nodes)).slice(1);
    expect(verifyInclusion({ index: 0, size: 4, leafHash: inner, proof, root: roots[4]! })).toBe(false);
  });

  test.each([
    [5, 5],
    [-1, 5],
    [0, 0],
    [0.5, 5],
  ])('leaf %d of %d is not in the log', async (index, size) => {
    await expect(inclusionProof(index, size, nodes)).rejects.toThrow('is not in a log of');
    expect(verifyInclusion({ index, size, leafHash: leaves[0]!, proof: [], root: leaves[0]! })).toBe(false);
  });
});

describe('consistency', () => {
  test('any two sizes of one log are consistent', async () => {
    for (let second = 0; second <= 40; second += 1) {
      for (let first = 0; first <= second; first += 1) {
        const proof = await consistencyProof(first, second, nodes);
        const claim = { first, second, firstRoot: roots[first]!, secondRoot: roots[second]!, proof };
        expect(verifyConsistency(claim)).toBe(true);
      }
    }
  });

  const cases = fc
    .integer({ min: 2, max: 40 })
    .chain((second) => fc.tuple(fc.constant(second), fc.integer({ min: 1, max: second - 1 })));

  test('any flipped bit of a root or of the path fails', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat({ max: 255 }), fc.nat(), async ([second, first], bit, pick) => {
        const proof = await consistencyProof(first, second, nodes);
        const good = { first, second, firstRoot: roots[first]!, secondRoot: roots[second]!, proof };
        expect(verifyConsistency({ ...good, firstRoot: flipped(good.firstRoot, bit) })).toBe(false);
        expect(verifyConsistency({ ...good, secondRoot: flipped(good.secondRoot, bit) })).toBe(false);
        const wrong = proof.with(pick % proof.length, flipped(proof[pick % proof.length]!, bit));
        expect(verifyConsistency({ ...good, proof: wrong })).toBe(false);
        expect(verifyConsistency({ ...good, proof: [...proof, leaves[0]!] })).toBe(false);
        expect(verifyConsistency({ ...good, proof: proof.slice(0, -1) })).toBe(false);
      }),
    );
  });

  test('a log whose past was rewritten is not consistent with what it was', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), async ([second, first], pick) => {
        const rewritten = leaves.with(pick % first, leafHash('rewritten')).slice(0, second);
        const proof = await consistencyProof(
          first,
          second,
          nodesOver((i) => rewritten[i]!),
        );
        const claim = { first, second, firstRoot: roots[first]!, secondRoot: rootOf(rewritten), proof };
        expect(verifyConsistency(claim)).toBe(false);
      }),
    );
  });

  test('a path that is right for larger logs is not taken for smaller ones', async () => {
    const proof = await consistencyProof(7, 8, nodes);
    const claim = { first: 3, second: 4, firstRoot: roots[7]!, secondRoot: roots[8]!, proof };
    expect(verifyConsistency(claim)).toBe(false);
  });

  test('two roots of one size must be the same', () => {
    const claim = { first: 3, second: 3, firstRoot: roots[3]!, secondRoot: roots[4]!, proof: [] };
    expect(verifyConsistency(claim)).toBe(false);
  });

  test('the empty log has one root only', () => {
    const claim = { first: 0, second: 3, firstRoot: roots[1]!, secondRoot: roots[3]!, proof: [] };
    expect(verifyConsistency(claim)).toBe(false);
  });

  test('a larger log is not in a smaller one', async () => {
    await expect(consistencyProof(4, 3, nodes)).rejects.toThrow(RangeError);
    const claim = { first: 4, second: 3, firstRoot: roots[4]!, secondRoot: roots[3]!, proof: [] };
    expect(verifyConsistency(claim)).toBe(false);
  });
});

test('a proof in a log of a billion entries asks for few nodes, each once', async () => {
  const asked: string[] = [];
  const getter: NodeGetter = async (level, index) => {
    asked.push(`${level}/${index}`);
    return leafHash(`${level}/${index}`);
  };
  const proof = await inclusionProof(3, 2 ** 33 + 5, getter);
  expect(proof).toHaveLength(34);
  expect(asked.length).toBeLessThan(40);
  expect(new Set(asked).size).toBe(asked.length);
});
