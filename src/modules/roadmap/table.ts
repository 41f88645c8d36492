import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createJoinIndex, createRecordTable } from '#platform/db/ddl.ts';

export const roadmapMigrations = (engine: EngineName): Record<string, Migration> => ({
  'roadmap-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'roadmapPlan',
        columns: {
          ref: 'text',
          title: 'text',
          state: 'text',
          startOn: 'text',
          weeks: 'integer',
          factors: 'json',
          sponsorId: 'text',
          team: 'json',
          pilotSystemIds: 'json',
          pilotReason: 'text',
          currency: 'text',
          dayRateCents: 'integer',
          daysPerRequirement: 'integer',
          costs: 'json',
          benefits: 'json',
          preparedBy: 'text',
          proposedBy: 'text',
          proposedOn: 'text',
          approvedBy: 'text',
          approvedOn: 'text',
          commitment: 'text',
          singlePersonReason: 'text',
          baseline: 'json',
          withdrawnReason: 'text',
          closedReason: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'roadmapActivity',
        columns: {
          ref: 'text',
          planId: 'text',
          templateKey: 'text',
          phase: 'integer',
          kind: 'text',
          title: 'text',
          description: 'text',
          ownerId: 'text',
          days: 'integer',
          leastDays: 'integer',
          historyWeeks: 'integer',
          effortDays: 'integer',
          notBefore: 'text',
          after: 'json',
          proofs: 'json',
          pilot: 'text',
          position: 'integer',
          gapNote: 'text',
        },
      });
      await createJoinIndex(db, 'roadmapActivity', { name: 'plan', columns: '"planId"' });
    },
  },
});
