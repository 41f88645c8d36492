import { sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import { personsOf } from '../persons-of.ts';
import type { Auth } from './auth.ts';
import { type About, refuseWeakPassword } from './password-rule.ts';
import { makeToken, readToken, useToken } from './tokens.ts';

const DAYS = 1;

export const resetRequest = z.object({ email: z.email('This is not an e-mail address').max(254) });
export const resetInput = z.object({ password: z.string().max(256) });

/**
 * Makes the one-time link by which somebody sets a new password. For the operator alone: an account may belong to
 * several organisations, so no administrator of one of them may open it.
 * @throws AppError `not-found` when the address has no account
 */
export async function makeResetLink(runtime: Runtime, email: string) {
  const userId = await userOf(runtime, email);
  const token = await makeToken(runtime, {
    kind: 'password-reset',
    org: null,
    payload: { userId },
    days: DAYS,
  });
  return { path: `/reset/${token}`, expiresInDays: DAYS };
}

/** The account of an address; for the operator, who may know. @throws AppError `not-found` */
export async function userOf(runtime: Runtime, email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select "id" from "user" where "email" = ${email
    .trim()
    .toLowerCase()}`.execute(runtime.db.authRead);
  const user = rows[0];
  if (!user)
    throw new AppError('not-found', t('This e-mail address has no account here.'), {
      next: t('Invite the person instead.'),
    });
  return user.id;
}

/** Tells whether the link still works; of the account it says nothing. @throws AppError `not-found` */
export async function showReset(runtime: Runtime, token: string) {
  await readToken(runtime, 'password-reset', token);
  return { usable: true };
}

/**
 * Sets the new password. Every session of the account ends and its other reset links are void, in the same
 * transaction: whoever came in by the old password is out.
 * @throws AppError `not-found` when the link is used or expired, `invalid-input` for a weak password
 */
export async function resetPassword(
  runtime: Runtime,
  auth: Auth,
  reset: { readonly token: string; readonly password: string },
): Promise<void> {
  const { payload } = await readToken(runtime, 'password-reset', reset.token);
  const userId = payload.userId as string;
  await refuseWeakPassword(reset.password, await aboutUser(runtime, userId));
  // Hashing is slow by design: it is done before the transaction, which all writers wait for.
  const hashed = await (await auth.$context).password.hash(reset.password);
  const now = runtime.clock.now().toISOString();
  await runtime.db.write(null, async (handle) => {
    await useToken(runtime, handle, { kind: 'password-reset', text: reset.token });
    await handle.exec(
      `update "account" set "password" = ?, "updatedAt" = ? where "userId" = ? and "providerId" = 'credential'`,
      [hashed, now, userId],
    );
    await handle.exec(`delete from "session" where "userId" = ?`, [userId]);
    // Wrong codes of whoever knew the old password keep the owner out no longer; the second factor itself stays.
    await handle.exec(
      `update "twoFactor" set "failedVerificationCount" = 0, "lockedUntil" = null where "userId" = ?`,
      [userId],
    );
    await handle.exec(
      `update "one_time_token" set "usedAt" = ? where "kind" = 'password-reset' and "payload" = ? and "usedAt" is null`,
      [now, JSON.stringify({ userId })],
    );
  });
  runtime.accounts.forget();
}

/** What anybody may know of whoever has an account: no password is made of it. */
export async function aboutUser(runtime: Runtime, userId: string): Promise<About> {
  const { rows } = await sql<{
    name: string;
    email: string;
  }>`select "name", "email" from "user" where "id" = ${userId}`.execute(runtime.db.authRead);
  const organisations: string[] = [];
  for await (const { org } of personsOf(runtime, userId)) organisations.push(org.name);
  return { ...(rows[0] ?? { name: '', email: '' }), organisations };
}
