import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createRecordTable } from '#platform/db/ddl.ts';

export const evidenceMigrations = (engine: EngineName): Record<string, Migration> => ({
  'evidence-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'evidence',
        columns: {
          ref: 'text',
          title: 'text',
          kind: 'text',
          url: 'text',
          fileHash: 'text',
          fileName: 'text',
          mediaType: 'text',
          fileSize: 'integer',
          effectiveOn: 'text',
          periodFrom: 'text',
          periodTo: 'text',
          expiresOn: 'text',
          ownerId: 'text',
          note: 'text',
        },
      });
      await createCurrentIndex(db, 'evidence', { name: 'expiry', columns: '"expiresOn"' });
    },
  },
});
