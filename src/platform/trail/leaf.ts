import { hash } from 'node:crypto';
import { canonical } from '#kernel/canonical.ts';

/** Through which door a write came in. */
export type Via = 'session' | 'key' | 'job' | 'import' | 'operator';

type LeafBase = {
  readonly v: 1;
  readonly org: string;
  /** Position in the organisation's log, across epochs. */
  readonly seq: number;
  /** Shared by the entries of one transaction. */
  readonly op: string;
  /** ISO-8601 UTC; never earlier than that of the entry before. */
  readonly at: string;
  /** The person's record id in that organisation, a pseudonym; null when no person acted. */
  readonly actor: string | null;
  readonly via: Via;
  /** Id of the operation, such as `risk.accept`. */
  readonly operation: string;
  readonly type: string;
  /** Which contract wrote the fields. */
  readonly schema: string | number;
  readonly id: string;
  readonly version: number;
  /** Commitment of every non-null top-level field. */
  readonly fields: Readonly<Record<string, string>>;
};

/** A version of a record was made or closed. `remove` names the version closed and has empty `fields`. */
export type RecordLeaf = LeafBase & { readonly change: 'create' | 'update' | 'remove' };

/**
 * Fields of the record `type`/`id` were erased in every version. What stands here can never be erased again:
 * ids, paths and the legal ground, no sentence about a person.
 */
export type EraseLeaf = LeafBase & {
  readonly change: 'erase';
  readonly detail: {
    readonly paths: readonly string[];
    readonly ground: string;
    readonly approvers: readonly string[];
  };
};

/** First leaf of an epoch: what was restored, and the newest checkpoint known then (a signed note). */
export type EpochLeaf = LeafBase & {
  readonly change: 'epoch';
  readonly detail: {
    readonly epoch: number;
    readonly size: number;
    /** Standard base64, as in checkpoints. */
    readonly root: string;
    readonly checkpoint: string | null;
  };
};

/** Something happened at sign-in or to a key; ids and kinds only, never an address or a name. */
export type AuthLeaf = LeafBase & {
  readonly change: 'auth';
  readonly detail: { readonly event: string } & Readonly<Record<string, unknown>>;
};

export type Leaf = RecordLeaf | EraseLeaf | EpochLeaf | AuthLeaf;

/**
 * The text that is stored and hashed: RFC 8785 JSON of the leaf.
 * @throws Error when a part has no canonical JSON
 */
export function leafText(leaf: Leaf): string {
  return canonical(leaf);
}

/**
 * The leaf's hash in the tree, SHA-256(0x00 ‖ UTF-8 of the text) (RFC 6962 2.1).
 * @returns 32 bytes
 */
export function leafHash(text: string): Uint8Array {
  return hash('sha256', `\u0000${text}`, 'buffer');
}

/**
 * Reads a stored leaf. Whether its hash is in a tree is another question.
 * @throws Error when the text is not the canonical text of a leaf of version 1
 */
export function parseLeaf(text: string): Leaf {
  const leaf = readLeaf(text);
  // Another spelling, or a key written twice, could be read differently by somebody else.
  if (canonical(leaf) !== text) throw new Error('This log entry is not in canonical form.');
  return leaf;
}

/**
 * As `parseLeaf`, for text whose form is known to be canonical (this log's own entries): checks the shape only,
 * in half the time.
 * @throws Error when the text is not a leaf of version 1
 */
export function readLeaf(text: string): Leaf {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('This log entry is not JSON.');
  }
  const problem = problemOf(value);
  if (problem !== null) throw new Error(`This log entry is not a leaf: ${problem}.`);
  return value as Leaf;
}

const VIAS: readonly unknown[] = ['session', 'key', 'job', 'import', 'operator'] satisfies Via[];
const PLAIN: readonly unknown[] = ['create', 'update', 'remove'] satisfies RecordLeaf['change'][];
const DETAILED: readonly unknown[] = ['erase', 'epoch', 'auth'] satisfies Exclude<
  Leaf['change'],
  RecordLeaf['change']
>[];
const TEXTS = ['org', 'op', 'at', 'operation', 'type', 'id'] as const;
const COMMITMENT = /^[A-Za-z0-9_-]{43}$/;
const KEYS = 14;

function problemOf(value: unknown): string | null {
  if (!isObject(value)) return 'it is no object';
  if (value.v !== 1) return 'its form is not version 1';
  for (const key of TEXTS) if (typeof value[key] !== 'string') return `"${key}" is no text`;
  if (!isCount(value.seq) || !isCount(value.version)) return '"seq" or "version" is no whole number';
  if (value.actor !== null && typeof value.actor !== 'string') return '"actor" is neither an id nor null';
  if (typeof value.schema !== 'string' && !isCount(value.schema)) return '"schema" names no contract';
  if (!VIAS.includes(value.via)) return '"via" is unknown';
  const detailed = DETAILED.includes(value.change);
  if (!detailed && !PLAIN.includes(value.change)) return '"change" is unknown';
  if (detailed !== isObject(value.detail)) return '"detail" does not go with "change"';
  if (Object.keys(value).length !== (detailed ? KEYS + 1 : KEYS)) return 'it has other keys than a leaf has';
  return problemOfFields(value.fields);
}

function problemOfFields(fields: unknown): string | null {
  if (!isObject(fields)) return '"fields" is no object';
  for (const name of Object.keys(fields)) {
    const commitment = fields[name];
    if (typeof commitment !== 'string' || !COMMITMENT.test(commitment))
      return `field "${name}" has no commitment`;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
