import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createRecordTable } from '#platform/db/ddl.ts';

export const conformityMigrations = (engine: EngineName): Record<string, Migration> => ({
  'conformity-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'confirmation',
        columns: {
          ref: 'text',
          requirementId: 'text',
          state: 'text',
          statement: 'text',
          confirmedBy: 'text',
          confirmedOn: 'text',
          expiresOn: 'text',
          position: 'integer',
          seen: 'json',
          verdict: 'text',
          uncovered: 'json',
          ownRows: 'integer',
          authorRoles: 'json',
          withdrawnBy: 'text',
          withdrawnOn: 'text',
          withdrawnReason: 'text',
        },
      });
      await createCurrentIndex(db, 'confirmation', { name: 'requirement', columns: '"requirementId"' });
      await createRecordTable(db, engine, {
        name: 'override',
        columns: {
          ref: 'text',
          requirementId: 'text',
          state: 'text',
          verdict: 'text',
          computed: 'text',
          reason: 'text',
          until: 'text',
          decidedBy: 'text',
          decidedOn: 'text',
          endedBy: 'text',
          endedOn: 'text',
          endedReason: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'verdict',
        columns: {
          ref: 'text',
          purpose: 'text',
          subjectId: 'text',
          day: 'text',
          position: 'integer',
          catalogVersion: 'text',
          whole: 'flag',
          verdicts: 'json',
          totals: 'json',
          openGaps: 'integer',
          frozenBy: 'text',
        },
      });
      await createCurrentIndex(db, 'verdict', { name: 'day', columns: '"day"' });
    },
  },
});
