import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createJoinIndex, createRecordTable } from '#platform/db/ddl.ts';

export const impactMigrations = (engine: EngineName): Record<string, Migration> => ({
  'impact-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'impactCriteria',
        columns: {
          ref: 'text',
          bands: 'json',
          acceptable: 'integer',
          neverFrom: 'integer',
          reviewMonths: 'json',
          rules: 'json',
          decidedBy: 'text',
          decidedOn: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'screening',
        columns: {
          ref: 'text',
          systemId: 'text',
          title: 'text',
          state: 'text',
          answers: 'json',
          computed: 'text',
          because: 'json',
          missing: 'json',
          depth: 'text',
          byRules: 'flag',
          reason: 'text',
          decidedBy: 'text',
          decidedOn: 'text',
          criteriaVersion: 'integer',
          systemVersion: 'integer',
        },
      });
      await createJoinIndex(db, 'screening', { name: 'system', columns: '"systemId"' });
      await createCurrentIndex(db, 'screening', { name: 'state', columns: '"state", "depth"' });
      await createRecordTable(db, engine, {
        name: 'impact',
        columns: {
          ref: 'text',
          systemId: 'text',
          title: 'text',
          number: 'integer',
          state: 'text',
          depth: 'text',
          ownerId: 'text',
          because: 'text',
          purpose: 'text',
          intendedUse: 'text',
          systemVersion: 'integer',
          previousId: 'text',
          startedBy: 'text',
          startedOn: 'text',
          submittedBy: 'text',
          submittedOn: 'text',
          sentBackBecause: 'text',
          decision: 'text',
          decisionReason: 'text',
          approvedBy: 'text',
          approvedOn: 'text',
          approvalGround: 'text',
          singlePersonReason: 'text',
          criteriaVersion: 'integer',
          reviewOn: 'text',
          reviewedOn: 'text',
          reviewedBy: 'text',
          reviewedBecause: 'text',
          watchSince: 'text',
          supersededOn: 'text',
          supersededBecause: 'text',
          checkpoint: 'text',
          summaryOn: 'text',
          summaryBy: 'text',
          summaryWhere: 'text',
        },
      });
      await createJoinIndex(db, 'impact', { name: 'system', columns: '"systemId"' });
      await createCurrentIndex(db, 'impact', { name: 'state', columns: '"state", "reviewOn"' });
      await createRecordTable(db, engine, {
        name: 'impactAnswer',
        columns: {
          ref: 'text',
          impactId: 'text',
          questionId: 'text',
          value: 'json',
          answeredBy: 'text',
          answeredOn: 'text',
          carried: 'flag',
        },
      });
      await createJoinIndex(db, 'impactAnswer', { name: 'impact', columns: '"impactId"' });
      await createRecordTable(db, engine, {
        name: 'impactEntry',
        columns: {
          ref: 'text',
          impactId: 'text',
          category: 'text',
          party: 'text',
          kind: 'text',
          who: 'text',
          description: 'text',
          cause: 'text',
          likelihood: 'integer',
          severity: 'integer',
          people: 'integer',
          vulnerable: 'flag',
          reversibility: 'text',
          duration: 'text',
          level: 'integer',
          residualLikelihood: 'integer',
          residualSeverity: 'integer',
          residualLevel: 'integer',
          acceptedBy: 'text',
          acceptedOn: 'text',
          acceptedReason: 'text',
          acceptedLevel: 'integer',
          singlePersonReason: 'text',
          writtenBy: 'text',
          writtenOn: 'text',
          originId: 'text',
        },
      });
      await createJoinIndex(db, 'impactEntry', { name: 'impact', columns: '"impactId"' });
      await createRecordTable(db, engine, {
        name: 'consultation',
        columns: {
          ref: 'text',
          impactId: 'text',
          title: 'text',
          how: 'text',
          said: 'text',
          changed: 'text',
          heldOn: 'text',
          recordedBy: 'text',
        },
      });
      await createJoinIndex(db, 'consultation', { name: 'impact', columns: '"impactId"' });
      await createRecordTable(db, engine, {
        name: 'indicator',
        columns: {
          ref: 'text',
          impactId: 'text',
          title: 'text',
          threshold: 'text',
          watcherId: 'text',
          everyDays: 'integer',
          nextOn: 'text',
          lookedOn: 'text',
          lookedBy: 'text',
          finding: 'text',
          crossed: 'flag',
          stoppedBecause: 'text',
        },
      });
      await createJoinIndex(db, 'indicator', { name: 'impact', columns: '"impactId"' });
      await createCurrentIndex(db, 'indicator', { name: 'next', columns: '"nextOn"' });
      await createRecordTable(db, engine, {
        name: 'impactSnapshot',
        columns: {
          ref: 'text',
          impactId: 'text',
          content: 'json',
          packs: 'text',
          takenOn: 'text',
        },
      });
      await createJoinIndex(db, 'impactSnapshot', { name: 'impact', columns: '"impactId"' });
    },
  },
});
