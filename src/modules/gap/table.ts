import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createJoinIndex, createRecordTable } from '#platform/db/ddl.ts';

export const gapMigrations = (engine: EngineName): Record<string, Migration> => ({
  'gap-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'gapInterview',
        columns: {
          ref: 'text',
          title: 'text',
          state: 'text',
          depth: 'text',
          withControls: 'flag',
          dueOn: 'text',
          startedBy: 'text',
          startedOn: 'text',
          closedOn: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'gapPart',
        columns: {
          ref: 'text',
          interviewId: 'text',
          personId: 'text',
          requirementIds: 'json',
          state: 'text',
          finishedOn: 'text',
          lastAnsweredOn: 'text',
          linkNumber: 'integer',
          linkUntil: 'text',
        },
      });
      await createJoinIndex(db, 'gapPart', { name: 'interview', columns: '"interviewId"' });
      await createRecordTable(db, engine, {
        name: 'gapClaim',
        columns: {
          ref: 'text',
          interviewId: 'text',
          partId: 'text',
          personId: 'text',
          requirementId: 'text',
          question: 'integer',
          asked: 'text',
          answer: 'text',
          words: 'text',
          evidenceUrl: 'text',
          by: 'text',
          answeredOn: 'text',
        },
      });
      await createJoinIndex(db, 'gapClaim', {
        name: 'part',
        columns: '"partId", "requirementId", "question"',
      });
      await createRecordTable(db, engine, {
        name: 'reusedItem',
        columns: {
          ref: 'text',
          title: 'text',
          kind: 'text',
          framework: 'text',
          clause: 'text',
          place: 'text',
          effectiveOn: 'text',
          ownerId: 'text',
          note: 'text',
        },
      });
    },
  },
});
