import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createCurrentIndex, createRecordTable, run } from '#platform/db/ddl.ts';

export const frameworkMigrations = (engine: EngineName): Record<string, Migration> => ({
  'framework-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'packChoice',
        columns: {
          ref: 'text',
          packId: 'text',
          packVersion: 'text',
          reason: 'text',
          chosenBy: 'text',
          chosenOn: 'text',
        },
      });
      await run(
        db,
        `create unique index "packChoice_pack" on "packChoice" ("org_id", "packId") where "to_seq" is null`,
      );
    },
  },
  'framework-0002': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'profileEntry',
        columns: {
          ref: 'text',
          requirementId: 'text',
          current: 'text',
          target: 'text',
          statement: 'text',
          ownerId: 'text',
          statedBy: 'text',
          statedOn: 'text',
        },
      });
      await run(
        db,
        `create unique index "profileEntry_requirement" on "profileEntry" ("org_id", "requirementId") where "to_seq" is null`,
      );
      await createRecordTable(db, engine, {
        name: 'ownFramework',
        columns: {
          ref: 'text',
          title: 'text',
          kind: 'text',
          jurisdiction: 'text',
          source: 'text',
          inForceOn: 'text',
          reviewOn: 'text',
          applies: 'text',
          why: 'text',
          ownerId: 'text',
        },
      });
      await createRecordTable(db, engine, {
        name: 'ownRequirement',
        columns: {
          ref: 'text',
          framework: 'text',
          number: 'text',
          title: 'text',
          summary: 'text',
          mappedTo: 'json',
          relation: 'text',
          rationale: 'text',
          confidence: 'text',
        },
      });
      await createCurrentIndex(db, 'ownRequirement', { name: 'framework', columns: '"framework", "number"' });
      await createRecordTable(db, engine, {
        name: 'harmonisedStandard',
        columns: {
          ref: 'text',
          reference: 'text',
          title: 'text',
          articles: 'json',
          stage: 'text',
          stageOn: 'text',
          citation: 'text',
          source: 'text',
          lookedOn: 'text',
          confidence: 'text',
          note: 'text',
          ownerId: 'text',
        },
      });
    },
  },
});
