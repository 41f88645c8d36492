import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '../db/database.ts';
import { createPlatformTable, run } from '../db/ddl.ts';

type Db = Kysely<unknown>;

/**
 * The tables of sign-in, written down from better-auth 1.7.6's own compiler for both engines, and the events that
 * triggers leave in the same transaction as every change (spine.md section 8). They belong to no organisation.
 */
export const authMigrations = (engine: EngineName): Record<string, Migration> => ({
  'auth-0001': {
    up: async (db: Db) => {
      for (const statement of tables(engine)) await run(db, statement);
      for (const table of ['user', 'session', 'account', 'apikey'] as const)
        for (const change of ['insert', 'update', 'delete'] as const)
          await watch(db, engine, { table, change });
    },
  },
  'auth-0002': {
    up: async (db: Db) => {
      for (const statement of secondFactorTables(engine)) await run(db, statement);
      for (const change of ['insert', 'update', 'delete'] as const)
        await watch(db, engine, { table: 'twoFactor', change });
      await watchProof(db, engine);
    },
  },
  'auth-0003': {
    up: async (db: Db) => {
      for (const statement of passkeyTables(engine)) await run(db, statement);
      for (const change of ['insert', 'update', 'delete'] as const)
        await watch(db, engine, { table: 'passkey', change });
    },
  },
  // Ours: who came in when, by what and roughly from where, for ninety days.
  'auth-0004': {
    up: async (db: Db) => {
      await createPlatformTable(db, engine, {
        name: 'sign_in',
        keyed: false,
        body: '"id" TEXT not null primary key, "at" TEXT not null, "userId" text not null references "user" ("id") on delete cascade, "kind" TEXT not null, "way" TEXT, "address" TEXT not null, "device" TEXT, "onlyOrg" TEXT',
      });
      await run(db, `create index "sign_in_user" on "sign_in" ("userId", "at")`);
      await run(db, `create index "sign_in_at" on "sign_in" ("at")`);
    },
  },
});

function passkeyTables(engine: EngineName): readonly string[] {
  const date = engine === 'postgres' ? 'timestamptz' : 'date';
  const flag = engine === 'postgres' ? 'boolean' : 'integer';
  return [
    // Ours: a passkey opened this session.
    `alter table "session" add column "byPasskey" ${flag}`,
    `create table "passkey" ("id" text not null primary key, "name" text, "publicKey" text not null, "userId" text not null references "user" ("id") on delete cascade, "credentialID" text not null, "counter" integer not null, "deviceType" text not null, "backedUp" ${flag} not null, "transports" text, "createdAt" ${date}, "aaguid" text)`,
    `create index "passkey_user" on "passkey" ("userId")`,
    `create unique index "passkey_credential" on "passkey" ("credentialID")`,
  ];
}

function secondFactorTables(engine: EngineName): readonly string[] {
  const date = engine === 'postgres' ? 'timestamptz' : 'date';
  const flag = engine === 'postgres' ? 'boolean' : 'integer';
  return [
    `alter table "user" add column "twoFactorEnabled" ${flag}`,
    // Ours: when this session last proved who it is, beyond its sign-in.
    `alter table "session" add column "provenAt" ${date}`,
    `create table "twoFactor" ("id" text not null primary key, "secret" text not null, "backupCodes" text not null, "userId" text not null references "user" ("id") on delete cascade, "verified" ${flag}, "failedVerificationCount" integer, "lockedUntil" ${date})`,
    `create index "twoFactor_user" on "twoFactor" ("userId")`,
    // Ours: a one-time code opens once, although it is right for half a minute. Kept as a hash, for some minutes.
    `create table "used_code" ("userId" text not null, "hash" text not null, "at" text not null, primary key ("userId", "hash"))`,
  ];
}

