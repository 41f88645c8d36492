import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { WriteHandle } from '../db/database.ts';
import type { Runtime } from '../instance.ts';

export type TokenKind = 'start' | 'invitation' | 'password-reset' | 'interview';
export type Token = { readonly org: string | null; readonly payload: Readonly<Record<string, unknown>> };

/** Makes a one-time token; only its hash is kept. @returns the token, to be shown once */
export async function makeToken(
  runtime: Runtime,
  token: Token & { readonly kind: TokenKind; readonly days: number },
): Promise<string> {
  const text = randomBytes(24).toString('base64url');
  const expiresAt = new Date(runtime.clock.now().getTime() + token.days * 86_400_000).toISOString();
  await runtime.db.write(null, ({ exec }) =>
    exec(
      `insert into "one_time_token" ("hash","kind","org_id","payload","expiresAt","usedAt") values (?,?,?,?,?,null)`,
      [hash(text), token.kind, token.org, JSON.stringify(token.payload), expiresAt],
    ),
  );
  return text;
}

/** The tokens of a kind of an organisation that still open something, those that do longest first. */
export async function openTokens(
  { exec }: Pick<WriteHandle, 'exec'>,
  of: { readonly kind: TokenKind; readonly org: string; readonly now: string },
): Promise<readonly { readonly hash: string; readonly expiresAt: string; readonly payload: unknown }[]> {
  const rows = await exec(
    `select "hash","payload","expiresAt" from "one_time_token"
      where "kind" = ? and "org_id" = ? and "usedAt" is null and "expiresAt" > ? order by "expiresAt" desc, "hash"`,
    [of.kind, of.org, of.now],
  );
  return rows.map((row) => ({
    hash: row.hash as string,
    expiresAt: row.expiresAt as string,
    payload: JSON.parse(row.payload as string),
  }));
}

/** Looks a token up without using it. @throws AppError `not-found` when it is unknown, used or expired */
export async function readToken(runtime: Runtime, kind: TokenKind, text: string): Promise<Token> {
  const rows = await runtime.db.write(null, ({ exec }) =>
    exec(`select * from "one_time_token" where "hash" = ? and "kind" = ?`, [hash(text), kind]),
  );
  return usable(runtime, rows[0]);
}

/**
 * Looks up a link that stays open until its time is over: it may be used again and again. Only its hash is kept, so
 * that a leaked database opens nothing.
 * @throws AppError `not-found` when it never existed, `link-over` when its time is over
 */
export async function openLink(
  runtime: Runtime,
  kind: TokenKind,
  text: string,
): Promise<Token & { readonly expiresAt: string }> {
  const [row] = await runtime.db.write(null, ({ exec }) =>
    exec(`select * from "one_time_token" where "hash" = ? and "kind" = ?`, [hash(text), kind]),
  );
  if (!row)
    throw new AppError('not-found', t('There is no such link.'), {
      next: t('Copy the whole address from the message you got, or ask for a new link.'),
    });
  const expiresAt = row.expiresAt as string;
  if (expiresAt <= runtime.clock.now().toISOString())
    throw new AppError(
      'link-over',
      t('This link was good until {expiresAt}.', { expiresAt: expiresAt.slice(0, 10) }),
    );
  return {
    org: row.org_id as string | null,
    payload: JSON.parse(row.payload as string) as Record<string, unknown>,
    expiresAt,
  };
}

/** Uses a token up, inside the caller's transaction: of two at once, one succeeds. @throws AppError `not-found` */
export function useToken(
  runtime: Runtime,
  handle: WriteHandle,
  { kind, text }: { readonly kind: TokenKind; readonly text: string },
): Promise<void> {
  return endToken(runtime, handle, { kind, hash: hash(text) });
}

/** The same for a token of which only the hash is known. @throws AppError `not-found` */
export async function endToken(
  runtime: Runtime,
  handle: WriteHandle,
  token: { readonly kind: TokenKind; readonly hash: string },
): Promise<void> {
  const now = runtime.clock.now().toISOString();
  const rows = await handle.exec(
    `update "one_time_token" set "usedAt" = ? where "hash" = ? and "kind" = ? and "usedAt" is null and "expiresAt" > ? returning "hash"`,
    [now, token.hash, token.kind, now],
  );
  if (rows.length === 0) throw gone();
}

function usable(runtime: Runtime, row: Record<string, unknown> | undefined): Token {
  if (!row || row.usedAt !== null || (row.expiresAt as string) <= runtime.clock.now().toISOString())
    throw gone();
  return {
    org: row.org_id as string | null,
    payload: JSON.parse(row.payload as string) as Record<string, unknown>,
  };
}

function gone(): AppError {
  return new AppError('not-found', t('This link was used already, or its time is over.'), {
    next: t('Ask for a new one.'),
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
