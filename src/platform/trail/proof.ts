import { AppError } from '#kernel/errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { checkFields, openFields } from './fields.ts';
import { type Leaf, leafHash, parseLeaf } from './leaf.ts';
import { verifyInclusion } from './merkle-proof.ts';

/** One log entry in a pack: the whole leaf, and value and salt (base64url) of the fields that are shown. JSON. */
export type Disclosure = {
  readonly leaf: string;
  readonly shown: Readonly<Record<string, { readonly value: unknown; readonly salt: string }>>;
};

/** Where the entry stands in the log, for one checkpoint. `path` holds standard base64, leaf upwards. JSON. */
export type InclusionProof = {
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
};

/**
 * Shows some fields of an entry and keeps the others back: no other salt leaves with it.
 * Named fields that were null need nothing (the leaf does not list them); erased ones can no longer be shown and
 * stay withheld.
 * @throws AppError `trail-broken` when a shown value is not the one the leaf commits to
 */
export function disclose(source: {
  readonly leafText: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly salts: Uint8Array;
  readonly names: readonly string[];
}): Disclosure {
  const leaf = parseLeaf(source.leafText);
  const wanted = new Set(source.names);
  const findings = checkFields(leaf.fields, source.fields, source.salts).filter(({ name }) =>
    wanted.has(name),
  );
  const broken = findings.filter(({ state }) => state !== 'erased').map(({ name }) => name);
  if (broken.length > 0) {
    throw new AppError(
      'trail-broken',
      `Entry ${leaf.seq} does not match the record in: ${broken.join(', ')}.`,
    );
  }
  const erased = new Set(findings.map(({ name }) => name));
  const salts = openFields(leaf.fields, source.salts, source.names);
  const shown = [...salts]
    .filter(([name]) => !erased.has(name))
    .map(([name, salt]) => {
      return [name, { value: source.fields[name], salt: Buffer.from(salt).toString('base64url') }] as const;
    });
  return { leaf: source.leafText, shown: Object.fromEntries(shown) };
}

/** The proof as it goes into a pack. */
export function inclusionToJson(index: number, size: number, path: readonly Uint8Array[]): InclusionProof {
  return { index, size, path: path.map((node) => Buffer.from(node).toString('base64')) };
}

/**
 * What a disclosure proves. `withheld` names the fields that had a value then and are not shown.
 * Reasons: `malformed` (not an entry), `not-in-log` (the proof does not lead to the checkpoint's root),
 * `fields-changed` (shown values are not those committed to; `fields` names them).
 */
export type DisclosureVerdict =
  | {
      readonly ok: true;
      readonly leaf: Leaf;
      readonly shown: Readonly<Record<string, unknown>>;
      readonly withheld: readonly string[];
    }
  | {
      readonly ok: false;
      readonly reason: 'malformed' | 'not-in-log' | 'fields-changed';
      readonly fields: readonly string[];
    };

/**
 * Checks a disclosure with nothing but a checkpoint: needs no database and no instance.
 * @param checkpoint one whose signature was checked (`openCheckpoint`); else it proves nothing
 * @returns the verdict; never throws for what it was sent
 */
export function verifyDisclosure(
  entry: Disclosure,
  inclusion: InclusionProof,
  checkpoint: Checkpoint,
): DisclosureVerdict {
  const leaf = readEntry(entry);
  if (leaf === null) return { ok: false, reason: 'malformed', fields: [] };
  if (!isIncluded(entry.leaf, inclusion, checkpoint)) return { ok: false, reason: 'not-in-log', fields: [] };
  const names = Object.keys(entry.shown);
  const wrong = names.filter((name) => !opens(leaf, name, entry));
  if (wrong.length > 0) return { ok: false, reason: 'fields-changed', fields: wrong };
  const withheld = Object.keys(leaf.fields).filter((name) => !Object.hasOwn(entry.shown, name));
  const shown = Object.fromEntries(names.map((name) => [name, entry.shown[name]!.value]));
  return { ok: true, leaf, shown, withheld };
}

function readEntry(entry: Disclosure): Leaf | null {
  try {
    const complete = Object.values(entry.shown).every(({ salt }) => typeof salt === 'string');
    return complete ? parseLeaf(entry.leaf) : null;
  } catch {
    return null;
  }
}

function isIncluded(text: string, inclusion: InclusionProof | null, checkpoint: Checkpoint): boolean {
  if (inclusion === null) return false;
  const { index, size, path } = inclusion;
  if (size !== checkpoint.size || !Array.isArray(path) || !path.every((node) => typeof node === 'string')) {
    return false;
  }
  const proof = path.map((node) => Buffer.from(node, 'base64'));
  return verifyInclusion({ index, size, leafHash: leafHash(text), proof, root: checkpoint.root });
}

/** One shown field against its commitment, as if the row had this field alone. */
function opens(leaf: Leaf, name: string, entry: Disclosure): boolean {
  const commitment = Object.hasOwn(leaf.fields, name) ? leaf.fields[name] : undefined;
  if (commitment === undefined) return false;
  const { value, salt } = entry.shown[name]!;
  return checkFields({ [name]: commitment }, { [name]: value }, Buffer.from(salt, 'base64url')).length === 0;
}
