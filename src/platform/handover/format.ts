import { z } from 'zod';

/** The format that this program writes and reads. A newer one is refused by number. */
export const FORMAT = 1;
/** The first entry of the archive: what opens with the passphrase. Its name carries the format. */
export const SEAL = `seal-${FORMAT}`;
export const MANIFEST = 'manifest.json';
/** Binds what is sealed to its use. */
export const SEAL_NAME = 'openaims/handover/1';
/** HMAC-SHA-256 over every byte before it, with the key that is sealed. */
export const TRAILER_BYTES = 32;
export const BLOCK = 512;

const count = z.number().int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.strictObject({ path: z.string().max(200), bytes: count, sha256: hash });

/** What lies in a hand-over file; the second entry, before everything it names. */
export const manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** `hand-over`: the source is closed and its key is inside. `copy`: the source goes on. */
  kind: z.enum(['hand-over', 'copy']),
  createdAt: z.string(),
  /** The program that wrote it, and every change of the schema that its data has seen. */
  version: z.string(),
  migrations: z.array(z.string()),
  org: z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,80}$/),
    kind: z.enum(['live', 'demo', 'sandbox']),
    name: z.string(),
    createdAt: z.string(),
  }),
  /** Whose instance it was (`AIMS_ORIGIN`), and who gets it. */
  from: z.string(),
  to: z.string().nullable(),
  tables: z.array(
    part.extend({ name: z.string().regex(/^[A-Za-z_]+$/), columns: z.array(z.string()), rows: count }),
  ),
  files: z.array(z.strictObject({ hash, bytes: count })),
  /** Files that records name and that were not in the store: erased by right, or lost before. */
  absent: z.array(hash),
  /** What lies beside the database: erasures to repeat, notes for the witness. */
  beside: z.array(part),
  logs: z.array(
    z.strictObject({ epoch: count, startSeq: count, size: count, root: z.string(), publicKey: z.string() }),
  ),
});
export type Manifest = z.output<typeof manifest>;

/** What the passphrase opens. */
export const sealed = z.strictObject({
  mac: z.string(),
  keys: z.array(
    z.strictObject({
      epoch: count,
      keyName: z.string(),
      publicKey: z.string(),
      createdAt: z.string(),
      privateKey: z.string(),
    }),
  ),
});
export type Sealed = z.output<typeof sealed>;
