import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createRecordTable } from '#platform/db/ddl.ts';

export const provisioningMigrations = (engine: EngineName): Record<string, Migration> => ({
  'provisioning-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'provisioningToken',
        columns: { ref: 'text', name: 'text', hash: 'text', expiresOn: 'text', revoked: 'flag' },
      });
      await createCurrentIndex(db, 'provisioningToken', { name: 'hash', columns: '"hash"' });
      await createRecordTable(db, engine, {
        name: 'directoryUser',
        columns: {
          ref: 'text',
          personId: 'text',
          userName: 'text',
          externalId: 'text',
          givenName: 'text',
          familyName: 'text',
        },
      });
      await createCurrentIndex(db, 'directoryUser', { name: 'name', columns: '"userName"' });
      await createCurrentIndex(db, 'directoryUser', { name: 'person', columns: '"personId"' });
      await createRecordTable(db, engine, {
        name: 'directoryGroup',
        columns: { ref: 'text', displayName: 'text', externalId: 'text', roles: 'json' },
      });
    },
  },
});
