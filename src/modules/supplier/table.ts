import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createRecordTable } from '#platform/db/ddl.ts';

export const supplierMigrations = (engine: EngineName): Record<string, Migration> => ({
  'supplier-0001': {
    up: (db: Kysely<unknown>) =>
      createRecordTable(db, engine, {
        name: 'supplier',
        columns: {
          ref: 'text',
          name: 'text',
          supplies: 'text',
          country: 'text',
          contract: 'text',
          ownerId: 'text',
        },
      }),
  },
});
