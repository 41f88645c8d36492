import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from './database.ts';
import { createJoinIndex, createPlatformTable, createRecordTable, run } from './ddl.ts';

type Db = Kysely<unknown>;

/** The platform's own tables. Forward only: a migration that was released is never edited. */
export const platformMigrations = (engine: EngineName): Record<string, Migration> => ({
  'platform-0001-spine': { up: (db: Db) => spine(db, engine) },
  'platform-0002-work': { up: (db: Db) => work(db, engine) },
  'platform-0003-staleness': { up: (db: Db) => forStaleness(db) },
  'platform-0004-handover': {
    up: (db: Db) =>
      run(db, `alter table "log" add column "closed" ${engine === 'postgres' ? 'text collate "C"' : 'text'}`),
  },
});

async function spine(db: Db, engine: EngineName): Promise<void> {
  const table = (name: string, keyed: boolean, body: string) =>
    createPlatformTable(db, engine, { name, body, keyed });
  await table(
    'org',
    false,
    `"id" TEXT primary key, "kind" TEXT not null, "name" TEXT not null, "createdAt" TEXT not null`,
  );
  await table(
    'log',
    true,
    `"org_id" TEXT not null references "org"("id"), "epoch" integer not null, "origin" TEXT not null, "startSeq" BIGINT not null,
     "size" BIGINT not null, "frontier" BYTES not null, "lastAt" TEXT not null, "publicKey" TEXT not null, primary key ("org_id", "epoch")`,
  );
  await table(
    'log_key',
    true,
    `"org_id" TEXT not null, "epoch" integer not null, "keyName" TEXT not null, "publicKey" TEXT not null, "sealed" BYTES not null,
     "createdAt" TEXT not null, primary key ("org_id", "epoch", "keyName")`,
  );
  await table(
    'log_entry',
    true,
    `"org_id" TEXT not null, "seq" BIGINT not null, "op" TEXT not null, "at" TEXT not null, "actor" TEXT, "operation" TEXT not null,
     "type" TEXT not null, "record_id" TEXT not null, "version" integer not null, "change" TEXT not null, "text" TEXT not null,
     primary key ("org_id", "seq")`,
  );
  await run(db, `create index "log_entry_record" on "log_entry" ("org_id", "record_id", "seq")`);
  await run(db, `create index "log_entry_at" on "log_entry" ("org_id", "at", "seq")`);
  await keepEntries(db, engine);
  await table(
    'checkpoint',
    true,
    `"org_id" TEXT not null, "epoch" integer not null, "size" BIGINT not null, "note" TEXT not null, "createdAt" TEXT not null,
     "reason" TEXT not null, primary key ("org_id", "epoch", "size", "reason")`,
  );
  await table(
    'counter',
    true,
    `"org_id" TEXT not null, "name" TEXT not null, "next" integer not null, primary key ("org_id", "name")`,
  );
  await table(
    'record',
    true,
    `"org_id" TEXT not null, "id" TEXT not null, "type" TEXT not null, "ref" TEXT not null, primary key ("org_id", "id")`,
  );
  await run(db, `create unique index "record_ref" on "record" ("org_id", "ref")`);
  await createRecordTable(db, engine, {
    name: 'record_head',
    columns: { title: 'text', state: 'text', owner: 'text' },
  });
  await createRecordTable(db, engine, {
    name: 'link',
    columns: { kind: 'text', from_id: 'text', to_id: 'text', to_version: 'integer' },
  });
  await createJoinIndex(db, 'link', { name: 'out', columns: '"from_id", "kind"' });
  await createJoinIndex(db, 'link', { name: 'in', columns: '"to_id", "kind"' });
  await run(
    db,
    `create index "link_kind" on "link" ("org_id", "kind", "from_id", "to_id") where "to_seq" is null`,
  );
}

