import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createRecordTable } from '#platform/db/ddl.ts';

export const viewMigrations = (engine: EngineName): Record<string, Migration> => ({
  'view-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'savedView',
        columns: {
          ref: 'text',
          title: 'text',
          page: 'text',
          state: 'json',
          shared: 'flag',
          ownerId: 'text',
        },
      });
      await createCurrentIndex(db, 'savedView', { name: 'page', columns: '"page"' });
    },
  },
});
