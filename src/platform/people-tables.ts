import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { membership, organisation, person } from '#kernel/people.ts';
import { unit } from '#kernel/unit.ts';
import type { EngineName } from './db/database.ts';
import {
  addRecordColumns,
  type Columns,
  createCurrentIndex,
  createJoinIndex,
  createRecordTable,
} from './db/ddl.ts';
import { recordView } from './view.ts';

export const organisations = recordView(organisation);
export const persons = recordView(person);
export const memberships = recordView(membership);
/** The parts of the organisation. */
export const units = recordView(unit);

const ORGANISATION: Columns = {
  ref: 'text',
  name: 'text',
  timeZone: 'text',
  sectors: 'json',
  people: 'integer',
  bodyKind: 'text',
  establishment: 'text',
  singlePersonReason: 'text',
  witnesses: 'json',
  packs: 'json',
};

// What came to it later, one after the other.
const SIGN_IN_RULES: Columns = { secondFactorFrom: 'text', stepUpMinutes: 'integer' };
const HAND_OVER: Columns = { handedOver: 'json', cameFrom: 'json' };
const CONSULTANTS: Columns = { advisedYears: 'integer', auditExceptions: 'json', branding: 'json' };

const PERSON: Columns = {
  ref: 'text',
  name: 'text',
  email: 'text',
  jobTitle: 'text',
  organisationName: 'text',
  authUserId: 'text',
  active: 'flag',
};

const MEMBERSHIP: Columns = {
  ref: 'text',
  personId: 'text',
  roles: 'json',
  outside: 'flag',
  ground: 'text',
  until: 'text',
};

/** Tables of the records that sign-in and policy stand on. */
export const peopleMigrations = (engine: EngineName): Record<string, Migration> => ({
  'people-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'organisation',
        columns: ORGANISATION,
      });
      await createRecordTable(db, engine, {
        name: 'person',
        columns: PERSON,
      });
      await createCurrentIndex(db, 'person', { name: 'user', columns: '"authUserId"' });
      await createRecordTable(db, engine, {
        name: 'membership',
        columns: MEMBERSHIP,
      });
      await createCurrentIndex(db, 'membership', { name: 'person', columns: '"personId"' });
    },
  },
  'people-0002': {
    up: (db: Kysely<unknown>) =>
      addRecordColumns(db, engine, {
        name: 'organisation',
        before: ORGANISATION,
        columns: SIGN_IN_RULES,
      }),
  },
  // Parts of the organisation, and roles that hold for some of them.
  'people-0003': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'unit',
        columns: {
          ref: 'text',
          name: 'text',
          parentId: 'text',
          headId: 'text',
          description: 'text',
          closedOn: 'text',
        },
      });
      await createJoinIndex(db, 'unit', { name: 'parent', columns: '"parentId"' });
      await addRecordColumns(db, engine, {
        name: 'membership',
        before: MEMBERSHIP,
        columns: { scope: 'json' },
      });
    },
  },
  'people-0004-handover': {
    up: (db: Kysely<unknown>) =>
      addRecordColumns(db, engine, {
        name: 'organisation',
        before: { ...ORGANISATION, ...SIGN_IN_RULES },
        columns: HAND_OVER,
      }),
  },
  'people-0005-consultants': {
    up: (db: Kysely<unknown>) =>
      addRecordColumns(db, engine, {
        name: 'organisation',
        before: { ...ORGANISATION, ...SIGN_IN_RULES, ...HAND_OVER },
        columns: CONSULTANTS,
      }),
  },
  'people-0006-language': {
    up: async (db: Kysely<unknown>) => {
      await addRecordColumns(db, engine, {
        name: 'organisation',
        before: { ...ORGANISATION, ...SIGN_IN_RULES, ...HAND_OVER, ...CONSULTANTS },
        columns: { language: 'text' },
      });
      await addRecordColumns(db, engine, { name: 'person', before: PERSON, columns: { language: 'text' } });
    },
  },
});
