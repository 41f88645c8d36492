import { person } from '#kernel/people.ts';
import type { Role } from '#kernel/roles.ts';
import { setMappedRoles } from '#platform/sso/mapped-roles.ts';
import type { Tx } from '#platform/tx.ts';
import { type At, links } from '#platform/view.ts';
import { directoryGroup } from './contract.ts';
import { GROUP_MEMBER } from './read.ts';

/** The persons of a group, by id. */
export async function membersOf(at: At, groupId: string): Promise<readonly string[]> {
  const rows = await at.q
    .selectFrom(links(at, GROUP_MEMBER).as('l'))
    .select('l.to_id')
    .where('l.from_id', '=', groupId)
    .orderBy('l.to_id')
    .execute();
  return rows.map((row) => row.to_id);
}

/** Lets a group have exactly these members; roles come and go with it. */
export async function setMembers(tx: Tx, groupId: string, members: ReadonlySet<string>): Promise<void> {
  const { roles } = await tx.get(directoryGroup, groupId);
  const before = new Set(await membersOf(tx, groupId));
  for (const gone of [...before].filter((each) => !members.has(each))) {
    await tx.unlink(GROUP_MEMBER, groupId, gone);
    await setMappedRoles(tx, gone, { source: groupId, roles: [] });
  }
  for (const added of [...members].filter((each) => !before.has(each))) {
    await tx.link(GROUP_MEMBER, groupId, added);
    await giveRoles(tx, added, { source: groupId, roles });
  }
}

/** Gives every member what the group brings now. */
export async function applyRoles(tx: Tx, groupId: string, roles: readonly Role[]): Promise<void> {
  for (const member of await membersOf(tx, groupId)) await giveRoles(tx, member, { source: groupId, roles });
}

/** Gives a person who is back what their groups bring. */
export async function applyGroups(tx: Tx, personId: string): Promise<void> {
  for (const groupId of await groupIds(tx, personId))
    await giveRoles(tx, personId, { source: groupId, roles: (await tx.get(directoryGroup, groupId)).roles });
}

/** Takes a person out of all groups. */
export async function leaveGroups(tx: Tx, personId: string): Promise<void> {
  for (const groupId of await groupIds(tx, personId)) {
    await tx.unlink(GROUP_MEMBER, groupId, personId);
    await setMappedRoles(tx, personId, { source: groupId, roles: [] });
  }
}

/** Somebody who was let go stays in their groups and gets no roles by them. */
async function giveRoles(
  tx: Tx,
  personId: string,
  mapped: { readonly source: string; readonly roles: readonly Role[] },
): Promise<void> {
  const { active } = await tx.get(person, personId);
  if (active) await setMappedRoles(tx, personId, mapped);
}

async function groupIds(tx: Tx, personId: string): Promise<readonly string[]> {
  const rows = await tx.q
    .selectFrom(links(tx, GROUP_MEMBER).as('l'))
    .select('l.from_id')
    .where('l.to_id', '=', personId)
    .orderBy('l.from_id')
    .execute();
  return rows.map((row) => row.from_id);
}
