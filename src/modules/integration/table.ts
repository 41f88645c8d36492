import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createPlatformTable, createRecordTable, run } from '#platform/db/ddl.ts';

export const integrationMigrations = (engine: EngineName): Record<string, Migration> => ({
  'integration-0001': { up: (db: Kysely<unknown>) => webhooks(db, engine) },
  'integration-0002': { up: (db: Kysely<unknown>) => proposals(db, engine) },
});

async function webhooks(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  await createRecordTable(db, engine, {
    name: 'webhook',
    columns: {
      ref: 'text',
      name: 'text',
      url: 'text',
      events: 'json',
      state: 'text',
      pausedReason: 'text',
      pausedOn: 'text',
    },
  });
  // Looked through without an organisation for whose turn it is: ids, a position and times only.
  await createPlatformTable(db, engine, {
    name: 'webhook_cursor',
    keyed: false,
    body: `"webhook_id" TEXT primary key, "org_id" TEXT not null, "seq" BIGINT not null, "active" integer not null,
      "failures" integer not null, "restUntil" TEXT, "claim" TEXT, "claimedUntil" TEXT`,
  });
  await createPlatformTable(db, engine, {
    name: 'webhook_secret',
    keyed: true,
    body: `"org_id" TEXT not null, "webhook_id" TEXT not null, "id" TEXT not null, "sealed" BYTES not null, "createdAt" TEXT not null,
      "until" TEXT, primary key ("org_id", "webhook_id", "id")`,
  });
  await createPlatformTable(db, engine, {
    name: 'webhook_delivery',
    keyed: true,
    body: `"org_id" TEXT not null, "id" TEXT not null, "webhook_id" TEXT not null, "seq" BIGINT not null, "event_id" TEXT not null, "type" TEXT not null,
      "body" TEXT not null, "happenedAt" TEXT not null, "state" TEXT not null, "attempts" integer not null, "firstAt" TEXT, "dueAt" TEXT not null,
      "triedAt" TEXT, "status" integer, "durationMs" integer, "response" TEXT, "error" TEXT, primary key ("org_id", "id")`,
  });
  await run(
    db,
    `create unique index "webhook_delivery_event" on "webhook_delivery" ("org_id", "webhook_id", "event_id")`,
  );
  await run(
    db,
    `create index "webhook_delivery_due" on "webhook_delivery" ("org_id", "webhook_id", "seq") where "state" = 'waiting'`,
  );
}

async function proposals(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  await createRecordTable(db, engine, {
    name: 'proposal',
    columns: {
      ref: 'text',
      operation: 'text',
      summary: 'text',
      state: 'text',
      input: 'json',
      effects: 'json',
      why: 'text',
      proposedBy: 'text',
      approverId: 'text',
      expiresAt: 'text',
      decidedBy: 'text',
      decidedAt: 'text',
      reason: 'text',
    },
  });
  await createCurrentIndex(db, 'proposal', { name: 'state', columns: '"state"' });
}
