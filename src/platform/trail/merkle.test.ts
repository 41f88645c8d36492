import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash } from './leaf.ts';
import {
  append,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  nodeHash,
  root,
  rootOf,
  subtreeLevels,
} from './merkle.ts';
import { referenceLeaves, referenceRoots } from './reference-tree.fixture.ts';

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** RFC 6962 2.1, word for word. */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length < 2) return leaves[0] ?? rootOf([]);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(definition(leaves.slice(0, k)), definition(leaves.slice(k)));
}

function grown(count: number): Frontier {
  let frontier = emptyFrontier();
  for (let i = 0; i < count; i += 1) frontier = append(frontier, leafHash(String(i)));
  return frontier;
}

test.each(referenceRoots.map((expected, size) => [size, expected] as const))(
  'the reference tree of %i leaves has its published root',
  (size, expected) => {
    expect(hex(rootOf(referenceLeaves.slice(0, size)))).toBe(expected);
  },
);

test('the root is that of the definition for every size', () => {
  const leaves = Array.from({ length: 70 }, (_, i) => leafHash(String(i)));
  for (let size = 0; size <= leaves.length; size += 1) {
    expect(hex(root(grown(size)))).toBe(hex(definition(leaves.slice(0, size))));
  }
});

test('appending leaves the earlier frontier as it was, so that it can be gone back to', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.nat({ max: 40 }), (size, more) => {
      const before = grown(size);
      const bytes = hex(encodeFrontier(before));
      let after = before;
      for (let i = 0; i < more; i += 1) after = append(after, leafHash('undone'));
      expect(hex(encodeFrontier(before))).toBe(bytes);
      expect(hex(root(append(before, leafHash('x'))))).toBe(hex(root(append(grown(size), leafHash('x')))));
    }),
  );
});

test('a frontier is read back from its bytes, also from the middle of a larger buffer', () => {
  fc.assert(
    fc.property(fc.nat({ max: 300 }), fc.nat({ max: 9 }), (size, offset) => {
      const frontier = grown(size);
      const bytes = encodeFrontier(frontier);
      const inside = Buffer.concat([Buffer.alloc(offset), bytes, Buffer.alloc(3)]).subarray(
        offset,
        offset + bytes.length,
      );
      const back = decodeFrontier(inside);
      inside.fill(0);
      expect(back.size).toBe(size);
      expect(hex(root(back))).toBe(hex(root(frontier)));
      expect(hex(encodeFrontier(back))).toBe(hex(bytes));
    }),
  );
});

test('a frontier beyond 32 bits appends as the same tree would', () => {
  const size = 2 ** 40 + 3;
  const nodes = [leafHash('a'), leafHash('b'), leafHash('c')];
  const next = append({ size, nodes }, leafHash('d'));
  expect(next.size).toBe(2 ** 40 + 4);
  expect(next.nodes.map(hex)).toEqual([
    hex(nodes[0]!),
    hex(nodeHash(nodes[1]!, nodeHash(nodes[2]!, leafHash('d')))),
  ]);
  expect(hex(encodeFrontier(decodeFrontier(encodeFrontier(next))))).toBe(hex(encodeFrontier(next)));
  expect(subtreeLevels(size)).toEqual([40, 1, 0]);
});

describe('bytes that are no frontier are refused', () => {
  const bytes = encodeFrontier(grown(5));

  test.each([
    ['none', new Uint8Array(0)],
    ['a node cut off', bytes.slice(0, -1)],
    ['a node too many', new Uint8Array([...bytes, ...new Uint8Array(32)])],
    ['another size', new Uint8Array([...bytes.slice(0, 7), 7, ...bytes.slice(8)])],
    ['a size no log has', new Uint8Array(8).fill(255)],
  ])('%s', (_name, wrong) => {
    expect(() => decodeFrontier(wrong)).toThrow('These bytes are not a frontier');
  });

  test('a leaf hash of another length', () => {
    expect(() => append(emptyFrontier(), new Uint8Array(31))).toThrow(RangeError);
  });
});
