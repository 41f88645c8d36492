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

const SYSTEM_0001: Columns = {
  ref: 'text',
  name: 'text',
  purpose: 'text',
  intendedUse: 'text',
  isoRoles: 'json',
  actRoles: 'json',
  ownerId: 'text',
  scope: 'text',
  scopeReason: 'text',
  stage: 'text',
  sector: 'text',
  affectedPeople: 'text',
  autonomy: 'text',
  dataCategories: 'json',
  generative: 'text',
  bought: 'text',
  riskLevel: 'text',
  euState: 'text',
  euInput: 'json',
  euReasons: 'json',
  euAssumption: 'text',
  euOutcomes: 'json',
  euOpen: 'integer',
  euEarliest: 'text',
  euConfirmedBy: 'text',
  euConfirmedOn: 'text',
  importKey: 'text',
  sourceFields: 'json',
  agency: 'text',
  bureau: 'text',
  statedImpact: 'text',
};

export const systemMigrations = (engine: EngineName): Record<string, Migration> => ({
  'system-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'system',
        columns: SYSTEM_0001,
      });
      await createCurrentIndex(db, 'system', { name: 'name', columns: '"name"' });
      await createCurrentIndex(db, 'system', { name: 'scope', columns: '"scope", "stage"' });
      await createCurrentIndex(db, 'system', { name: 'import', columns: '"importKey"' });
      await createCurrentIndex(db, 'system', { name: 'agency', columns: '"agency"' });
    },
  },
  'system-0002': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'claim',
        columns: {
          ref: 'text',
          systemId: 'text',
          topic: 'text',
          value: 'text',
          said: 'text',
          source: 'text',
          saidOn: 'text',
          state: 'text',
          decidedBy: 'text',
          decidedOn: 'text',
          reason: 'text',
        },
      });
      await createJoinIndex(db, 'claim', { name: 'system', columns: '"systemId"' });
      await createCurrentIndex(db, 'claim', { name: 'state', columns: '"state", "topic"' });
    },
  },
  // Every day of the law that binds it, beside the earliest.
  'system-0003': {
    up: (db: Kysely<unknown>) =>
      addRecordColumns(db, engine, { name: 'system', before: SYSTEM_0001, columns: { euDates: 'json' } }),
  },
  // The part of the organisation it belongs to.
  'system-0004': {
    up: async (db: Kysely<unknown>) => {
      await addRecordColumns(db, engine, {
        name: 'system',
        before: { ...SYSTEM_0001, euDates: 'json' },
        columns: { unitId: 'text' },
      });
      await createJoinIndex(db, 'system', { name: 'unit', columns: '"unitId"' });
    },
  },
});
