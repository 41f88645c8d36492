import { setTimeout as sleep } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { AppError } from '#kernel/errors.ts';
import type { BucketSettings } from './settings.ts';

/** How often and after how long a request is sent again; tests are less patient. */
export type Patience = { readonly tries: number; readonly firstWaitMs: number; readonly answerMs: number };
export const PATIENCE: Patience = { tries: 5, firstWaitMs: 200, answerMs: 60_000 };

export type S3Request = {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** The key inside the bucket; empty: the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** The SHA-256 of the body in hex; the signature covers it, so the store refuses what was changed on the way. */
  readonly sha256?: string;
};

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** 409: somebody else writes the same key at this moment. */
const AGAIN: ReadonlySet<number> = new Set([409, 429, 500, 502, 503, 504]);

/**
 * Sends a signed request to a bucket; what the store puts off (503 Slow Down, a cut connection) is sent again with
 * growing pauses. Bodies are in memory, so that they can be.
 * @returns any answer that is no refusal, and 404, 412 and 501 for the caller to judge
 * @throws AppError `file-store-refused` with the store's own code, `file-store-unreachable`
 */
export async function askBucket(
  settings: BucketSettings,
  request: S3Request,
  patience: Patience = PATIENCE,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(settings, request, patience).catch((error: unknown) => error as Error);
    const last = attempt >= patience.tries;
    if (answer instanceof Error) {
      if (last) throw unreachable(settings, answer);
    } else if (!AGAIN.has(answer.status)) {
      if (answer.ok || [404, 412, 501].includes(answer.status)) return answer;
      throw await refusal(settings, answer);
    } else if (last) throw unreachable(settings, new Error(`it answers ${await codeOf(answer)}`));
    else await answer.body?.cancel();
    // Half of the pause is chance, so that many who were put off do not come back at once.
    await sleep(patience.firstWaitMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
  }
}

async function send(settings: BucketSettings, request: S3Request, { answerMs }: Patience): Promise<Response> {
  const { method, url, headers } = await new AwsV4Signer({
    method: request.method,
    url: urlOf(settings, request),
    headers: { ...request.headers, 'x-amz-content-sha256': request.sha256 ?? EMPTY_SHA256 },
    service: 's3',
    region: settings.region,
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    ...(settings.sessionToken && { sessionToken: settings.sessionToken }),
  }).sign();
  // Only the wait for the answer is limited: a large body may be read slowly by whoever reads it.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('it does not answer')), answerMs);
  try {
    return await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: late.signal,
      ...(request.body && { body: request.body }),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** With an endpoint of its own a bucket is the first part of the path; at Amazon it is the first part of the host. */
function urlOf(settings: BucketSettings, { key, query = {} }: S3Request): string {
  const { endpoint, bucket, region } = settings;
  const base = endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`;
  const search = new URLSearchParams(query).toString();
  return `${base}${key && `/${key}`}${search ? `?${search}` : ''}`;
}

/** The text of one element of the store's XML, or null. */
export function element(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text === undefined ? null : text.replace(/&(amp|lt|gt|quot|apos|#(\d+));/g, unescaped);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function unescaped(_all: string, name: string, number: string | undefined): string {
  return number ? String.fromCodePoint(Number(number)) : NAMED[name]!;
}

async function codeOf(answer: Response): Promise<string> {
  return element(await answer.text().catch(() => ''), 'Code') ?? `HTTP ${answer.status}`;
}

const MEANINGS: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'the access key of AWS_ACCESS_KEY_ID is not known there',
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID',
  ExpiredToken: 'the credentials are over',
  AccessDenied: 'the key may not do this in the bucket',
  RequestTimeTooSkewed: 'the clock of this machine is wrong',
  NoSuchBucket: 'there is no such bucket',
  PermanentRedirect: 'the bucket is in another region; set AIMS_S3_REGION',
  AuthorizationHeaderMalformed: 'the bucket is in another region; set AIMS_S3_REGION',
};

/** What the store refused, in words, with its own code. */
export async function refusal(settings: BucketSettings, answer: Response): Promise<AppError> {
  const code = await codeOf(answer);
  // An answer to HEAD has no body, so the store's code is not in it.
  const why =
    MEANINGS[code] ??
    (answer.status === 403 ? 'the credentials or their rights do not suffice' : 'it gives no reason we know');
  return new AppError('file-store-refused', `The file store ${nameOf(settings)} refuses: ${why} (${code}).`);
}

function unreachable(settings: BucketSettings, error: Error): AppError {
  const cause = (error.cause ?? {}) as { code?: string };
  return new AppError(
    'file-store-unreachable',
    `The file store ${nameOf(settings)} cannot be reached: ${cause.code ?? error.message}.`,
  );
}

/** `s3://bucket/prefix` */
export function nameOf({ bucket, prefix }: BucketSettings): string {
  return `s3://${bucket}${prefix && `/${prefix}`}`;
}
