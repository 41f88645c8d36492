import { append, emptyFrontier, foldNodes, HASH_BYTES, nodeHash, root, subtreeLevels } from './merkle.ts';

/**
 * Root of the complete subtree of 2^level leaves that starts at leaf `index` × 2^level; level 0 is a leaf hash.
 * Asked only for what a proof needs, so a cache of upper levels makes proofs over long logs cheap.
 */
export type NodeGetter = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

/** A getter over leaf hashes alone; it hashes each subtree it is asked for from its leaves. */
export function nodesOver(leafHashAt: (index: number) => Uint8Array | Promise<Uint8Array>): NodeGetter {
  return async (level, index) => {
    const width = 2 ** level;
    let frontier = emptyFrontier();
    for (let i = index * width; i < (index + 1) * width; i += 1)
      frontier = append(frontier, await leafHashAt(i));
    return root(frontier);
  };
}

/**
 * Proof that leaf `index` is in the tree of `size` leaves (RFC 9162 2.1.3.1).
 * @returns the hashes from the leaf's sibling up
 * @throws RangeError when the leaf is not in the tree
 */
export async function inclusionProof(index: number, size: number, nodes: NodeGetter): Promise<Uint8Array[]> {
  if (!isSize(size) || !isSize(index) || index >= size) {
    throw new RangeError(`Entry ${index} is not in a log of ${size} entries.`);
  }
  const proof: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    proof.push(index < middle ? await rangeRoot(middle, end, nodes) : await rangeRoot(start, middle, nodes));
    if (index < middle) end = middle;
    else start = middle;
  }
  return proof.reverse();
}

/**
 * Proof that the tree of `first` leaves is the beginning of that of `second` (RFC 9162 2.1.4.1).
 * @returns hashes; none when the sizes are equal or `first` is 0
 * @throws RangeError unless 0 <= first <= second
 */
export async function consistencyProof(
  first: number,
  second: number,
  nodes: NodeGetter,
): Promise<Uint8Array[]> {
  if (!isSize(first) || !isSize(second) || first > second) {
    throw new RangeError(`A log of ${second} entries cannot contain one of ${first}.`);
  }
  if (first === 0) return [];
  const proof: Uint8Array[] = [];
  let start = 0;
  let end = second;
  while (first < end) {
    const middle = start + splitOf(end - start);
    if (first <= middle) {
      proof.push(await rangeRoot(middle, end, nodes));
      end = middle;
    } else {
      proof.push(await rangeRoot(start, middle, nodes));
      start = middle;
    }
  }
  // The verifier knows the old root itself, and needs a hash only where the old tree ends inside a subtree.
  if (start > 0) proof.push(await rangeRoot(start, end, nodes));
  return proof.reverse();
}

export type InclusionClaim = {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** True when the proof leads from the leaf to the root (RFC 9162 2.1.3.2). Never throws. */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { index, size, proof } = claim;
  if (!isSize(index) || !isSize(size) || index >= size) return false;
  if (![claim.leafHash, claim.root, ...proof].every(isHash)) return false;
  let at = index;
  let last = size - 1;
  let result = claim.leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      result = nodeHash(sibling, result);
      for (; at % 2 === 0 && at !== 0; at /= 2) last = half(last);
    } else {
      result = nodeHash(result, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equal(result, claim.root);
}

export type ConsistencyClaim = {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** True when the first tree is the beginning of the second (RFC 9162 2.1.4.2). Never throws. */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!isSize(first) || !isSize(second) || first > second) return false;
  if (![firstRoot, secondRoot, ...proof].every(isHash)) return false;
  if (first === second) return proof.length === 0 && equal(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && equal(firstRoot, foldNodes([]));
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  const begin = path[0];
  if (begin === undefined) return false;
  let at = first - 1;
  let last = second - 1;
  for (; at % 2 === 1; at = half(at)) last = half(last);
  let old = begin;
  let now = begin;
  for (const node of path.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old = nodeHash(node, old);
      now = nodeHash(node, now);
      for (; at % 2 === 0 && at !== 0; at /= 2) last = half(last);
    } else {
      now = nodeHash(now, node);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equal(old, firstRoot) && equal(now, secondRoot);
}

/** Root of [start, end), where start is a multiple of the range's width rounded up to a power of two. */
async function rangeRoot(start: number, end: number, nodes: NodeGetter): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let at = start;
  for (const level of subtreeLevels(end - start)) {
    parts.push(await nodes(level, at / 2 ** level));
    at += 2 ** level;
  }
  return foldNodes(parts);
}

/** Largest power of two below `width` (RFC 6962's k). */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}

function isPowerOfTwo(size: number): boolean {
  return subtreeLevels(size).length === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}
