import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';

/** A session as its owner sees it: which device and since when; no place and no network address. */
type SessionRow = {
  readonly id: string;
  readonly device: string;
  readonly signedInAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
};

/** The living sessions of whoever asks, newest first. @throws AppError `not-signed-in`, `forbidden` for a key */
export async function listSessions(runtime: Runtime, request: Request): Promise<readonly SessionRow[]> {
  const { userId, sessionId, onlyOrg } = await ownSession(runtime, request);
  const { rows } = await sql<{
    id: string;
    userAgent: string | null;
    createdAt: string | Date;
    expiresAt: string | Date;
  }>`select "id", "userAgent", "createdAt", "expiresAt" from "session" where "userId" = ${userId} ${onlyOrg === null ? sql`` : sql`and "onlyOrg" = ${onlyOrg}`} order by "createdAt" desc, "id" desc`.execute(
    runtime.db.authRead,
  );
  return rows
    .filter((row) => new Date(row.expiresAt) > runtime.clock.now())
    .map((row) => ({
      id: row.id,
      device: deviceOf(row.userAgent ?? ''),
      signedInAt: new Date(row.createdAt).toISOString(),
      expiresAt: new Date(row.expiresAt).toISOString(),
      current: row.id === sessionId,
    }));
}

/** Ends one session of whoever asks. @throws AppError `not-found` when it is not theirs */
export async function endSession(runtime: Runtime, request: Request, id: string): Promise<void> {
  const own = await ownSession(runtime, request);
  const { scope, values } = scopeOf(own);
  const ended = await runtime.db.write(null, ({ exec }) =>
    exec(`delete from "session" where "id" = ? and "userId" = ?${scope} returning "id"`, [
      id,
      own.userId,
      ...values,
    ]),
  );
  if (ended.length === 0) throw new AppError('not-found', t('You have no such session.'));
  runtime.accounts.forget();
}

/** Ends every session of whoever asks but this one. @returns how many */
export async function endOtherSessions(runtime: Runtime, request: Request): Promise<number> {
  const own = await ownSession(runtime, request);
  const { scope, values } = scopeOf(own);
  const ended = await runtime.db.write(null, ({ exec }) =>
    exec(`delete from "session" where "userId" = ? and "id" <> ?${scope} returning "id"`, [
      own.userId,
      own.sessionId,
      ...values,
    ]),
  );
  runtime.accounts.forget();
  return ended.length;
}

/** A session of one organisation sees and ends only its own kind: its provider may say of anybody that it is them. */
function scopeOf({ onlyOrg }: Identity): { readonly scope: string; readonly values: readonly string[] } {
  return onlyOrg === null ? { scope: '', values: [] } : { scope: ' and "onlyOrg" = ?', values: [onlyOrg] };
}

/** Whoever is signed in; not a key. @throws AppError `not-signed-in`, `forbidden` for a key */
export async function ownSession(
  runtime: Runtime,
  request: Request,
): Promise<Identity & { readonly sessionId: string }> {
  const identity = await runtime.accounts.identify(request);
  if (!identity) throw new AppError('not-signed-in', t('Sign in first.'));
  if (identity.sessionId === null)
    throw new AppError('forbidden', t('A key does not look after an account. Sign in for that.'));
  return { ...identity, sessionId: identity.sessionId };
}

// In this order: Edge and Opera name Chrome too, Chrome names Safari, Android names Linux, an iPhone names Mac OS.
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** What a browser says of itself, as words; it is a claim, good for recognising one's own devices. */
export function deviceOf(userAgent: string): string {
  const browser = BROWSERS.find(([sign]) => userAgent.includes(sign))?.[1];
  const system = SYSTEMS.find(([sign]) => userAgent.includes(sign))?.[1];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'Unknown device';
}
