import { membership } from '#kernel/people.ts';
import type { Role } from '#kernel/roles.ts';
import { administrators } from '../last-administrator.ts';
import { memberships } from '../people-tables.ts';
import type { Tx } from '../tx.ts';
import { links } from '../view.ts';

/** From a membership to what brought it: a provider or a group of a directory. It goes when that goes. */
export const ROLES_FROM = 'roles-from';

/**
 * Gives a person the roles that one source brings, and takes away those that it brought before and brings no more. Roles
 * given by hand stay untouched. The last administrator stays one, whatever the source says.
 */
export async function setMappedRoles(
  tx: Tx,
  personId: string,
  mapped: { readonly source: string; readonly roles: readonly Role[] },
): Promise<void> {
  await tx.takeTurn();
  const roles = [...new Set(mapped.roles)].sort();
  const held = await tx.q
    .selectFrom(memberships(tx).as('m'))
    .innerJoin(links(tx, ROLES_FROM).as('l'), 'l.from_id', 'm.id')
    .where('m.personId', '=', personId)
    .where('l.to_id', '=', mapped.source)
    .select(['m.id', 'm.roles'])
    .orderBy('m.id')
    .executeTakeFirst();
  if (!held) {
    if (roles.length === 0) return;
    const made = await tx.insert(membership, {
      personId,
      roles,
      outside: false,
      ground: null,
      until: null,
      scope: null,
    });
    await tx.link(ROLES_FROM, made.id, mapped.source);
    return;
  }
  const before = JSON.parse(held.roles) as readonly Role[];
  if (before.includes('administrator') && !roles.includes('administrator') && (await isLast(tx, held.id)))
    roles.unshift('administrator');
  if (roles.length > 0) await tx.update(membership, { id: held.id }, { roles });
  else await endMapped(tx, held.id, mapped.source);
}

/** Whether nobody would be administrator without this membership. */
async function isLast(tx: Tx, id: string): Promise<boolean> {
  return (await administrators(tx).where('m.id', '<>', id).executeTakeFirst()) === undefined;
}

/** Takes away all roles that a source brought, of everybody. */
export async function endMappedRoles(tx: Tx, source: string): Promise<void> {
  const rows = await tx.q
    .selectFrom(memberships(tx).as('m'))
    .innerJoin(links(tx, ROLES_FROM).as('l'), 'l.from_id', 'm.id')
    .where('l.to_id', '=', source)
    .select('m.personId')
    .orderBy('m.personId')
    .execute();
  for (const { personId } of rows) await setMappedRoles(tx, personId, { source, roles: [] });
}

async function endMapped(tx: Tx, id: string, source: string): Promise<void> {
  await tx.unlink(ROLES_FROM, id, source);
  await tx.remove(membership, { id });
}
