/** What a backup is: a folder in a tar.gz. One JSON line per row, so that it restores on either engine. */
export type Manifest = {
  readonly format: 1;
  readonly createdAt: string;
  readonly version: string;
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;
  readonly files: readonly { readonly org: string; readonly hash: string; readonly size: number }[];
  /** Where the files are when they are not inside, such as `s3://bucket/prefix`. */
  readonly filesAt?: string;
  readonly logs: readonly {
    readonly org: string;
    readonly epoch: number;
    readonly size: number;
    readonly root: string;
  }[];
};

/** Tables that are never in a backup: keys stay out (spine.md section 5), sessions and work in progress end with it. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'log_key',
  'webhook_secret',
  'session',
  'verification',
  'one_time_token',
  'used_code',
  'sso_once',
  'guess',
  'sign_in',
  'job',
  'check_state',
  'idempotency',
  'kysely_migration',
  'kysely_migration_lock',
]);

/** Bytes and dates survive as tagged text. */
export function encodeCell(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { date: value.toISOString() };
  return value;
}

/** The inverse of `encodeCell`. */
export function decodeCell(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('bytes' in value) return new Uint8Array(Buffer.from(String(value.bytes), 'base64'));
  if ('date' in value) return String(value.date);
  return value;
}
