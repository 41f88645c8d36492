import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import {
  addRecordColumns,
  type Columns,
  createCurrentIndex,
  createJoinIndex,
  createRecordTable,
} from '#platform/db/ddl.ts';

const RECORD: Columns = {
  ref: 'text',
  systemId: 'text',
  kind: 'text',
  title: 'text',
  state: 'text',
  content: 'json',
  ownerId: 'text',
  reviewOn: 'text',
  preparedBy: 'text',
  preparedOn: 'text',
  approvedBy: 'text',
  approvedOn: 'text',
  singlePersonReason: 'text',
  replacesId: 'text',
  supersededOn: 'text',
  criteria: 'integer',
  criteriaOpen: 'integer',
  criteriaFailed: 'integer',
  conclusion: 'text',
};

export const lifecycleMigrations = (engine: EngineName): Record<string, Migration> => ({
  'lifecycle-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, { name: 'lifecycleRecord', columns: RECORD });
      await createJoinIndex(db, 'lifecycleRecord', { name: 'system', columns: '"systemId"' });
      await createCurrentIndex(db, 'lifecycleRecord', { name: 'state', columns: '"state", "kind"' });
      await createRecordTable(db, engine, {
        name: 'gateRule',
        columns: {
          ref: 'text',
          stage: 'text',
          needs: 'json',
          without: 'json',
          reason: 'text',
          decidedBy: 'text',
          decidedOn: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'gateOpening',
        columns: {
          ref: 'text',
          systemId: 'text',
          systemName: 'text',
          fromStage: 'text',
          stage: 'text',
          riskClass: 'text',
          ruleVersion: 'integer',
          state: 'text',
          reason: 'text',
          missing: 'json',
          openedBy: 'text',
          openedOn: 'text',
          until: 'text',
          authority: 'text',
          singlePersonReason: 'text',
          endedBy: 'text',
          endedOn: 'text',
        },
      });
      await createJoinIndex(db, 'gateOpening', { name: 'system', columns: '"systemId"' });
      await createCurrentIndex(db, 'gateOpening', { name: 'until', columns: '"state", "until"' });
    },
  },
  'lifecycle-0002': {
    up: (db: Kysely<unknown>) =>
      addRecordColumns(db, engine, {
        name: 'lifecycleRecord',
        before: RECORD,
        columns: { reaffirmedBy: 'text', reaffirmedOn: 'text' },
      }),
  },
});
