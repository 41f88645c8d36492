import { HASH_BYTES } from './merkle.ts';
import { NoteError, type NoteSignature, openNote } from './note.ts';

/** The state of a log: whose it is, how many entries, and the root over them (32 bytes). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/**
 * The text that is signed (C2SP tlog-checkpoint): origin, size, root in base64, one line each, no extensions.
 * @throws NoteError when a part does not fit on its line
 */
export function checkpointText(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  if (origin === '' || origin.includes('\n')) throw new NoteError('malformed', 'The origin is one line.');
  if (!Number.isSafeInteger(size) || size < 0)
    throw new NoteError('malformed', 'The size is a whole number.');
  if (root.length !== HASH_BYTES) throw new NoteError('malformed', `The root has ${HASH_BYTES} bytes.`);
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/**
 * Reads `checkpointText`. It proves nothing: see `openCheckpoint`.
 * @throws NoteError when the text is anything else
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', encoded = ''] = text.split('\n');
  const root = new Uint8Array(Buffer.from(encoded, 'base64'));
  const checkpoint = { origin, size: /^\d{1,16}$/.test(size) ? Number(size) : Number.NaN, root };
  // One spelling only: what is written again must be what was read.
  if (checkpointText(checkpoint) !== text) throw new NoteError('malformed', 'This is not a checkpoint.');
  return checkpoint;
}

/**
 * Checks the signatures on a checkpoint and reads it.
 * @param verifierKeys the log's own keys, and those of witnesses if any
 * @returns the checkpoint and the signatures that were checked
 * @throws NoteError when no given key named like the origin signed it, or as `openNote` does
 */
export function openCheckpoint(
  note: string,
  verifierKeys: readonly string[],
): Checkpoint & { readonly signatures: readonly NoteSignature[] } {
  const { text, signatures } = openNote(note, verifierKeys);
  const checkpoint = parseCheckpoint(text);
  // A witness vouches for having seen it, only the log's key for saying it (spine.md section 5).
  if (!signatures.some(({ name }) => name === checkpoint.origin)) {
    throw new NoteError(
      'unknown-key',
      `The checkpoint is not signed by a known key of ${checkpoint.origin}.`,
    );
  }
  return { ...checkpoint, signatures };
}
