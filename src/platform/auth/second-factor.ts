import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import { leaveNote } from './account-notes.ts';
import type { Auth } from './auth.ts';
import { signedCookie } from './cookie.ts';
import { demandPassword } from './password-check.ts';
import { identityOf } from './signing-in.ts';

/** A code of the authenticator app, or a recovery code when the device is not at hand. */
export const codeInput = z.object({
  code: z
    .string()
    .max(40)
    .transform((text) => text.replaceAll(/\s/g, ''))
    .pipe(z.string().min(6, 'A code has six digits; a recovery code has ten characters')),
});

const RECOVERY = /^[A-Za-z0-9]{5}-[A-Za-z0-9]{5}$/;
const CODE_KEPT_MS = 5 * 60_000;

/** Whether the account has a second factor, and how many recovery codes are left. */
export async function showSecondFactor(runtime: Runtime, auth: Auth, { userId }: Identity) {
  const row = await factorOf(runtime, userId);
  if (!row?.verified) return { on: false, recoveryLeft: 0 };
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId } });
  return { on: true, recoveryLeft: backupCodes.length };
}

/**
 * Begins to set one up: a secret for the app and recovery codes, shown once. It counts from the first right code on.
 * @throws AppError `forbidden` for a wrong password, `wrong-state` when there is one already
 */
export async function beginSecondFactor(auth: Auth, request: Request, password: string) {
  const response = await auth.api.enableTwoFactor({
    body: { password, method: 'totp' },
    headers: request.headers,
    asResponse: true,
  });
  const body = (await response.json()) as {
    readonly code?: string;
    readonly totpURI: string;
    readonly backupCodes: readonly string[];
  };
  if (body.code === 'TOTP_ALREADY_ENABLED')
    throw new AppError('wrong-state', t('Your account has a second factor already.'), {
      next: t('Take it off first, to set up another device.'),
    });
  if (!response.ok) throw new AppError('forbidden', t('This password is wrong.'));
  return { uri: body.totpURI, recoveryCodes: body.backupCodes };
}

/** Turns it on by a first right code; all other sessions of the account end. @returns the cookies of the new session */
export async function confirmSecondFactor(
  runtime: Runtime,
  auth: Auth,
  from: { readonly request: Request; readonly identity: Identity; readonly code: string },
): Promise<Headers> {
  const { request, identity, code } = from;
  if (!(await factorOf(runtime, identity.userId)))
    throw new AppError('wrong-state', t('No second factor is being set up.'), { next: t('Begin again.') });
  const response = await auth.api.verifyTOTP({ body: { code }, headers: request.headers, asResponse: true });
  if (!response.ok) throw wrongCode();
  await claimCode(runtime, identity.userId, code);
  const fresh = await identityOf(runtime, response.headers);
  const { userId } = identity;
  await runtime.db.write(null, async (handle) => {
    await handle.exec(`delete from "session" where "userId" = ? and "id" <> ?`, [
      userId,
      fresh?.sessionId ?? identity.sessionId,
    ]);
    await leaveNote(runtime, handle, { userId, event: 'secondFactorAdded', by: 'session' });
  });
  runtime.accounts.forget();
  return response.headers;
}

/** Takes it off. Needs the password and a code, so that neither alone is enough. @returns the cookies */
export async function endSecondFactor(
  runtime: Runtime,
  auth: Auth,
  from: {
    readonly request: Request;
    readonly identity: Identity;
    readonly code: string;
    readonly password: string;
  },
): Promise<Headers> {
  await demandPassword(runtime, auth, from);
  await demandCode(runtime, auth, from);
  const { userId } = from.identity;
  await runtime.db.write(null, async (handle) => {
    await dropSecondFactor(handle.exec, userId);
    await leaveNote(runtime, handle, { userId, event: 'secondFactorRemoved', by: 'session' });
  });
  runtime.accounts.forget();
  return new Headers();
}

/** New recovery codes; the old ones open nothing any more. */
export async function renewRecoveryCodes(
  runtime: Runtime,
  auth: Auth,
  from: {
    readonly request: Request;
    readonly identity: Identity;
    readonly code: string;
    readonly password: string;
  },
): Promise<readonly string[]> {
  await demandPassword(runtime, auth, from);
  await demandCode(runtime, auth, from);
  const { backupCodes } = await auth.api.generateBackupCodes({
    body: { password: from.password },
    headers: from.request.headers,
  });
  return backupCodes;
}

