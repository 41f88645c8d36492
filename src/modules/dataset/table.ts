import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createRecordTable } from '#platform/db/ddl.ts';

export const datasetMigrations = (engine: EngineName): Record<string, Migration> => ({
  'dataset-0001': {
    up: (db: Kysely<unknown>) =>
      createRecordTable(db, engine, {
        name: 'dataset',
        columns: {
          ref: 'text',
          name: 'text',
          purpose: 'text',
          source: 'text',
          personalData: 'text',
          description: 'text',
          ownerId: 'text',
        },
      }),
  },
});
