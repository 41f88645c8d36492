import { z } from 'zod';
import type { Tx } from '#platform/tx.ts';
import type { At } from '#platform/view.ts';
import { directoryGroup } from '../contract.ts';
import { membersOf, setMembers } from '../members.ts';
import { directoryGroups, directoryUsers } from '../read.ts';
import { ScimError } from './error.ts';
import type { Filter } from './filter.ts';
import type { Resource } from './patch.ts';

export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export type Group = { readonly id: string; readonly resource: Resource };

const incoming = z.object({
  displayName: z.string().trim().min(1).max(256),
  externalId: z
    .string()
    .max(254)
    .nullish()
    .transform((given) => given || null),
  members: z
    .array(z.object({ value: z.string().max(80) }))
    .max(20_000)
    .nullish(),
});

type GroupState = z.output<typeof incoming>;

/** Reads a group as a directory sends it. @throws ScimError `invalidValue` */
export function readGroup(resource: Resource): GroupState {
  const result = incoming.safeParse(resource);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ScimError(400, `${issue!.path.join('.')}: ${issue!.message}`, 'invalidValue');
}

export async function listGroups(
  at: At,
  page: { readonly filter: Filter | null; readonly start: number; readonly count: number },
): Promise<{ readonly total: number; readonly groups: readonly Group[] }> {
  const matching = filtered(at, page.filter);
  const [{ total }] = (await matching.select((eb) => eb.fn.countAll().as('total')).execute()) as [
    { total: number },
  ];
  const rows = await matching
    .select('g.id')
    .orderBy('g.displayName')
    .orderBy('g.id')
    .limit(page.count)
    .offset(page.start - 1)
    .execute();
  const groups = [];
  for (const row of rows) groups.push(await getGroup(at, row.id));
  return { total: Number(total), groups: page.count === 0 ? [] : groups };
}

/** @throws ScimError 404 */
export async function getGroup(at: At, id: string): Promise<Group> {
  const row = await at.q
    .selectFrom(directoryGroups(at).as('g'))
    .select(['g.id', 'g.displayName', 'g.externalId'])
    .where('g.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new ScimError(404, `There is no group ${id.slice(0, 80)}.`);
  const persons = await membersOf(at, id);
  const members =
    persons.length === 0
      ? []
      : await at.q
          .selectFrom(directoryUsers(at).as('d'))
          .select(['d.id', 'd.userName'])
          .where('d.personId', 'in', [...persons])
          .orderBy('d.userName')
          .orderBy('d.id')
          .execute();
  return {
    id: row.id,
    resource: {
      schemas: [GROUP],
      ...(row.externalId !== null && { externalId: row.externalId }),
      displayName: row.displayName,
      members: members.map((each) => ({ value: each.id, display: each.userName ?? each.id, type: 'User' })),
    },
  };
}

/** Adds a group; it brings no roles until an administrator says which. @throws ScimError 409, 400 for an unknown member */
export async function createGroup(tx: Tx, state: GroupState): Promise<string> {
  await tx.takeTurn();
  await refuseTaken(tx, state.displayName, null);
  const { displayName, externalId } = state;
  const made = await tx.insert(directoryGroup, { displayName, externalId, roles: [] });
  await setMembers(tx, made.id, await personsOf(tx, state));
  return made.id;
}

export async function writeGroup(tx: Tx, group: Group, state: GroupState): Promise<void> {
  await refuseTaken(tx, state.displayName, group.id);
  const { displayName, externalId } = state;
  await tx.update(directoryGroup, { id: group.id }, { displayName, externalId });
  await setMembers(tx, group.id, await personsOf(tx, state));
}

/** Removes a group and the roles that it brought. */
export async function removeGroup(tx: Tx, group: Group): Promise<void> {
  await setMembers(tx, group.id, new Set());
  await tx.remove(directoryGroup, { id: group.id });
}

async function personsOf(tx: Tx, { members }: GroupState): Promise<ReadonlySet<string>> {
  const ids = [...new Set((members ?? []).map((each) => each.value))];
  if (ids.length === 0) return new Set();
  const rows = await tx.q
    .selectFrom(directoryUsers(tx).as('d'))
    .select(['d.id', 'd.personId'])
    .where('d.id', 'in', ids)
    .execute();
  if (rows.length < ids.length) {
    const unknown = ids.find((id) => !rows.some((row) => row.id === id));
    throw new ScimError(400, `There is no user ${unknown}.`, 'invalidValue');
  }
  return new Set(rows.map((row) => row.personId));
}

function filtered(at: At, filter: Filter | null) {
  const all = at.q.selectFrom(directoryGroups(at).as('g'));
  if (filter === null) return all;
  switch (filter.attribute) {
    case 'id':
      return all.where('g.id', '=', filter.value);
    case 'externalid':
      return all.where('g.externalId', '=', filter.value);
    case 'displayname':
      return all.where((eb) =>
        eb(eb.fn<string>('lower', ['g.displayName']), '=', filter.value.toLowerCase()),
      );
    default:
      throw new ScimError(400, `Groups are not found by ${filter.attribute.slice(0, 80)}.`, 'invalidFilter');
  }
}

async function refuseTaken(tx: Tx, displayName: string, own: string | null): Promise<void> {
  const row = await filtered(tx, { attribute: 'displayname', value: displayName })
    .select('g.id')
    .executeTakeFirst();
  if (row && row.id !== own) throw new ScimError(409, 'There is a group of this name already.', 'uniqueness');
}
