import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createJoinIndex, createRecordTable } from '#platform/db/ddl.ts';

export const monitoringMigrations = (engine: EngineName): Record<string, Migration> => ({
  'monitoring-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'monitor',
        columns: {
          ref: 'text',
          systemId: 'text',
          name: 'text',
          title: 'text',
          purpose: 'text',
          method: 'text',
          state: 'text',
          ownerId: 'text',
          measuredBy: 'text',
          evaluateEveryDays: 'integer',
          evaluateOn: 'text',
          loggedEvents: 'text',
          logKeptDays: 'integer',
          spec: 'text',
          specHash: 'text',
          specChangedOn: 'text',
          task: 'text',
          windowSize: 'text',
          thresholds: 'integer',
          dryRun: 'json',
          activatedBy: 'text',
          activatedOn: 'text',
          activatedReason: 'text',
          expectedFrom: 'text',
          haltReason: 'text',
        },
      });
      await createJoinIndex(db, 'monitor', { name: 'system', columns: '"systemId"' });
      await createRecordTable(db, engine, {
        name: 'monitorResult',
        columns: {
          ref: 'text',
          monitorId: 'text',
          windowFrom: 'text',
          windowTo: 'text',
          complete: 'flag',
          rows: 'integer',
          labelled: 'integer',
          modelVersion: 'text',
          reportedBy: 'text',
          specHash: 'text',
          monitorVersion: 'integer',
          resultHash: 'text',
          postedBy: 'text',
          keyId: 'text',
          receivedAt: 'text',
          supersedeReason: 'text',
          live: 'flag',
          worst: 'text',
          breachCount: 'integer',
          breaches: 'json',
          body: 'json',
        },
      });
      await createJoinIndex(db, 'monitorResult', { name: 'window', columns: '"monitorId", "windowFrom"' });
      await createJoinIndex(db, 'monitorResult', { name: 'hash', columns: '"resultHash"' });
      await createRecordTable(db, engine, {
        name: 'alert',
        columns: {
          ref: 'text',
          title: 'text',
          state: 'text',
          kind: 'text',
          severity: 'text',
          monitorId: 'text',
          systemId: 'text',
          ownerId: 'text',
          threshold: 'text',
          metric: 'text',
          slice: 'text',
          opening: 'json',
          openedOn: 'text',
          triageBy: 'text',
          firstWindow: 'text',
          lastWindow: 'text',
          windows: 'integer',
          missing: 'json',
          resultId: 'text',
          resultHash: 'text',
          lastResultHash: 'text',
          triage: 'text',
          triagedBy: 'text',
          triagedOn: 'text',
          triageReason: 'text',
          triageHash: 'text',
          handledBy: 'text',
          closedBy: 'text',
          closedOn: 'text',
          closedReason: 'text',
          insideHashes: 'json',
          singlePersonReason: 'text',
        },
      });
      await createJoinIndex(db, 'alert', { name: 'monitor', columns: '"monitorId", "state"' });
      await createJoinIndex(db, 'alert', { name: 'system', columns: '"systemId", "state"' });
      await createRecordTable(db, engine, {
        name: 'monitorEvaluation',
        columns: {
          ref: 'text',
          monitorId: 'text',
          evaluatedBy: 'text',
          evaluatedOn: 'text',
          windowsFrom: 'text',
          windowsTo: 'text',
          results: 'integer',
          resultsHash: 'text',
          alertsOpen: 'integer',
          conclusion: 'text',
          statement: 'text',
        },
      });
      await createJoinIndex(db, 'monitorEvaluation', { name: 'monitor', columns: '"monitorId"' });
    },
  },
});
