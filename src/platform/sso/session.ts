import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { t } from '#kernel/language.ts';
import { cookieToSet } from '../auth/cookie.ts';
import type { Runtime } from '../instance.ts';
import { type Claims, isStrong } from './claims.ts';
import { type Provider, providerKey } from './provider.ts';
import { sealText, unsealText } from './providers.ts';

/** A session that a provider opened ends sooner than one of ours: what is changed there shall count here. */
const HOURS = 12;

/**
 * Opens a session for an account. A provider of one organisation opens that organisation and no other, since it may
 * say of anybody that it is them.
 * @returns the headers with its cookie
 */
export async function openSession(
  runtime: Runtime,
  from: {
    readonly request: Request;
    readonly provider: Provider;
    readonly claims: Claims;
    readonly userId: string;
  },
): Promise<Headers> {
  const { request, provider, claims, userId } = from;
  const now = runtime.clock.now();
  const token = randomBytes(24).toString('base64url');
  const expires = new Date(now.getTime() + HOURS * 3_600_000).toISOString();
  await runtime.db.write(null, ({ exec }) =>
    exec(
      `insert into "session" ("id","expiresAt","token","createdAt","updatedAt","userAgent","userId","provenAt","ssoProvider","onlyOrg","ssoStrong","ssoToken") values (?,?,?,?,?,?,?,?,?,?,?,?)`,
      [
        newId('sess', now),
        expires,
        token,
        now.toISOString(),
        now.toISOString(),
        (request.headers.get('user-agent') ?? '').slice(0, 500),
        userId,
        // What the provider saw long ago, or does not say, is no fresh proof.
        claims.authenticatedAt ?? new Date(0).toISOString(),
        providerKey(provider),
        provider.org,
        runtime.db.engine === 'postgres' ? isStrong(provider, claims) : Number(isStrong(provider, claims)),
        claims.idToken === null ? null : sealText(runtime.secret, claims.idToken, 'sso-token'),
      ],
    ),
  );
  return new Headers({ 'set-cookie': sessionCookie(runtime, token) });
}

/**
 * Notes a fresh proof that the provider saw, on the session that asked for it.
 * @throws AppError `forbidden` when it was somebody else
 */
export async function proveSession(
  runtime: Runtime,
  from: { readonly sessionId: string; readonly userId: string; readonly at: string },
): Promise<void> {
  const rows = await runtime.db.write(null, ({ exec }) =>
    exec(`update "session" set "provenAt" = ? where "id" = ? and "userId" = ? returning "id"`, [
      from.at,
      from.sessionId,
      from.userId,
    ]),
  );
  runtime.accounts.forget();
  if (rows.length === 0)
    throw new AppError('forbidden', t('Somebody else proved themselves there than is signed in here.'), {
      next: t('Sign out at the provider, then prove it again.'),
    });
}

/** Which provider opened this session, and its token, for signing out there too. */
export async function ssoSession(
  runtime: Runtime,
  sessionId: string,
): Promise<{ readonly provider: string; readonly idToken: string | null } | null> {
  const { rows } = await sql<{ ssoProvider: string | null; ssoToken: string | null }>`
    select "ssoProvider", "ssoToken" from "session" where "id" = ${sessionId}`.execute(runtime.db.authRead);
  const [row] = rows;
  if (!row?.ssoProvider) return null;
  return {
    provider: row.ssoProvider,
    idToken: row.ssoToken === null ? null : unsealText(runtime.secret, row.ssoToken, 'sso-token'),
  };
}

/** The cookie as sign-in reads it (cookie.ts). */
function sessionCookie(runtime: Runtime, token: string): string {
  const signature = createHmac('sha256', runtime.secret).update(token).digest('base64');
  const value = encodeURIComponent(`${token}.${signature}`);
  return cookieToSet(runtime, { name: 'better-auth.session_token', value, seconds: HOURS * 3600 });
}
