import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createRecordTable } from '#platform/db/ddl.ts';

export const intakeMigrations = (engine: EngineName): Record<string, Migration> => ({
  'intake-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'useRequest',
        columns: {
          ref: 'text',
          tool: 'text',
          maker: 'text',
          address: 'text',
          host: 'text',
          purpose: 'text',
          dataKinds: 'json',
          affected: 'json',
          decisions: 'text',
          alreadyUsed: 'flag',
          usedSince: 'text',
          origin: 'text',
          askedBy: 'text',
          askedOn: 'text',
          dueOn: 'text',
          level: 'text',
          triageReasons: 'json',
          triageVersion: 'integer',
          state: 'text',
          question: 'text',
          answer: 'text',
          decidedBy: 'text',
          decidedOn: 'text',
          reason: 'text',
          conditions: 'json',
          validUntil: 'text',
          singlePersonReason: 'text',
          acknowledgedOn: 'text',
          systemId: 'text',
          endedReason: 'text',
        },
      });
      await createCurrentIndex(db, 'useRequest', { name: 'state', columns: '"state", "dueOn"' });
      await createCurrentIndex(db, 'useRequest', { name: 'asker', columns: '"askedBy"' });
    },
  },
});
