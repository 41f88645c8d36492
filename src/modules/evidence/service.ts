import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { ActionCtx } from '#platform/context.ts';
import type { FileAnswer } from '#platform/operation.ts';
import { readRecord } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { evidence } from './contract.ts';

type Evidence = RecordOf<typeof evidence>;

/** The largest file that is kept here. */
const MAX_FILE = 100 * 1024 * 1024;

/** Kinds a browser may show without running anything. */
const INLINE = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'text/plain',
]);

/** Stores a file and writes it down as evidence, linked to the record it is about. Nothing is kept when it is refused. */
export async function uploadEvidence(
  ctx: ActionCtx,
  input: {
    readonly fileName: string;
    readonly title?: string | undefined;
    readonly effectiveOn?: string | undefined;
    readonly expiresOn?: string | undefined;
    readonly recordId?: string | undefined;
  },
  body: AsyncIterable<Uint8Array> | null,
): Promise<Evidence> {
  const file = await store(ctx, input.fileName, body);
  return ctx.write(async (tx) => {
    const made = await tx.insert(evidence, {
      ...EMPTY,
      ...file,
      kind: 'file',
      title: input.title || input.fileName,
      effectiveOn: input.effectiveOn ?? tx.today,
      expiresOn: input.expiresOn ?? null,
      ownerId: tx.actor.id,
    });
    if (input.recordId) await attachEvidence(tx, made.id, input.recordId);
    return made;
  });
}

/** Puts a newer file in place as a new version; the older version keeps its own file. */
export async function replaceFile(
  ctx: ActionCtx,
  input: { readonly id: string; readonly version: number; readonly fileName: string },
  body: AsyncIterable<Uint8Array> | null,
): Promise<Evidence> {
  const file = await store(ctx, input.fileName, body);
  return ctx.write((tx) =>
    tx.update(evidence, { id: input.id, version: input.version }, { ...file, kind: 'file' }),
  );
}

/** Links evidence to a record, with the version of the evidence that was meant. */
export async function attachEvidence(tx: Tx, id: string, recordId: string): Promise<void> {
  const piece = await tx.get(evidence, id);
  await tx.link('evidences', id, recordId, piece.version);
}

/** The file of a piece of evidence, of its current version or an earlier one. */
export async function fileOf(
  ctx: ActionCtx,
  input: { readonly id: string; readonly version?: number | undefined },
): Promise<FileAnswer> {
  const piece = await ctx.read((read) =>
    readRecord(read, evidence, {
      id: input.id,
      ...(input.version !== undefined && { version: input.version }),
    }),
  );
  if (!piece.fileHash)
    throw new AppError(
      'not-found',
      piece.kind === 'link'
        ? t('This evidence is a link; there is no file here.')
        : t('The file of this evidence was erased.'),
    );
  const mediaType = piece.mediaType ?? 'application/octet-stream';
  return {
    body: await ctx.files.stream(ctx.org.id, piece.fileHash),
    mediaType,
    name: piece.fileName ?? 'evidence',
    inline: INLINE.has(mediaType),
  };
}

/** A piece of evidence that is a link. */
export function linkEvidence(tx: Tx, input: Partial<FieldsOf<typeof evidence>>): FieldsOf<typeof evidence> {
  if (!input.url)
    throw new AppError('invalid-input', t('A link needs its address.'), {
      problems: [{ path: 'url', message: t('Give the address') }],
      next: t('Give the address, or upload the file instead.'),
    });
  return {
    ...EMPTY,
    ...input,
    kind: 'link',
    title: input.title ?? '',
    effectiveOn: input.effectiveOn ?? tx.today,
  };
}

/** @throws AppError `invalid-input` when a period ends before it begins */
export function checkDates(fields: Partial<FieldsOf<typeof evidence>>): void {
  const { periodFrom, periodTo, effectiveOn, expiresOn } = fields;
  if (periodFrom && periodTo && periodTo < periodFrom)
    throw new AppError('invalid-input', t('The period ends before it begins.'), {
      problems: [{ path: 'periodTo', message: t('must not be before {periodFrom}', { periodFrom }) }],
    });
  if (effectiveOn && expiresOn && expiresOn < effectiveOn)
    throw new AppError('invalid-input', t('The evidence would expire before its own date.'), {
      problems: [{ path: 'expiresOn', message: t('must not be before {effectiveOn}', { effectiveOn }) }],
    });
}

const EMPTY = {
  url: null,
  fileHash: null,
  fileName: null,
  mediaType: null,
  fileSize: null,
  effectiveOn: null,
  periodFrom: null,
  periodTo: null,
  expiresOn: null,
  ownerId: null,
  note: null,
} as const;

async function store(ctx: ActionCtx, fileName: string, body: AsyncIterable<Uint8Array> | null) {
  if (!body)
    throw new AppError('invalid-input', t('The request holds no file.'), {
      next: t('Send the file itself as the request body.'),
    });
  const stored = await ctx.files.put(ctx.org.id, body, MAX_FILE);
  if (stored.size === 0) throw new AppError('invalid-input', t('The file is empty.'));
  const mediaType = await ctx.files.withPath(ctx.org.id, stored.hash, sniff);
  return { fileHash: stored.hash, fileSize: stored.size, fileName: cleanName(fileName), mediaType };
}

/** The kind is read from the content, never believed from the name; what is not known is handed out as plain bytes. */
async function sniff(path: string): Promise<string> {
  const known = await fileTypeFromFile(path);
  if (known) return known.mime;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const start = buffer.subarray(0, bytesRead);
    return !start.includes(0) && isText(start) ? 'text/plain' : 'application/octet-stream';
  } finally {
    await file.close();
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    // The last bytes may cut a character in half; that alone does not make it binary.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Only the last part of a path, without control characters. */
function cleanName(name: string): string {
  const last = name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\p{Cc}/gu, '')
    .trim();
  return last === '' || last === '.' || last === '..' ? 'file' : last;
}
