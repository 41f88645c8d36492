import { person } from '#kernel/people.ts';
import type { RecordOf } from '#kernel/record.ts';
import { deactivatePerson } from '#modules/people/api.ts';
import { personsOfAddress } from '#platform/known-person.ts';
import { persons } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';
import type { At } from '#platform/view.ts';
import { links } from '#platform/view.ts';
import { directoryUser } from '../contract.ts';
import { applyGroups, leaveGroups } from '../members.ts';
import { directoryGroups, directoryUsers, GROUP_MEMBER } from '../read.ts';
import { ScimError } from './error.ts';
import type { Filter } from './filter.ts';
import type { Resource } from './patch.ts';
import { type UserState, userResource } from './user-resource.ts';

export type User = {
  readonly id: string;
  readonly personId: string;
  readonly state: UserState;
  readonly resource: Resource;
};

/** Whose account must end, when a change let somebody go. */
export type Ended = { readonly authUserId: string | null };

/** Users in the order of their names; a page of them and how many there are. */
export async function listUsers(
  at: At,
  page: { readonly filter: Filter | null; readonly start: number; readonly count: number },
): Promise<{ readonly total: number; readonly users: readonly User[] }> {
  const matching = filtered(at, page.filter);
  const [{ total }] = (await matching.select((eb) => eb.fn.countAll().as('total')).execute()) as [
    { total: number },
  ];
  const rows =
    page.count === 0
      ? []
      : await matching
          .select('d.id')
          .orderBy('d.userName')
          .orderBy('d.id')
          .limit(page.count)
          .offset(page.start - 1)
          .execute();
  const users = [];
  for (const row of rows) users.push(await getUser(at, row.id));
  return { total: Number(total), users };
}

/** @throws ScimError 404 */
export async function getUser(at: At, id: string): Promise<User> {
  const row = await at.q
    .selectFrom(directoryUsers(at).as('d'))
    .innerJoin(persons(at).as('p'), 'p.id', 'd.personId')
    .select(['d.id', 'd.personId', 'd.userName', 'd.externalId', 'd.givenName', 'd.familyName'])
    .select(['p.name', 'p.email', 'p.jobTitle', 'p.active'])
    .where('d.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new ScimError(404, `There is no user ${id.slice(0, 80)}.`);
  const state: UserState = {
    userName: row.userName ?? row.id,
    externalId: row.externalId,
    givenName: row.givenName,
    familyName: row.familyName,
    name: row.name ?? 'An erased person',
    title: row.jobTitle,
    email: row.email,
    active: row.active === 1,
  };
  return {
    id: row.id,
    personId: row.personId,
    state,
    resource: userResource(state, await groupsOf(at, row.personId)),
  };
}

/**
 * Adds a person, or takes up the one whose verified address it is, so that nobody stands here twice.
 * @throws ScimError 409 when the name is taken
 */
export async function createUser(tx: Tx, state: UserState): Promise<string> {
  await tx.takeTurn();
  await refuseTaken(tx, state.userName, null);
  const known = state.email === null ? [] : await personsOfAddress(tx, state.email);
  const free = [];
  for (const each of known) if (!(await isWritten(tx, each.id))) free.push(each);
  const found = free.find((each) => each.active === 1) ?? free[0];
  const personId =
    found?.id ??
    (
      await tx.insert(person, {
        ...fieldsOf(state),
        organisationName: null,
        authUserId: null,
        active: state.active,
        language: null,
      })
    ).id;
  const made = await tx.insert(directoryUser, { personId, ...namesOf(state) });
  if (found) await writePerson(tx, personId, state);
  return made.id;
}

/** Writes a user as the directory says. @returns whose account must end. @throws AppError for the last administrator */
export async function writeUser(tx: Tx, user: User, state: UserState): Promise<Ended> {
  await refuseTaken(tx, state.userName, user.id);
  await tx.update(directoryUser, { id: user.id }, namesOf(state));
  return writePerson(tx, user.personId, state);
}

/** Lets the person go and forgets how the directory knew them. @throws AppError for the last administrator */
export async function removeUser(tx: Tx, user: User): Promise<Ended> {
  const ended = await writePerson(tx, user.personId, { ...user.state, active: false });
  await leaveGroups(tx, user.personId);
  await tx.remove(directoryUser, { id: user.id });
  return ended;
}

async function writePerson(tx: Tx, personId: string, state: UserState): Promise<Ended> {
  const before = await tx.get(person, personId);
  const now = await tx.update(person, { id: personId }, fieldsOf(state));
  if (before.active === state.active) return { authUserId: null };
  if (!state.active) {
    const left: RecordOf<typeof person> = await deactivatePerson(tx, now);
    return { authUserId: left.authUserId };
  }
  await tx.update(person, { id: personId }, { active: true });
  await applyGroups(tx, personId);
  return { authUserId: null };
}

function fieldsOf(state: UserState) {
  return { name: state.name, email: state.email, jobTitle: state.title };
}

function namesOf({ userName, externalId, givenName, familyName }: UserState) {
  return { userName, externalId, givenName, familyName };
}

function filtered(at: At, filter: Filter | null) {
  const all = at.q
    .selectFrom(directoryUsers(at).as('d'))
    .innerJoin(persons(at).as('p'), 'p.id', 'd.personId');
  if (filter === null) return all;
  const { attribute } = filter;
  const value = filter.value.toLowerCase();
  switch (attribute) {
    case 'id':
      return all.where('d.id', '=', filter.value);
    case 'externalid':
      return all.where('d.externalId', '=', filter.value);
    case 'username':
      return all.where((eb) => eb(eb.fn<string>('lower', ['d.userName']), '=', value));
    case 'displayname':
      return all.where((eb) => eb(eb.fn<string>('lower', ['p.name']), '=', value));
    case 'active':
      return all.where('p.active', '=', value === 'true' ? 1 : 0);
    default:
      if (/^emails(\.value|\[type eq "work"\]\.value)?$/.test(attribute))
        return all.where('p.email', '=', value);
      throw new ScimError(400, `Users are not found by ${attribute.slice(0, 80)}.`, 'invalidFilter');
  }
}

async function groupsOf(at: At, personId: string) {
  const rows = await at.q
    .selectFrom(directoryGroups(at).as('g'))
    .innerJoin(links(at, GROUP_MEMBER).as('l'), 'l.from_id', 'g.id')
    .where('l.to_id', '=', personId)
    .select(['g.id', 'g.displayName'])
    .orderBy('g.displayName')
    .orderBy('g.id')
    .execute();
  return rows.map((row) => ({ value: row.id, display: row.displayName }));
}

async function isWritten(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx.q
    .selectFrom(directoryUsers(tx).as('d'))
    .select('d.id')
    .where('d.personId', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

async function refuseTaken(tx: Tx, userName: string, own: string | null): Promise<void> {
  const row = await tx.q
    .selectFrom(directoryUsers(tx).as('d'))
    .select('d.id')
    .where((eb) => eb(eb.fn<string>('lower', ['d.userName']), '=', userName.toLowerCase()))
    .executeTakeFirst();
  if (row && row.id !== own) throw new ScimError(409, 'There is a user of this name already.', 'uniqueness');
}
