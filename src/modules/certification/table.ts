import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineName } from '#platform/db/database.ts';
import { createJoinIndex, createRecordTable } from '#platform/db/ddl.ts';

export const certificationMigrations = (engine: EngineName): Record<string, Migration> => ({
  'certification-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'certification',
        columns: {
          ref: 'text',
          title: 'text',
          standard: 'text',
          scope: 'text',
          sites: 'json',
          aiRoles: 'text',
          soaVersion: 'integer',
          integratedWith: 'text',
          people: 'integer',
          ownerId: 'text',
          body: 'text',
          accreditedBy: 'text',
          accreditation: 'text',
          accreditationChecked: 'text',
          accreditationCheckedOn: 'text',
          contact: 'text',
          appliedOn: 'text',
          contractOn: 'text',
          contract: 'text',
          state: 'text',
          certificateNumber: 'text',
          decidedOn: 'text',
          validUntil: 'text',
          suspendedOn: 'text',
          suspensionUntil: 'text',
          endedOn: 'text',
          reason: 'text',
          pastCertificates: 'json',
        },
      });
      await createRecordTable(db, engine, {
        name: 'certificationAudit',
        columns: {
          ref: 'text',
          certificationId: 'text',
          kind: 'text',
          title: 'text',
          plannedFrom: 'text',
          plannedTo: 'text',
          heldFrom: 'text',
          heldTo: 'text',
          leadAuditor: 'text',
          timeTenths: 'integer',
          state: 'text',
          conclusion: 'text',
        },
      });
      await createJoinIndex(db, 'certificationAudit', { name: 'of', columns: '"certificationId"' });
      await createRecordTable(db, engine, {
        name: 'certificationFinding',
        columns: {
          ref: 'text',
          auditId: 'text',
          kind: 'text',
          title: 'text',
          bodyRef: 'text',
          statement: 'text',
          objectiveEvidence: 'text',
          requirements: 'json',
          answerDueOn: 'text',
          state: 'text',
          nonconformityId: 'text',
          answer: 'text',
          answeredBy: 'text',
          answeredOn: 'text',
          bodyReply: 'text',
          bodyReplyOn: 'text',
        },
      });
      await createJoinIndex(db, 'certificationFinding', { name: 'of', columns: '"auditId"' });
      await createRecordTable(db, engine, {
        name: 'certificationDemand',
        columns: {
          ref: 'text',
          title: 'text',
          kind: 'text',
          who: 'text',
          standard: 'text',
          wording: 'text',
          source: 'text',
          binding: 'text',
          since: 'text',
          wantedBy: 'text',
          ownerId: 'text',
          state: 'text',
          endedOn: 'text',
          endedReason: 'text',
        },
      });
    },
  },
});
