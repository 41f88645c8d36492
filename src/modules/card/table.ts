import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createJoinIndex, createPlatformTable, createRecordTable, run } from '#platform/db/ddl.ts';

export const cardMigrations = (engine: EngineName): Record<string, Migration> => ({
  'card-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'card',
        columns: {
          ref: 'text',
          systemId: 'text',
          title: 'text',
          decisionKind: 'text',
          summary: 'text',
          intendedUse: 'text',
          notFor: 'text',
          capabilities: 'text',
          limits: 'text',
          performance: 'text',
          dataUsed: 'text',
          oversight: 'text',
          measures: 'json',
          contact: 'text',
          ownerId: 'text',
          preparedBy: 'text',
          publishedNumber: 'integer',
          publishedOn: 'text',
          changed: 'flag',
          address: 'text',
          addressChosen: 'flag',
          publicSince: 'text',
        },
      });
      // One card for each AI system.
      await run(
        db,
        `create unique index "card_system" on "card" ("org_id", "systemId") where "to_seq" is null`,
      );
      await createJoinIndex(db, 'card', { name: 'by_system', columns: '"systemId"' });
      await createRecordTable(db, engine, {
        name: 'cardVersion',
        columns: {
          ref: 'text',
          cardId: 'text',
          systemId: 'text',
          number: 'integer',
          content: 'json',
          changes: 'text',
          preparedBy: 'text',
          publishedBy: 'text',
          publishedOn: 'text',
          singlePersonReason: 'text',
        },
      });
      await createJoinIndex(db, 'cardVersion', { name: 'card', columns: '"cardId", "number"' });
      // Looked up by the address before anybody knows whose it is: it holds ids only.
      await createPlatformTable(db, engine, {
        name: 'card_address',
        keyed: false,
        body: `"address" TEXT primary key, "org_id" TEXT not null, "card_id" TEXT not null`,
      });
    },
  },
});
