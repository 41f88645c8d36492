import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createRecordTable } from '#platform/db/ddl.ts';

export const modelMigrations = (engine: EngineName): Record<string, Migration> => ({
  'model-0001': {
    up: (db: Kysely<unknown>) =>
      createRecordTable(db, engine, {
        name: 'model',
        columns: {
          ref: 'text',
          name: 'text',
          kind: 'text',
          modelVersion: 'text',
          origin: 'text',
          description: 'text',
          ownerId: 'text',
        },
      }),
  },
});
