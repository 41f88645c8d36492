import { createHash, randomBytes } from 'node:crypto';
import type { Reader } from '#platform/db/database.ts';
import type { Tx } from '#platform/tx.ts';

/** What a secret address opens: a calendar to read, or the end of messages. */
export type TokenKind = 'feed' | 'unsubscribe';
export type TokenOwner = { readonly org: string; readonly person: string; readonly createdAt: string };

/** Makes the secret part of an address; only its hash is kept. */
export async function makeToken(tx: Tx, kind: TokenKind, personId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await tx.handle.exec(
    `insert into "calendar_token" ("hash","kind","org_id","person_id","createdAt") values (?,?,?,?,?)`,
    [hashOf(token), kind, tx.org.id, personId, tx.now],
  );
  return token;
}

/** Takes the tokens of a person away at once. @returns how many there were */
export async function endTokens(tx: Tx, kind: TokenKind, personId: string): Promise<number> {
  const rows = await tx.handle.exec(
    `delete from "calendar_token" where "kind" = ? and "org_id" = ? and "person_id" = ? returning "hash"`,
    [kind, tx.org.id, personId],
  );
  return rows.length;
}

/** Takes tokens away that were made before a day. */
export async function endOldTokens(tx: Tx, kind: TokenKind, before: string): Promise<void> {
  await tx.handle.exec(`delete from "calendar_token" where "kind" = ? and "org_id" = ? and "createdAt" < ?`, [
    kind,
    tx.org.id,
    before,
  ]);
}

/** Whose token this is, or null. Looks like any other text to whoever guesses: the same work for every one. */
export async function ownerOf(q: Reader, kind: TokenKind, token: string): Promise<TokenOwner | null> {
  const row = await q
    .selectFrom('calendar_token')
    .where('hash', '=', hashOf(token))
    .where('kind', '=', kind)
    .select(['org_id as org', 'person_id as person', 'createdAt'])
    .executeTakeFirst();
  return row ?? null;
}

/** Since when a person has a token of a kind. */
export async function tokenSince(
  at: { readonly q: Reader; readonly org: { readonly id: string } },
  kind: TokenKind,
  personId: string,
): Promise<string | null> {
  const row = await at.q
    .selectFrom('calendar_token')
    .where('org_id', '=', at.org.id)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .select('createdAt')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.createdAt ?? null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
