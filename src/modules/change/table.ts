import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createPlatformTable, createRecordTable, run } from '#platform/db/ddl.ts';

export const changeMigrations = (engine: EngineName): Record<string, Migration> => ({
  'change-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'systemChange',
        columns: {
          ref: 'text',
          title: 'text',
          state: 'text',
          cause: 'text',
          subjectId: 'text',
          seq: 'integer',
          day: 'text',
          madeAt: 'text',
          madeBy: 'text',
          subjects: 'integer',
          systems: 'integer',
          planned: 'text',
          plannedFor: 'text',
          purpose: 'text',
          consequences: 'text',
          mitigation: 'text',
          resources: 'text',
          responsibleId: 'text',
          announcedBy: 'text',
          announcedOn: 'text',
          approvedBy: 'text',
          approvedOn: 'text',
          singlePersonReason: 'text',
          reviewedBy: 'text',
          reviewedOn: 'text',
          conclusion: 'text',
          withdrawnBy: 'text',
          withdrawnReason: 'text',
        },
      });
      // One change of the log is recognised once, whoever looks and however often.
      await run(
        db,
        `create unique index "systemChange_once" on "systemChange" ("org_id", "cause", "seq") where "to_seq" is null and "seq" is not null and "day" is null`,
      );
      await run(
        db,
        `create unique index "systemChange_day" on "systemChange" ("org_id", "cause", "day") where "to_seq" is null and "day" is not null`,
      );
      await createCurrentIndex(db, 'systemChange', { name: 'state', columns: '"state"' });
      await createRecordTable(db, engine, {
        name: 'managementChange',
        columns: {
          ref: 'text',
          title: 'text',
          state: 'text',
          area: 'text',
          purpose: 'text',
          consequences: 'text',
          integrity: 'text',
          resources: 'text',
          responsibilities: 'text',
          responsibleId: 'text',
          plannedFor: 'text',
          proposedBy: 'text',
          approvedBy: 'text',
          approvedOn: 'text',
          singlePersonReason: 'text',
          carriedOutOn: 'text',
          outcome: 'text',
          reviewedBy: 'text',
          reviewedOn: 'text',
          effect: 'text',
          withdrawnReason: 'text',
        },
      });
      await createCurrentIndex(db, 'managementChange', { name: 'state', columns: '"state"' });
      await createRecordTable(db, engine, {
        name: 'staleRule',
        columns: {
          ref: 'text',
          cause: 'text',
          dependent: 'text',
          marks: 'flag',
          reason: 'text',
          decidedBy: 'text',
          decidedOn: 'text',
        },
      });
      await run(
        db,
        `create unique index "staleRule_pair" on "staleRule" ("org_id", "cause", "dependent") where "to_seq" is null`,
      );
      await createRecordTable(db, engine, {
        name: 'staleAnswer',
        columns: {
          ref: 'text',
          dependent: 'text',
          recordId: 'text',
          part: 'text',
          cause: 'text',
          seq: 'integer',
          reason: 'text',
          answeredBy: 'text',
          answeredOn: 'text',
        },
      });
      await createCurrentIndex(db, 'staleAnswer', { name: 'record', columns: '"recordId", "cause", "seq"' });
      // How far the log was looked through: no record, may be emptied, and is then filled from the start.
      await createPlatformTable(db, engine, {
        name: 'change_position',
        keyed: true,
        body: '"org_id" TEXT primary key, "seq" BIGINT not null',
      });
    },
  },
});
