import { createHash, randomBytes } from 'node:crypto';
import { addDays } from '#kernel/days.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Tx } from '#platform/tx.ts';
import type { At } from '#platform/view.ts';
import { provisioningToken } from './contract.ts';
import { provisioningTokens } from './read.ts';

type Token = RecordOf<typeof provisioningToken>;

const FORM = /^Bearer scim_(aims_[0-9a-f-]{36})_([A-Za-z0-9_-]{43})$/;

/** Makes a token. Its text names the organisation, so that it can be looked up there. @returns the text, shown once */
export async function makeToken(
  tx: Tx,
  input: { readonly name: string; readonly days: number },
): Promise<Token & { readonly token: string }> {
  const secret = randomBytes(32).toString('base64url');
  const made = await tx.insert(provisioningToken, {
    name: input.name,
    hash: hashOf(secret),
    expiresOn: addDays(tx.today, input.days),
    revoked: false,
  });
  return { ...made, token: `scim_${tx.org.id}_${secret}` };
}

/** The organisation and the hash that a header names; null when it has not the form of a token. */
export function readBearer(header: string | null): { readonly org: string; readonly hash: string } | null {
  const [, org, secret] = FORM.exec(header ?? '') ?? [];
  return org && secret ? { org, hash: hashOf(secret) } : null;
}

/** The living token of a hash, or null. */
export async function tokenOf(
  at: At & { readonly today: string },
  hash: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const row = await at.q
    .selectFrom(provisioningTokens(at).as('t'))
    .select(['t.id', 't.name'])
    .where('t.hash', '=', hash)
    .where('t.revoked', '=', 0)
    .where('t.expiresOn', '>=', at.today)
    .executeTakeFirst();
  return row ?? null;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
