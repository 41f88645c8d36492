import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createJoinIndex, createRecordTable } from '#platform/db/ddl.ts';

export const resourceMigrations = (engine: EngineName): Record<string, Migration> => ({
  'resource-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'resource',
        columns: {
          ref: 'text',
          systemId: 'text',
          kind: 'text',
          name: 'text',
          stages: 'json',
          purpose: 'text',
          availability: 'text',
          versionText: 'text',
          provider: 'text',
          amount: 'text',
          location: 'text',
          energyKwh: 'integer',
          waterLitres: 'integer',
          figuresFrom: 'text',
          figuresNote: 'text',
          people: 'integer',
          skills: 'text',
          ownerId: 'text',
        },
      });
      await createJoinIndex(db, 'resource', { name: 'system', columns: '"systemId", "kind"' });
    },
  },
});