function tables(engine: EngineName): readonly string[] {
  const date = engine === 'postgres' ? 'timestamptz' : 'date';
  const flag = engine === 'postgres' ? 'boolean' : 'integer';
  const serial =
    engine === 'postgres'
      ? 'bigint generated always as identity primary key'
      : 'integer primary key autoincrement';
  const made = `"createdAt" ${date} not null, "updatedAt" ${date} not null`;
  return [
    `create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" ${flag} not null, "image" text, ${made})`,
    `create table "session" ("id" text not null primary key, "expiresAt" ${date} not null, "token" text not null unique, ${made}, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade)`,
    `create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" ${date}, "refreshTokenExpiresAt" ${date}, "scope" text, "password" text, ${made})`,
    `create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" ${date} not null, ${made})`,
    `create table "apikey" ("id" text not null primary key, "configId" text not null, "name" text, "start" text, "referenceId" text not null, "prefix" text, "key" text not null, "refillInterval" integer, "refillAmount" integer, "lastRefillAt" ${date}, "enabled" ${flag}, "rateLimitEnabled" ${flag}, "rateLimitTimeWindow" integer, "rateLimitMax" integer, "requestCount" integer, "remaining" integer, "lastRequest" ${date}, "expiresAt" ${date}, ${made}, "permissions" text, "metadata" text)`,
    `create index "session_user" on "session" ("userId")`,
    `create index "account_user" on "account" ("userId")`,
    `create index "verification_identifier" on "verification" ("identifier")`,
    `create index "apikey_reference" on "apikey" ("referenceId")`,
    `create unique index "apikey_key" on "apikey" ("key")`,
    // One-time tokens of ours, kept as hashes: the first administrator's start link, invitations, password resets.
    `create table "one_time_token" ("hash" text not null primary key, "kind" text not null, "org_id" text, "payload" text not null, "expiresAt" text not null, "usedAt" text)`,
    `create table "auth_event" ("id" ${serial}, "at" text not null, "kind" text not null, "userId" text, "detail" text not null, "logged" integer not null)`,
    `create index "auth_event_new" on "auth_event" ("logged", "id")`,
  ];
}

type Watched = {
  readonly table: 'user' | 'session' | 'account' | 'apikey' | 'twoFactor' | 'passkey';
  readonly change: 'insert' | 'update' | 'delete';
};

/** An event holds ids and kinds, never an address, a name or a secret. */
async function watch(db: Db, engine: EngineName, { table, change }: Watched): Promise<void> {
  const row = change === 'delete' ? 'old' : 'new';
  const owner = {
    user: `${row}."id"`,
    session: `${row}."userId"`,
    account: `${row}."userId"`,
    apikey: `${row}."referenceId"`,
    twoFactor: `${row}."userId"`,
    passkey: `${row}."userId"`,
  }[table];
  // A session is touched whenever it is renewed; that is no event of its own.
  if (table === 'session' && change === 'update') return;
  await leaveEvent(db, engine, {
    kind: `${table}-${change}`,
    when: `after ${change} on "${table}"`,
    name: `auth_event_${table}_${change}`,
    owner,
    row,
  });
}

/** A session that proved again who it is. */
async function watchProof(db: Db, engine: EngineName): Promise<void> {
  await leaveEvent(db, engine, {
    kind: 'session-proof',
    when: 'after update of "provenAt" on "session"',
    name: 'auth_event_session_proof',
    owner: 'new."userId"',
    row: 'new',
  });
}

async function leaveEvent(
  db: Db,
  engine: EngineName,
  event: {
    readonly kind: string;
    readonly when: string;
    readonly name: string;
    readonly owner: string;
    readonly row: 'old' | 'new';
  },
): Promise<void> {
  const { kind, when, name, owner, row } = event;
  const values = (now: string) =>
    `insert into "auth_event" ("at","kind","userId","detail","logged") values (${now}, '${kind}', ${owner}, ${row}."id", 0)`;
  if (engine === 'sqlite') {
    await run(
      db,
      `create trigger "${name}" ${when} begin ${values(`strftime('%Y-%m-%dT%H:%M:%fZ','now')`)}; end`,
    );
    return;
  }
  const now = `to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  await run(
    db,
    `create function "${name}"() returns trigger language plpgsql as $f$ begin ${values(now)}; return ${row}; end $f$`,
  );
  await run(db, `create trigger "${name}" ${when} for each row execute function "${name}"()`);
}
