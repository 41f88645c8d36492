import { hash } from 'node:crypto';

/**
 * The right edge of an RFC 6962 tree: the roots of its complete subtrees, largest first, one per set bit of
 * `size`. All that is needed to append and to know the root. Never changed in place: keeping the old value is
 * the snapshot, going back to it the undo.
 */
export type Frontier = { readonly size: number; readonly nodes: readonly Uint8Array[] };

export const HASH_BYTES = 32;

/** The frontier of a log without entries. */
export function emptyFrontier(): Frontier {
  return { size: 0, nodes: [] };
}

/**
 * The frontier with one more leaf.
 * @param leafHash 32 bytes, SHA-256(0x00 ‖ entry)
 * @throws RangeError when the hash has another length
 */
export function append(frontier: Frontier, leafHash: Uint8Array): Frontier {
  if (leafHash.length !== HASH_BYTES) throw new RangeError(`A leaf hash has ${HASH_BYTES} bytes.`);
  const nodes = frontier.nodes.slice();
  let node = leafHash;
  // Every trailing 1 bit of the size is a complete subtree that the new one closes up with.
  for (let rest = frontier.size; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(nodes.pop()!, node);
  nodes.push(node);
  return { size: frontier.size + 1, nodes };
}

/**
 * The Merkle tree hash (RFC 6962 2.1).
 * @returns 32 bytes; for the empty tree SHA-256 of nothing
 */
export function root(frontier: Frontier): Uint8Array {
  return foldNodes(frontier.nodes);
}

/** The Merkle tree hash over these leaf hashes. */
export function rootOf(leafHashes: Iterable<Uint8Array>): Uint8Array {
  let frontier = emptyFrontier();
  for (const leafHash of leafHashes) frontier = append(frontier, leafHash);
  return root(frontier);
}

/** SHA-256(0x01 ‖ left ‖ right), 32 bytes (RFC 6962 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  scratch.set(left, 1);
  scratch.set(right, 1 + HASH_BYTES);
  return hash('sha256', scratch, 'buffer');
}

/** The root over adjacent complete subtrees, largest first. */
export function foldNodes(nodes: readonly Uint8Array[]): Uint8Array {
  if (nodes.length === 0) return hash('sha256', '', 'buffer');
  return nodes.reduceRight((right, left) => nodeHash(left, right));
}

/** For one database column: the size as 8 bytes, big-endian, then the nodes. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  const bytes = new Uint8Array(8 + frontier.nodes.length * HASH_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(frontier.size));
  frontier.nodes.forEach((node, i) => {
    bytes.set(node, 8 + i * HASH_BYTES);
  });
  return bytes;
}

/**
 * Reads `encodeFrontier`'s bytes.
 * @throws Error when they are not a frontier
 */
export function decodeFrontier(bytes: Uint8Array): Frontier {
  if (bytes.length < 8) throw new Error('These bytes are not a frontier: the size is missing.');
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  if (!Number.isSafeInteger(size)) throw new Error('These bytes are not a frontier: the size is too large.');
  const count = subtreeLevels(size).length;
  if (bytes.length !== 8 + count * HASH_BYTES) {
    throw new Error(`These bytes are not a frontier of ${size} entries: ${count} nodes are expected.`);
  }
  // Copies: what a database driver handed over may be reused.
  const nodes = Array.from(
    { length: count },
    (_, i) => new Uint8Array(bytes.subarray(8 + i * HASH_BYTES, 8 + (i + 1) * HASH_BYTES)),
  );
  return { size, nodes };
}

/** The root of the bytes of a frontier, in base64: how backups and hand-overs name it. */
export function rootText(frontier: Uint8Array): string {
  return Buffer.from(root(decodeFrontier(new Uint8Array(frontier)))).toString('base64');
}

/** Heights of the complete subtrees of a tree of that size, largest first: the set bits of the size. */
export function subtreeLevels(size: number): number[] {
  const levels: number[] = [];
  // Not with bit operators: they stop at 32 bits.
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) levels.unshift(level);
  }
  return levels;
}

const scratch = new Uint8Array(1 + 2 * HASH_BYTES);
scratch[0] = 1;
