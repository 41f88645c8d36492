import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import { signedCookie } from './cookie.ts';
import { stillUsed } from './idle.ts';

export type Identities = {
  readonly identify: (request: Request) => Promise<Identity | null>;
  readonly forget: () => void;
};

const REMEMBER_MS = 5000;

/** Resolves sessions and keys by our own query on the read handle, remembered for at most five seconds. */
export function identities(runtime: Runtime): Identities {
  const known = new Map<string, { readonly identity: Identity | null; readonly until: number }>();
  return {
    forget: () => known.clear(),
    identify: async (request) => {
      const secret = credential(runtime, request);
      if (!secret) return null;
      const now = runtime.clock.now().getTime();
      const cacheKey = `${secret.kind} ${secret.value}`;
      const found = known.get(cacheKey);
      if (found && found.until > now) return found.identity;
      const identity =
        secret.kind === 'key' ? await byKey(runtime, secret.value) : await bySession(runtime, secret.value);
      if (known.size > 10_000) known.clear();
      known.set(cacheKey, { identity, until: now + REMEMBER_MS });
      return identity;
    },
  };
}

type Credential = { readonly kind: 'session' | 'key'; readonly value: string };

/** A key wins over a session: who sends one means it. */
function credential(runtime: Runtime, request: Request): Credential | null {
  const key =
    request.headers.get('x-api-key') ??
    /^Bearer (aims_.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (key) return { kind: 'key', value: key };
  const token = signedCookie(runtime, request, 'session_token');
  return token ? { kind: 'session', value: token } : null;
}

type UserRow = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: string | Date | null;
  readonly secondFactor: boolean | number | null;
  readonly sessionId?: string;
  readonly provenAt?: string | Date;
  readonly byPasskey?: boolean | number | null;
  readonly ssoProvider?: string | null;
  readonly ssoStrong?: boolean | number | null;
  readonly onlyOrg: string | null;
  readonly keyId?: string;
  readonly permissions?: string | null;
};

type SessionUserRow = UserRow & { readonly sessionId: string; readonly usedAt: string | Date };

const USER = `u."id" as "userId", u."name", u."email", u."twoFactorEnabled" as "secondFactor"`;

// Signing in is a proof; each later one is written to its session. Both engines compare text with text.
const PROVEN = `coalesce(s."provenAt", s."createdAt")`;

async function bySession(runtime: Runtime, token: string): Promise<Identity | null> {
  const { rows } =
    await sql<SessionUserRow>`select ${sql.raw(USER)}, s."expiresAt", s."id" as "sessionId", s."updatedAt" as "usedAt", ${sql.raw(PROVEN)} as "provenAt", s."byPasskey", s."ssoProvider", s."ssoStrong", s."onlyOrg" from "session" s join "user" u on u."id" = s."userId" where s."token" = ${token}`.execute(
      runtime.db.authRead,
    );
  const [row] = rows;
  const identity = living(runtime, row, 'session');
  return identity && (await stillUsed(runtime, { id: row!.sessionId, usedAt: row!.usedAt }))
    ? identity
    : null;
}

/** Keys are stored as SHA-256, base64url, as the plugin hashes them. */
async function byKey(runtime: Runtime, key: string): Promise<Identity | null> {
  const hash = createHash('sha256').update(key).digest('base64url');
  const { rows } = await sql<UserRow & { readonly enabled: boolean | number | null }>`
    select ${sql.raw(USER)}, k."expiresAt", k."enabled", k."id" as "keyId", k."permissions", k."onlyOrg" from "apikey" k join "user" u on u."id" = k."referenceId" where k."key" = ${hash}`.execute(
    runtime.db.authRead,
  );
  return rows[0]?.enabled ? living(runtime, rows[0], 'key') : null;
}

function living(runtime: Runtime, row: UserRow | undefined, via: Identity['via']): Identity | null {
  if (!row) return null;
  const { userId, name, email, expiresAt, sessionId = null, keyId = null } = row;
  if (expiresAt !== null && new Date(expiresAt).getTime() <= runtime.clock.now().getTime()) return null;
  return {
    userId,
    name,
    email,
    via,
    sessionId,
    keyId,
    secondFactor: Boolean(row.secondFactor),
    // A provider's sign-in asks for no code of ours: what counts is what the provider saw.
    strong: row.ssoProvider ? Boolean(row.ssoStrong) : Boolean(row.secondFactor) || Boolean(row.byPasskey),
    onlyOrg: row.onlyOrg,
    ssoProvider: row.ssoProvider ?? null,
    provenAt: row.provenAt ? new Date(row.provenAt).toISOString() : null,
    authority: keyId === null || mayAct(row.permissions),
    systems: keyId === null ? null : systemsOf(row.permissions),
  };
}

/** Whether a key was made for acts of authority too. */
export function mayAct(permissions: string | null | undefined): boolean {
  return permissions ? Object.hasOwn(JSON.parse(permissions) as object, 'authority') : false;
}

/** The AI systems to which a key was narrowed; null when it was not. */
export function systemsOf(permissions: string | null | undefined): readonly string[] | null {
  if (!permissions) return null;
  const { systems } = JSON.parse(permissions) as { readonly systems?: readonly string[] };
  return systems ?? null;
}
