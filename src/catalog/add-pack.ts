import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { AppError } from '#kernel/errors.ts';
import type { PackIdentity } from './installed.ts';
import { installedIn } from './load.ts';
import { type PackId, packIds } from './pack-ids.ts';
import { validatePack } from './validate.ts';

/**
 * Puts a version of a pack beside those that ship, after every field of it was looked through. Nothing that is
 * installed is changed or replaced; a running server sees it after its next start.
 * @param folder of added packs, such as `<data>/packs/`
 * @returns which pack it is, with the digest of its bytes
 * @throws AppError `invalid-input` when it is no pack or does not fit its schema, `duplicate` when that version is installed
 */
export function addPack(file: string, folder: URL): PackIdentity {
  const text = readFileSync(file, 'utf8');
  const { id, version } = headOf(text);
  const added = installedIn(folder);
  if ([...installedIn(), ...added].some((each) => each.id === id && each.version === version))
    throw new AppError(
      'duplicate',
      `${id} ${version} is installed already; an installed pack is never replaced.`,
      {
        next: 'A pack that says something else needs a version of its own.',
      },
    );
  try {
    validatePack(id, text);
  } catch (error) {
    throw new AppError('invalid-input', (error as Error).message);
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  const identity: PackIdentity = { id, version, file: `${id}-${version}.json`, sha256 };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(new URL(identity.file, folder), text);
  // The list comes last and in one step: a half-written pack is never in it.
  const list = new URL('installed.json', folder);
  writeFileSync(
    new URL('installed.part', folder),
    `${JSON.stringify({ packs: [...added, identity] }, null, 2)}\n`,
  );
  renameSync(new URL('installed.part', folder), list);
  return identity;
}

function headOf(text: string): { readonly id: PackId; readonly version: string } {
  let head: { id?: unknown; version?: unknown } | null = null;
  try {
    head = JSON.parse(text);
  } catch {
    throw new AppError('invalid-input', 'This file is no JSON.');
  }
  const id = packIds.find((each) => each === head?.id);
  if (!id) throw new AppError('invalid-input', `This is none of the packs: ${packIds.join(', ')}.`);
  const version = String(head?.version);
  if (!/^\d{4}-\d{2}-\d{2}(\.\d+)?$/.test(version))
    throw new AppError(
      'invalid-input',
      'A version is a day, and when needed a count behind it: 2027-01-31.2.',
    );
  return { id, version };
}