async function work(db: Db, engine: EngineName): Promise<void> {
  const table = (name: string, keyed: boolean, body: string) =>
    createPlatformTable(db, engine, { name, body, keyed });
  await table(
    'job',
    false,
    `"id" TEXT primary key, "org_id" TEXT, "kind" TEXT not null, "key" TEXT, "payload" TEXT not null, "dueAt" TEXT not null,
     "attempts" integer not null, "state" TEXT not null, "error" TEXT, "updatedAt" TEXT not null`,
  );
  await run(db, `create index "job_due" on "job" ("state", "dueAt")`);
  await run(db, `create unique index "job_key" on "job" ("kind", "key") where "key" is not null`);
  await table(
    'idempotency',
    true,
    `"org_id" TEXT not null, "actor" TEXT not null, "key" TEXT not null, "fingerprint" TEXT not null, "status" integer not null,
     "body" TEXT not null, "createdAt" TEXT not null, primary key ("org_id", "actor", "key")`,
  );
  await table(
    'check_state',
    true,
    `"org_id" TEXT not null, "check" TEXT not null, "version" integer not null, "seq" BIGINT not null, "today" TEXT not null,
     "counts" TEXT not null, "nextAt" TEXT, primary key ("org_id", "check")`,
  );
  await table(
    'file',
    true,
    `"org_id" TEXT not null, "hash" TEXT not null, "size" BIGINT not null, "mediaType" TEXT not null, "name" TEXT not null,
     "createdAt" TEXT not null, primary key ("org_id", "hash")`,
  );
  await table(
    'import_batch',
    true,
    `"org_id" TEXT not null, "id" TEXT not null, "kind" TEXT not null, "fileName" TEXT not null, "fileHash" TEXT not null,
     "mapping" TEXT not null, "state" TEXT not null, "total" integer not null, "applied" integer not null, "summary" TEXT not null,
     "createdBy" TEXT, "createdAt" TEXT not null, "updatedAt" TEXT not null, primary key ("org_id", "id")`,
  );
  await table(
    'import_row',
    true,
    `"org_id" TEXT not null, "batch_id" TEXT not null, "line" integer not null, "key" TEXT not null, "payload" TEXT not null,
     "state" TEXT not null, "problems" TEXT, "recordId" TEXT, "recordVersion" integer, "change" TEXT, primary key ("org_id", "batch_id", "line")`,
  );
  await run(db, `create index "import_row_state" on "import_row" ("org_id", "batch_id", "state", "line")`);
  await table(
    'draft',
    true,
    `"org_id" TEXT not null, "person_id" TEXT not null, "recordId" TEXT not null, "field" TEXT not null, "value" TEXT not null,
     "updatedAt" TEXT not null, primary key ("org_id", "person_id", "recordId", "field")`,
  );
  await table(
    'erasure_request',
    true,
    `"org_id" TEXT not null, "id" TEXT not null, "recordId" TEXT not null, "paths" TEXT not null, "ground" TEXT not null,
     "requestedBy" TEXT not null, "createdAt" TEXT not null, "state" TEXT not null, primary key ("org_id", "id")`,
  );
}

/** What became stale is asked of links that went, which are few, and of who did what to a record, which are many. */
async function forStaleness(db: Db): Promise<void> {
  await run(
    db,
    `create index "link_gone" on "link" ("org_id", "kind", "from_id", "to_id") where "to_seq" is not null`,
  );
  await run(db, `drop index "log_entry_record"`);
  await run(db, `create index "log_entry_record" on "log_entry" ("org_id", "record_id", "seq", "operation")`);
}

/** Entries of the log are never changed or taken out by accident. */
async function keepEntries(db: Db, engine: EngineName): Promise<void> {
  const refusal = 'log_entry: the trail only grows';
  if (engine === 'sqlite') {
    await run(
      db,
      `create trigger "log_entry_update" before update on "log_entry" begin select raise(abort, '${refusal}'); end`,
    );
    await run(
      db,
      `create trigger "log_entry_delete" before delete on "log_entry" begin select raise(abort, '${refusal}'); end`,
    );
    return;
  }
  await run(
    db,
    `create function "log_entry_guard"() returns trigger language plpgsql as $f$ begin raise exception '${refusal}'; end $f$`,
  );
  await run(
    db,
    `create trigger "log_entry_guard" before update or delete on "log_entry" for each row execute function "log_entry_guard"()`,
  );
}
