import { Readable } from 'node:stream';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FileAnswer, RawJson } from '../operation.ts';

const JSON_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-cache',
  // Reasons and errors are in the reader's language.
  vary: 'accept-language',
};

/** Turns what an operation answered into a response. `tag` is given when it was known before the work was done. */
export function respond(answer: unknown, request: Request, tag?: string): Response {
  if (isFile(answer)) return fileResponse(answer);
  const body = isRaw(answer) ? answer.json : Buffer.from(JSON.stringify(answer ?? null));
  const headers = new Headers(JSON_HEADERS);
  const etag = tag ?? versionTag(answer);
  if (etag) headers.set('etag', etag);
  if (etag && request.method === 'GET' && request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers });
  return new Response(inOnePiece(body), { status: 200, headers });
}

/** A body that is there already. Given as bytes it would be copied, and asked twice whether it is at its end. */
function inOnePiece(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(to) {
      to.enqueue(bytes);
      to.close();
    },
  });
}

/** The answer to a reader who has the current state already. */
export function notModified(tag: string): Response {
  return new Response(null, { status: 304, headers: { ...JSON_HEADERS, etag: tag } });
}

/** A record's tag is its version (spine.md section 9). */
function versionTag(answer: unknown): string | null {
  const { id, version } = (answer ?? {}) as { id?: unknown; version?: unknown };
  return typeof version === 'number' && typeof id === 'string' ? `"${version}"` : null;
}

function fileResponse(file: FileAnswer): Response {
  const body =
    file.body instanceof Uint8Array ? inOnePiece(file.body) : Readable.toWeb(Readable.from(file.body));
  const name = file.name.replace(/[^\w.() -]/g, '_');
  return new Response(body as BodyInit, {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `${file.inline ? 'inline' : 'attachment'}; filename="${name}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      // Uploaded content must never act as a page of this site.
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}

function isFile(answer: unknown): answer is FileAnswer {
  return typeof answer === 'object' && answer !== null && 'mediaType' in answer && 'body' in answer;
}

function isRaw(answer: unknown): answer is RawJson {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'json' in answer &&
    (answer as RawJson).json instanceof Uint8Array
  );
}

/** The largest JSON body; uploads go as files, with limits of their own. */
const MAX_BODY = 2 * 1024 * 1024;
const MAX_DEPTH = 32;

/**
 * Reads a JSON object body, refusing what is too large, too deep or carries keys that could poison objects.
 * @throws AppError `malformed-body`, `too-large`, `unsupported-media`
 */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY)
    throw new AppError('too-large', t('A request body may have 2 MB at most.'));
  const text = await limitedText(request);
  if (text === '') return {};
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(json|merge-patch\+json|scim\+json)\b/.test(type))
    throw new AppError('unsupported-media', t('Send JSON with the content type application/json.'));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('malformed-body', t('The body is not valid JSON.'));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('malformed-body', t('The body must be one JSON object.'));
  inspect(value, 0);
  return value as Record<string, unknown>;
}

/** The body as text. @throws AppError `too-large`, `malformed-body` */
export async function limitedText(request: Request): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY) throw new AppError('too-large', t('A request body may have 2 MB at most.'));
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError('malformed-body', t('The body is not valid UTF-8 text.'));
  }
}

function inspect(value: unknown, depth: number): void {
  if (depth > MAX_DEPTH)
    throw new AppError(
      'malformed-body',
      t('The body is nested more than {max_depth} levels deep.', { max_depth: MAX_DEPTH }),
    );
  if (typeof value === 'string') inspectText(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw new AppError('malformed-body', t('The key "{key}" is not accepted.', { key }));
    inspectText(key);
    inspect(inner, depth + 1);
  }
}

/** Text that cannot be stored on both engines, or cannot be committed to the trail, is refused at the door. */
export function inspectText(text: string): void {
  if (text.includes('\u0000')) throw new AppError('malformed-body', t('The text holds a null character.'));
  if (!text.isWellFormed())
    throw new AppError('malformed-body', t('The text holds half of a character pair (a lone surrogate).'));
}