/** Holds a code of somebody signed in. @throws AppError `forbidden` when it is wrong or was used already */
export async function demandCode(
  runtime: Runtime,
  auth: Auth,
  from: { readonly request: Request; readonly identity: Identity; readonly code: string },
): Promise<void> {
  const { request, identity, code } = from;
  if (!identity.secondFactor)
    throw new AppError('wrong-state', t('Your account has no second factor.'), {
      next: t('Give your password.'),
    });
  const { ok } = await check(auth, request, code);
  if (!ok) throw wrongCode();
  await claimCode(runtime, identity.userId, code);
}

/** Whose sign-in waits for a code, or null. */
export async function challengeOf(runtime: Runtime, request: Request): Promise<string | null> {
  const identifier = signedCookie(runtime, request, 'two_factor');
  if (!identifier) return null;
  const { rows } = await sql<{ value: string; expiresAt: string | Date }>`
    select "value", "expiresAt" from "verification" where "identifier" = ${identifier}`.execute(
    runtime.db.authRead,
  );
  const [row] = rows;
  return row && new Date(row.expiresAt) > runtime.clock.now() ? row.value : null;
}

/** Gives up a sign-in that waits for a code, so that it can begin again with another account. */
export async function endChallenge(runtime: Runtime, request: Request): Promise<void> {
  const identifier = signedCookie(runtime, request, 'two_factor');
  if (!identifier) return;
  await runtime.db.write(null, ({ exec }) =>
    exec(`delete from "verification" where "identifier" in (?, ?)`, [
      identifier,
      `2fa-attempts-${identifier}`,
    ]),
  );
}

/** Completes a sign-in by a code. @returns the cookies of the session */
export async function answerChallenge(
  runtime: Runtime,
  auth: Auth,
  from: { readonly request: Request; readonly userId: string; readonly code: string },
): Promise<Headers> {
  const { request, userId, code } = from;
  // Before the session is made: of two who send one code at once, one comes in.
  await claimCode(runtime, userId, code);
  const response = await check(auth, request, code);
  if (response.ok) return response.headers;
  if (response.status === 429)
    throw new AppError(
      'rate-limited',
      t('Ten codes in a row were wrong. Codes of this account are not taken for 15 minutes.'),
      {
        next: t('Wait, or set a new password by a link: that opens it at once.'),
        data: { retryAfter: 900 },
      },
    );
  if (response.status === 400)
    throw new AppError('not-signed-in', t('This sign-in had too many wrong codes, or its time is over.'), {
      next: t('Begin again with your password.'),
      data: { over: true },
    });
  throw new AppError('not-signed-in', WRONG, { next: NEXT });
}

/** Deletes the second factor of an account, inside the caller's transaction. */
export async function dropSecondFactor(
  exec: (statement: string, values: readonly unknown[]) => Promise<unknown>,
  userId: string,
): Promise<void> {
  await exec(`delete from "twoFactor" where "userId" = ?`, [userId]);
  await exec(`update "user" set "twoFactorEnabled" = false where "id" = ?`, [userId]);
}

const WRONG = 'This code is wrong, or was used already.';
const NEXT = 'Take the code your app shows now; each one opens once. A recovery code looks like abcde-fghij.';

function wrongCode(): AppError {
  return new AppError('forbidden', WRONG, { next: NEXT });
}

function check(auth: Auth, request: Request, code: string): Promise<Response> {
  const call = { headers: request.headers, asResponse: true as const };
  return RECOVERY.test(code)
    ? auth.api.verifyBackupCode({ ...call, body: { code } })
    : auth.api.verifyTOTP({ ...call, body: { code } });
}

/** @throws AppError `forbidden` when this code came before */
async function claimCode(runtime: Runtime, userId: string, code: string): Promise<void> {
  const now = runtime.clock.now();
  const hash = createHmac('sha256', runtime.secret).update(`${userId} ${code}`).digest('hex');
  const claimed = await runtime.db.write(null, async ({ exec }) => {
    await exec(`delete from "used_code" where "at" < ?`, [
      new Date(now.getTime() - CODE_KEPT_MS).toISOString(),
    ]);
    return exec(
      `insert into "used_code" ("userId","hash","at") values (?,?,?) on conflict do nothing returning "hash"`,
      [userId, hash, now.toISOString()],
    );
  });
  if (claimed.length === 0) throw new AppError('not-signed-in', WRONG, { next: NEXT });
}

async function factorOf(runtime: Runtime, userId: string) {
  const { rows } = await sql<{ verified: boolean | number | null }>`
    select "verified" from "twoFactor" where "userId" = ${userId}`.execute(runtime.db.authRead);
  return rows[0] ?? null;
}
