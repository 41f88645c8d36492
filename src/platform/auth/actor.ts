import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { allRoles, narrowed } from '#kernel/part.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Part, PartRoles, Role } from '#kernel/roles.ts';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import { memberships, persons } from '../people-tables.ts';
import { providerOwed } from '../sso/required.ts';
import type { At } from '../view.ts';
import { proofOf, secondFactorOwed } from './proof.ts';

/**
 * What somebody signed in may do in one organisation. Strangers hear that it does not exist, so that nobody can find
 * out which organisations there are.
 * @throws AppError `not-signed-in`, `not-found`
 */
export async function actorOf(
  runtime: Runtime,
  request: { readonly request: Request; readonly org: string },
): Promise<Actor> {
  const identity = await runtime.accounts.identify(request.request);
  if (!identity) throw new AppError('not-signed-in', t('This needs a signed-in person or a valid API key.'));
  const org = await runtime.organisations.get(request.org);
  const now = runtime.clock.now();
  const today = dayIn(org.timeZone, now);
  const actor = await runtime.db.read(org.id, (q) => membershipOf({ q, org, at: 'now' }, identity, today));
  if (!actor)
    throw new AppError('not-found', t('There is no such organisation here, or you do not belong to it.'));
  if (secondFactorOwed(org, { strong: identity.strong, roles: allRoles(actor) }, today)?.due)
    throw new AppError(
      'second-factor-needed',
      t('{name} opens to your roles with a second factor only.', { name: org.name }),
    );
  if (providerOwed(org, { identity, personId: actor.id! }, today)?.due)
    throw new AppError(
      'provider-needed',
      t('{name} opens through its own sign-in only.', { name: org.name }),
    );
  return { ...actor, ...proofOf(org, identity, now) };
}

/** The person of this account in an organisation with all roles that hold today, or null. Roles for parts stand beside the others. */
export async function membershipOf(at: At, identity: Identity, today: string): Promise<Actor | null> {
  if (identity.onlyOrg !== null && identity.onlyOrg !== at.org.id) return null;
  const rows = await at.q
    .selectFrom(persons(at).as('p'))
    .innerJoin(memberships(at).as('m'), 'm.personId', 'p.id')
    .where('p.authUserId', '=', identity.userId)
    .where('p.active', '=', 1)
    .where((eb) => eb.or([eb('m.until', 'is', null), eb('m.until', '>=', today)]))
    .select(['p.id', 'p.name', 'm.roles', 'm.scope'])
    .orderBy('p.id')
    .execute();
  if (rows.length === 0) return null;
  const rolesOf = (row: { readonly roles: string }) => JSON.parse(row.roles) as Role[];
  const wide = [...new Set(rows.filter((row) => row.scope === null).flatMap(rolesOf))];
  const parts = rows.flatMap((row): PartRoles[] =>
    row.scope === null ? [] : [{ roles: rolesOf(row), within: [JSON.parse(row.scope) as Part] }],
  );
  const { via, keyId } = identity;
  const actor: Actor = {
    id: rows[0]!.id,
    name: rows[0]!.name ?? identity.name,
    via,
    roles: wide,
    ...(parts.length > 0 && { wide, parts }),
    ...(keyId && { keyId }),
    ...(identity.onlyOrg !== null && { onlyHere: true as const }),
  };
  return identity.systems === null ? actor : narrowed(actor, { units: [], systems: identity.systems });
}
