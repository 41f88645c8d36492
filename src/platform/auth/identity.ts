import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';

export type Identities = {
  readonly identify: (request: Request) => Promise<Identity | null>;
  readonly forget: () => void;
};

const REMEMBER_MS = 5000;
const COOKIE = /(?:^|;\s*)(?:__Secure-)?better-auth\.session_token=([^;]+)/;

/** Resolves sessions and keys by our own query on the read handle, remembered for at most five seconds. */
export function identities(runtime: Runtime): Identities {
  const known = new Map<string, { readonly identity: Identity | null; readonly until: number }>();
  return {
    forget: () => known.clear(),
    identify: async (request) => {
      const secret = credential(request, runtime.secret);
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
function credential(request: Request, secret: string): Credential | null {
  const key =
    request.headers.get('x-api-key') ??
    /^Bearer (aims_.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (key) return { kind: 'key', value: key };
  const cookie = COOKIE.exec(request.headers.get('cookie') ?? '')?.[1];
  const token = cookie ? signedValue(cookie, secret) : null;
  return token ? { kind: 'session', value: token } : null;
}

/** The value of a signed cookie (`value.signature`, HMAC-SHA-256), or null when the signature is not ours. */
function signedValue(cookie: string, secret: string): string | null {
  let text: string;
  try {
    text = decodeURIComponent(cookie);
  } catch {
    return null;
  }
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const value = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(value).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? value : null;
}

type UserRow = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: string | Date | null;
  readonly sessionId?: string;
  readonly keyId?: string;
};

async function bySession(runtime: Runtime, token: string): Promise<Identity | null> {
  const { rows } =
    await sql<UserRow>`select u."id" as "userId", u."name", u."email", s."expiresAt", s."id" as "sessionId" from "session" s join "user" u on u."id" = s."userId" where s."token" = ${token}`.execute(
      runtime.db.authRead,
    );
  return living(runtime, rows[0], 'session');
}

/** Keys are stored as SHA-256, base64url, as the plugin hashes them. */
async function byKey(runtime: Runtime, key: string): Promise<Identity | null> {
  const hash = createHash('sha256').update(key).digest('base64url');
  const { rows } = await sql<UserRow & { readonly enabled: boolean | number | null }>`
    select u."id" as "userId", u."name", u."email", k."expiresAt", k."enabled", k."id" as "keyId" from "apikey" k join "user" u on u."id" = k."referenceId" where k."key" = ${hash}`.execute(
    runtime.db.authRead,
  );
  return rows[0]?.enabled ? living(runtime, rows[0], 'key') : null;
}

function living(runtime: Runtime, row: UserRow | undefined, via: Identity['via']): Identity | null {
  if (!row) return null;
  const { userId, name, email, expiresAt, sessionId = null, keyId = null } = row;
  if (expiresAt !== null && new Date(expiresAt).getTime() <= runtime.clock.now().getTime()) return null;
  return { userId, name, email, via, sessionId, keyId };
}
