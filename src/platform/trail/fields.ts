import { sortedKeys } from '#kernel/canonical.ts';
import { commit, isErasedSalt, newSalts, SALT_BYTES, saltAt } from './commitment.ts';

export type Commitments = Readonly<Record<string, string>>;

/**
 * Commits to every non-null top-level field, each with a fresh salt (spine.md section 3).
 * @returns `commitments` for the leaf's `fields`, in canonical order, and `salts` for the version row: 16 bytes
 *   per commitment, in that order
 * @throws Error when a value has no canonical JSON
 */
export function commitFields(fields: Readonly<Record<string, unknown>>): {
  readonly commitments: Record<string, string>;
  readonly salts: Uint8Array;
} {
  const names = sortedKeys(fields).filter((name) => fields[name] !== null && fields[name] !== undefined);
  // Assigned to a plain object, this one name would vanish.
  if (names.includes('__proto__')) throw new Error('A field cannot be called __proto__.');
  const salts = newSalts(names.length);
  const commitments: Record<string, string> = {};
  for (let i = 0; i < names.length; i += 1)
    commitments[names[i]!] = commit(saltAt(salts, i), fields[names[i]!]);
  return { commitments, salts };
}

/**
 * The salts that open some fields of a leaf.
 * @returns name → 16 bytes (copies); names the leaf does not list were null and need no salt: they are left out
 * @throws Error when the salts are not those of a leaf with that many fields
 */
export function openFields(
  commitments: Commitments,
  salts: Uint8Array,
  names: readonly string[],
): ReadonlyMap<string, Uint8Array> {
  const order = sortedKeys(commitments);
  if (salts.length !== order.length * SALT_BYTES) throw new Error('These salts do not belong to this entry.');
  const wanted = new Set(names);
  return new Map(
    order.flatMap((name, i) => (wanted.has(name) ? [[name, new Uint8Array(saltAt(salts, i))] as const] : [])),
  );
}

/**
 * What is wrong with one field of a row.
 * - `changed`: value or salt is not what the leaf commits to
 * - `missing`: the leaf lists it, the value is gone, the salt is not zeroed
 * - `extra`: it has a value and the leaf does not list it
 * - `erased`: value gone and salt zeroed, as an erasure does; right only if an erasing entry says so
 */
export type FieldFinding = {
  readonly name: string;
  readonly state: 'changed' | 'missing' | 'extra' | 'erased';
};

/**
 * Compares a version row with its leaf.
 * @returns one finding per field that does not match, in canonical order, `extra` last; empty when all is well.
 *   A salts blob of the wrong length makes every listed field `changed` (and, with none listed, the name `salts`).
 */
export function checkFields(
  commitments: Commitments,
  fields: Readonly<Record<string, unknown>>,
  salts: Uint8Array,
): readonly FieldFinding[] {
  const order = sortedKeys(commitments);
  const fits = salts.length === order.length * SALT_BYTES;
  const findings: FieldFinding[] = [];
  if (!fits && order.length === 0) findings.push({ name: 'salts', state: 'changed' });
  for (let i = 0; i < order.length; i += 1) {
    const name = order[i]!;
    const state = fits
      ? stateOf(saltAt(salts, i), presentValue(fields, name), commitments[name]!)
      : 'changed';
    if (state !== null) findings.push({ name, state });
  }
  for (const name of Object.keys(fields)) {
    if (presentValue(fields, name) !== null && !Object.hasOwn(commitments, name))
      findings.push({ name, state: 'extra' });
  }
  return findings;
}

function stateOf(salt: Uint8Array, value: unknown, commitment: string): FieldFinding['state'] | null {
  if (value === null) return isErasedSalt(salt) ? 'erased' : 'missing';
  return matches(salt, value, commitment) ? null : 'changed';
}

/** A value that has no canonical JSON was never committed to. */
function matches(salt: Uint8Array, value: unknown, commitment: string): boolean {
  try {
    return commit(salt, value) === commitment;
  } catch {
    return false;
  }
}

function presentValue(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}
