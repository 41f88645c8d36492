import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createRecordTable } from '#platform/db/ddl.ts';

export const practiceMigrations = (engine: EngineName): Record<string, Migration> => ({
  'practice-0001': {
    up: (db: Kysely<unknown>) =>
      createRecordTable(db, engine, {
        name: 'templateCopy',
        columns: {
          ref: 'text',
          sourceOrg: 'text',
          sourceName: 'text',
          copiedBy: 'text',
          copiedOn: 'text',
          items: 'json',
        },
      }),
  },
});
