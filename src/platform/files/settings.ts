import { join, resolve } from 'node:path';
import { AppError } from '#kernel/errors.ts';

/** A bucket of an S3-compatible store, and how to reach it. */
export type BucketSettings = {
  readonly kind: 's3';
  readonly bucket: string;
  /** Without a slash at either end; empty: the whole bucket. */
  readonly prefix: string;
  /** `https://host[:port]`; null: the address that Amazon gives the bucket. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
};
export type FilesSettings = { readonly kind: 'folder'; readonly folder: string } | BucketSettings;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where files of evidence lie: `AIMS_FILES` is a folder or `s3://bucket/prefix`; a bucket takes its credentials from
 * `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` (and `AWS_SESSION_TOKEN`).
 * @throws AppError `invalid-input` naming the variable that is wrong or missing
 */
export function readFilesSettings(env: Environment, dataFolder: string): FilesSettings {
  return placeOf(env.AIMS_FILES ?? join(dataFolder, 'files'), env);
}

/** The settings of a place named in words, with the endpoint and the credentials of the environment. */
export function placeOf(place: string, env: Environment): FilesSettings {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) return { kind: 'folder', folder: resolve(place) };
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]*)\/?(.*)$/.exec(place) ?? [];
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw wrong('AIMS_FILES', place, 'it must be a folder, or s3://bucket/prefix');
  if (!/^[A-Za-z0-9_./-]*$/.test(prefix) || prefix.split('/').includes('..'))
    throw wrong('AIMS_FILES', place, 'a prefix takes letters, digits, dots, dashes, underscores and slashes');
  return {
    kind: 's3',
    bucket,
    prefix: prefix.replace(/^\/+|(?<!\/)\/+$/g, ''),
    endpoint: endpointOf(env.AIMS_S3_ENDPOINT),
    region: env.AIMS_S3_REGION ?? env.AWS_REGION ?? 'us-east-1',
    accessKeyId: needed(env, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: needed(env, 'AWS_SECRET_ACCESS_KEY'),
    sessionToken: env.AWS_SESSION_TOKEN || undefined,
  };
}

function endpointOf(text: string | undefined): string | null {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.username)
    throw wrong(
      'AIMS_S3_ENDPOINT',
      text,
      'it must be the address of the store alone, such as https://s3.example.org',
    );
  return url.origin;
}

function needed(env: Environment, name: string): string {
  const value = env[name];
  if (!value)
    throw new AppError('invalid-input', `AIMS_FILES names a bucket, and ${name} is not set.`, {
      next: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key that may read, write, list and delete below the prefix.',
    });
  return value;
}

function wrong(name: string, value: string, rule: string): AppError {
  return new AppError('invalid-input', `${name} is "${value}"; ${rule}.`);
}
