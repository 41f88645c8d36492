import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createPlatformTable, createRecordTable, run } from '#platform/db/ddl.ts';

export const calendarMigrations = (engine: EngineName): Record<string, Migration> => ({
  'calendar-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'obligation',
        columns: {
          ref: 'text',
          title: 'text',
          kind: 'text',
          what: 'text',
          requirementId: 'text',
          ownerId: 'text',
          every: 'integer',
          unit: 'text',
          startsOn: 'text',
          leadDays: 'integer',
          endsOn: 'text',
          endedReason: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'occurrence',
        columns: {
          ref: 'text',
          obligationId: 'text',
          title: 'text',
          kind: 'text',
          requirementId: 'text',
          dueOn: 'text',
          opensOn: 'text',
          ownerId: 'text',
          state: 'text',
          doneOn: 'text',
          closedBy: 'text',
          standInFor: 'text',
          outcome: 'text',
          reason: 'text',
        },
      });
      // Whatever runs at once, an obligation falls due once on a day.
      await run(
        db,
        `create unique index "occurrence_day" on "occurrence" ("org_id", "obligationId", "dueOn") where "to_seq" is null`,
      );
      await createCurrentIndex(db, 'occurrence', { name: 'due', columns: '"dueOn"' });
      await createCurrentIndex(db, 'occurrence', { name: 'owner', columns: '"ownerId", "state"' });
      await createRecordTable(db, engine, {
        name: 'absence',
        columns: {
          ref: 'text',
          personId: 'text',
          fromOn: 'text',
          toOn: 'text',
          standInId: 'text',
          note: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'noticeChoice',
        columns: { ref: 'text', personId: 'text', digest: 'text', weekday: 'integer', reminders: 'flag' },
      });
      await run(
        db,
        `create unique index "noticeChoice_person" on "noticeChoice" ("org_id", "personId") where "to_seq" is null`,
      );
      // Looked up by the hash before anybody knows whose it is, as a one-time link is.
      await createPlatformTable(db, engine, {
        name: 'calendar_token',
        keyed: false,
        body: `"hash" TEXT primary key, "kind" TEXT not null, "org_id" TEXT not null, "person_id" TEXT not null, "createdAt" TEXT not null`,
      });
      await run(
        db,
        `create index "calendar_token_person" on "calendar_token" ("org_id", "person_id", "kind")`,
      );
    },
  },
});
