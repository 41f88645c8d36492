import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createJoinIndex, createRecordTable } from '#platform/db/ddl.ts';

export const riskMigrations = (engine: EngineName): Record<string, Migration> => ({
  'risk-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'riskCriteria',
        columns: {
          ref: 'text',
          likelihoodLabels: 'json',
          consequenceLabels: 'json',
          bands: 'json',
          appetite: 'integer',
          appetiteStatement: 'text',
          reviewMonths: 'integer',
          decidedBy: 'text',
          decidedOn: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'risk',
        columns: {
          ref: 'text',
          kind: 'text',
          title: 'text',
          state: 'text',
          ownerId: 'text',
          category: 'text',
          libraryId: 'text',
          source: 'text',
          event: 'text',
          consequencesOrganisation: 'text',
          consequencesIndividuals: 'text',
          consequencesSociety: 'text',
          impactDimensions: 'json',
          likelihood: 'integer',
          consequence: 'integer',
          level: 'integer',
          bandId: 'text',
          criteriaVersion: 'integer',
          assessedBy: 'text',
          assessedOn: 'text',
          reviewOn: 'text',
          option: 'text',
          optionReason: 'text',
          residualLikelihood: 'integer',
          residualConsequence: 'integer',
          residualLevel: 'integer',
          aboveAppetite: 'flag',
          acceptedBy: 'text',
          acceptedOn: 'text',
          acceptedUntil: 'text',
          acceptedReason: 'text',
          acceptedLevel: 'integer',
          singlePersonReason: 'text',
          closedReason: 'text',
        },
      });
      const descending = engine === 'postgres' ? '"level" desc nulls last' : '"level" desc';
      await createCurrentIndex(db, 'risk', { name: 'state_level', columns: `"state", ${descending}` });
      await createCurrentIndex(db, 'risk', { name: 'level', columns: descending });
      await createCurrentIndex(db, 'risk', { name: 'owner', columns: '"ownerId"' });
      await createCurrentIndex(db, 'risk', { name: 'kind', columns: '"kind", "state"' });
      await createRecordTable(db, engine, {
        name: 'treatment',
        columns: {
          ref: 'text',
          riskId: 'text',
          title: 'text',
          description: 'text',
          ownerId: 'text',
          dueOn: 'text',
          state: 'text',
          approvedBy: 'text',
          approvedOn: 'text',
          singlePersonReason: 'text',
          doneOn: 'text',
          outcome: 'text',
          proposedBy: 'text',
        },
      });
      await createJoinIndex(db, 'treatment', { name: 'risk', columns: '"riskId"' });
    },
  },
});
