import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type At, get, post } from './server.ts';

/** What an answer said before a kill, and what must be so after it. */
export type Claim = {
  readonly path: string;
  /** Fields that the answer must have, with these values. */
  readonly has?: Readonly<Record<string, unknown>>;
  /** What the answered bytes are. */
  readonly sha256?: string;
  /** It must not be there any more. */
  readonly gone?: true;
};

/** The claims that do not hold, one line each. */
export async function broken(server: At, claims: readonly Claim[]): Promise<string[]> {
  const lines: string[] = [];
  const left = [...claims];
  const look = async () => {
    for (let claim = left.pop(); claim; claim = left.pop()) {
      const why = await breach(server, claim);
      if (why) lines.push(`${claim.path}: ${why}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, look));
  return lines;
}

async function breach(server: At, claim: Claim): Promise<string | null> {
  if (claim.sha256) {
    const answer = await fetch(`${server.url}${claim.path}`);
    if (!answer.ok) return `answers ${answer.status}`;
    return sha256(Buffer.from(await answer.arrayBuffer())) === claim.sha256 ? null : 'has other bytes';
  }
  const { ok, status, body } = await get(server, claim.path);
  if (claim.gone) return status === 404 ? null : `answers ${status}`;
  if (!ok) return `answers ${status}`;
  const wrong = Object.entries(claim.has ?? {}).find(([name, value]) => body[name] !== value);
  return wrong ? `${wrong[0]} is ${JSON.stringify(body[wrong[0]])}, not ${JSON.stringify(wrong[1])}` : null;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What the trail says of itself. */
export const verdict = async (server: At) => String((await post(server, '/trail/verify', {})).body.answer);

/**
 * Holds every row of evidence against the folder of files: each file is there, whole, with the bytes its row names;
 * nothing half received lies about.
 * @param alone whether the folder is one server's own; in a shared one leftovers wait for a day
 * @returns what does not agree, one line each
 */
export async function filesAgree(server: At, folder: string, alone = true): Promise<string[]> {
  const lines: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await get(server, `/evidence?limit=200${cursor}`);
    for (const row of body.rows as Row[])
      lines.push(...(await rowAgrees(join(folder, 'files', server.org), row)));
    if (!body.next) break;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
  const incoming = join(folder, 'files', 'incoming');
  if (alone && existsSync(incoming))
    for (const name of await readdir(incoming)) lines.push(`incoming/${name} was left`);
  return lines;
}

type Row = { readonly ref: string; readonly fileHash: string | null; readonly fileName: string | null };

async function rowAgrees(folder: string, row: Row): Promise<string[]> {
  if (row.fileHash === null) return [];
  const path = join(folder, row.fileHash.slice(0, 2), row.fileHash);
  // Erased by right: its name is gone. Its file may wait for the job that removes it, which the end of a run asks for.
  if (row.fileName === null) return [];
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return [`${row.ref} has lost its file`];
  return sha256(bytes) === row.fileHash ? [] : [`${row.ref} has a torn file`];
}
