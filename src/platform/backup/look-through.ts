import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, list } from 'tar';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { LEFT_OUT, type Manifest } from './format.ts';

const ID = /^[A-Za-z0-9_-]{1,80}$/;
const HASH = /^[0-9a-f]{64}$/;

/** What a backup of ours holds, and nothing else: no link, no device, no way out of the folder. */
const OURS =
  /^(?:\.\/)?(?:manifest\.json|erasures\.jsonl|tables\/?|tables\/[A-Za-z][A-Za-z0-9_]{0,62}\.jsonl|files\/?|files\/[A-Za-z0-9_-]{1,80}\/?|files\/[A-Za-z0-9_-]{1,80}\/[0-9a-f]{64})$/;

const count = z.number().int().min(0);
const manifestOf = z.looseObject({
  format: z.literal(1),
  createdAt: z.string().max(40),
  version: z.string().max(40),
  tables: z.record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/),
    z.object({ rows: count, sha256: z.string().regex(HASH) }),
  ),
  files: z.array(z.looseObject({ org: z.string().regex(ID), hash: z.string().regex(HASH), size: count })),
  logs: z.array(
    z.object({ org: z.string().regex(ID), epoch: count, size: count, root: z.string().max(200) }),
  ),
});

/**
 * Unpacks a backup into an empty folder, after every name and kind in it was looked at: an archive that somebody else
 * wrote may hold links and paths that lead elsewhere. Nothing is unpacked when one of them is strange.
 * @throws AppError `invalid-input` when it cannot be read or holds what no backup holds
 */
export async function unpackBackup(file: string, folder: string): Promise<void> {
  const strange: string[] = [];
  try {
    await list({
      file,
      strict: true,
      onReadEntry: (entry) => {
        const plain = entry.type === 'File' || entry.type === 'Directory' || entry.type === 'OldFile';
        if (!plain || !OURS.test(entry.path)) strange.push(entry.path);
      },
    });
    if (strange.length === 0) await extract({ file, cwd: folder, strict: true });
  } catch (error) {
    throw new AppError('invalid-input', `The backup cannot be read: ${(error as Error).message}`);
  }
  if (strange.length > 0)
    throw new AppError(
      'invalid-input',
      `This backup holds what no backup of OpenAIMS holds: ${JSON.stringify(strange[0]!.slice(0, 120))}. Nothing of it was unpacked.`,
      { next: 'Take a file that you know where it comes from.' },
    );
}

/**
 * The manifest of an unpacked backup, when every table is what it says. Tables that no backup has are refused: sessions,
 * keys and jobs come from no file.
 * @throws AppError `invalid-input`
 */
export async function checkedManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => '{}');
  const parsed = manifestOf.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new AppError('invalid-input', 'This is no backup of OpenAIMS, or one of a newer version.');
  for (const [name, { sha256 }] of Object.entries(parsed.data.tables)) {
    if (LEFT_OUT.has(name))
      throw new AppError(
        'invalid-input',
        `A backup never holds the table ${name}; this one was made by something else.`,
      );
    if ((await hashOf(join(folder, 'tables', `${name}.jsonl`))) !== sha256)
      throw new AppError('invalid-input', `The backup is damaged: the table ${name} is not what it was.`);
  }
  return parsed.data as Manifest;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
