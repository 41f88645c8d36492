import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { addRecordColumns, type Columns, createRecordTable } from '#platform/db/ddl.ts';

const FIRST: Columns = {
  ref: 'text',
  name: 'text',
  purpose: 'text',
  source: 'text',
  personalData: 'text',
  description: 'text',
  ownerId: 'text',
};

export const datasetMigrations = (engine: EngineName): Record<string, Migration> => ({
  'dataset-0001': {
    up: (db: Kysely<unknown>) => createRecordTable(db, engine, { name: 'dataset', columns: FIRST }),
  },
  'dataset-0002': {
    up: (db: Kysely<unknown>) =>
      addRecordColumns(db, engine, {
        name: 'dataset',
        before: FIRST,
        columns: {
          acquisition: 'text',
          selection: 'text',
          licence: 'text',
          legalBasis: 'text',
          legalBasisNote: 'text',
          subjects: 'json',
          personalCategories: 'json',
          specialBasis: 'text',
          controllers: 'text',
          recipients: 'text',
          transfers: 'text',
          retention: 'text',
          security: 'text',
          labelling: 'text',
          labelGuidelines: 'text',
          labelAnnotators: 'integer',
          labelAgreement: 'integer',
          labelMeasure: 'text',
          labelReview: 'text',
          preparation: 'json',
          bias: 'text',
          quality: 'json',
          qualityTotal: 'integer',
          qualityOpen: 'integer',
          qualityFailed: 'integer',
          qualityConfirmedBy: 'text',
          qualityConfirmedOn: 'text',
          withdrawnOn: 'text',
          withdrawnBy: 'text',
          withdrawnReason: 'text',
        },
      }),
  },
});
