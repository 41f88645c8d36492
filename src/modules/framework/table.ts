import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createRecordTable, run } from '#platform/db/ddl.ts';

export const frameworkMigrations = (engine: EngineName): Record<string, Migration> => ({
  'framework-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'packChoice',
        columns: {
          ref: 'text',
          packId: 'text',
          packVersion: 'text',
          reason: 'text',
          chosenBy: 'text',
          chosenOn: 'text',
        },
      });
      await run(
        db,
        `create unique index "packChoice_pack" on "packChoice" ("org_id", "packId") where "to_seq" is null`,
      );
    },
  },
});
