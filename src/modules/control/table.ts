import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createRecordTable, run } from '#platform/db/ddl.ts';

export const controlMigrations = (engine: EngineName): Record<string, Migration> => ({
  'control-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'control',
        columns: {
          ref: 'text',
          annexId: 'text',
          title: 'text',
          description: 'text',
          ownerId: 'text',
          implementation: 'text',
          implementationNote: 'text',
          effectiveness: 'text',
          effectivenessReason: 'text',
          effectivenessOn: 'text',
          effectivenessBy: 'text',
          decision: 'text',
          justification: 'text',
          statedReasons: 'json',
          decidedBy: 'text',
          decidedOn: 'text',
        },
      });
      // Annex A holds each control once; own controls have no annex id.
      await run(
        db,
        `create unique index "control_annex" on "control" ("org_id", "annexId") where "to_seq" is null and "annexId" is not null`,
      );
      await createRecordTable(db, engine, {
        name: 'statement',
        columns: {
          ref: 'text',
          state: 'text',
          number: 'integer',
          scope: 'text',
          lines: 'json',
          catalogVersion: 'text',
          preparedBy: 'text',
          preparedOn: 'text',
          approvedBy: 'text',
          approvedOn: 'text',
          approvalGround: 'text',
          singlePersonReason: 'text',
          issuedBy: 'text',
          issuedOn: 'text',
          checkpoint: 'text',
          withdrawnReason: 'text',
        },
      });
      await createCurrentIndex(db, 'statement', { name: 'state', columns: '"state"' });
    },
  },
});
