import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { msg, t } from '#kernel/language.ts';
import { person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';
import type { Invitation } from '../accounts.ts';
import { appendNote } from '../auth/account-notes.ts';
import { takeUp } from '../auth/take-up.ts';
import { endToken, openTokens } from '../auth/tokens.ts';
import type { WriteHandle } from '../db/database.ts';
import type { Runtime } from '../instance.ts';
import { personsOfAddress, personsOfUser } from '../known-person.ts';
import { memberships } from '../people-tables.ts';
import { writing } from '../runtime.ts';
import type { Tx } from '../tx.ts';
import type { Claims } from './claims.ts';
import { setMappedRoles } from './mapped-roles.ts';
import { type Provider, providerKey } from './provider.ts';

/**
 * Whose account a provider opens. Once linked it goes by the provider's subject alone; the first time by the verified
 * address, and only for people the organisation knows, invited, or takes as newcomers.
 * @returns the account
 * @throws AppError `forbidden` with what is missing
 */
export async function admit(runtime: Runtime, provider: Provider, claims: Claims): Promise<string> {
  const { org } = provider;
  if (org === null)
    return runtime.db.write(
      null,
      async (handle) => (await linkAccount(runtime, handle, { provider, claims, create: false })).userId,
    );
  // The log names the provider as the one who acted, as it names a key's owner: no person decided this.
  const actor: Actor = { id: provider.id, name: provider.label, via: 'key', roles: [] };
  return writing(runtime, { org, actor, operation: 'identityProvider.signIn' }, async (tx) => {
    await tx.takeTurn();
    const known = await personOf(tx, provider, claims);
    const mapped = mappedRoles(provider, claims);
    const invitation = known ? null : await invitationOfNewcomer(tx, provider, claims);
    const { userId, first } = await linkAccount(runtime, tx.handle, { provider, claims, create: true });
    const personId =
      known?.id ?? (await comeIn(tx, { runtime, provider, claims, mapped, invitation, userId }));
    if (known?.authUserId === null) await tx.update(person, { id: personId }, { authUserId: userId });
    if (mapped !== null) await setMappedRoles(tx, personId, { source: provider.id, roles: mapped });
    await refuseRoleless(tx, personId);
    if (first) await appendNote(tx, personId, 'providerLinked');
    return userId;
  });
}

type Known = { readonly id: string; readonly authUserId: string | null };

/** The person behind it, when the organisation knows them. @throws AppError `forbidden` for somebody who was let go */
async function personOf(tx: Tx, provider: Provider, claims: Claims): Promise<Known | null> {
  const email = verifiedEmail(provider, claims);
  const userId = await userOf(tx.handle, provider, { claims, email });
  const own = userId === null ? [] : await personsOfUser(tx, userId);
  const rows = [...own, ...(email === null ? [] : await personsOfAddress(tx, email))];
  const active = rows.find((row) => row.active === 1);
  if (active) return active;
  if (rows.length > 0 && !(await invitationFor(tx, email)))
    throw refused(t('You were let go here.'), msg('Ask an administrator for an invitation.'));
  return null;
}

/** By what somebody unknown comes in: their invitation, or null for a newcomer of the domain. @throws AppError `forbidden` */
async function invitationOfNewcomer(tx: Tx, provider: Provider, claims: Claims): Promise<Open | null> {
  const email = verifiedEmail(provider, claims);
  if (email === null)
    throw refused(
      t('{provider} does not say that your e-mail address is verified.', { provider: provider.label }),
      msg('Have it verified there, or ask an administrator.'),
    );
  const invitation = await invitationFor(tx, email);
  if (!invitation && !takesNewcomers(provider, email))
    throw refused(
      t('{provider} knows you, but {organisation} does not.', {
        provider: provider.label,
        organisation: tx.org.name,
      }),
      msg('Ask an administrator for an invitation to this address.'),
    );
  return invitation;
}

/** Makes the person of an account, or takes up the one whom the invitation names. @returns the person */
async function comeIn(
  tx: Tx,
  from: {
    readonly runtime: Runtime;
    readonly provider: Provider;
    readonly claims: Claims;
    readonly mapped: readonly Role[] | null;
    readonly invitation: Open | null;
    readonly userId: string;
  },
): Promise<string> {
  const { runtime, provider, claims, mapped, invitation, userId } = from;
  const email = verifiedEmail(provider, claims)!;
  if (invitation) await endToken(runtime, tx.handle, { kind: 'invitation', hash: invitation.hash });
  const newcomer = {
    roles: mapped?.length ? [] : (provider.newcomerRoles ?? []),
    outside: false,
    ground: null,
  };
  return takeUp(tx, { ...(invitation ?? newcomer), email }, { userId, name: claims.name ?? email });
}

function takesNewcomers(provider: Provider, email: string): boolean {
  return provider.newcomerRoles !== null && provider.domains.includes(email.split('@').at(-1)!);
}

type Open = Invitation & { readonly hash: string };

/** The open invitation of this organisation to an address. */
async function invitationFor(tx: Tx, email: string | null): Promise<Open | null> {
  if (email === null) return null;
  for (const { hash, payload } of await openTokens(tx.handle, {
    kind: 'invitation',
    org: tx.org.id,
    now: tx.now,
  })) {
    const invitation = payload as Invitation;
    if (invitation.email.toLowerCase() === email) return { ...invitation, hash };
  }
  return null;
}

/** The roles that the groups bring; null when the provider maps none or did not say which groups. */
function mappedRoles(provider: Provider, { groups }: Claims): readonly Role[] | null {
  if (groups === null || provider.groupsClaim === null || provider.groupRoles.length === 0) return null;
  return provider.groupRoles.filter(({ group }) => groups.includes(group)).flatMap((each) => each.roles);
}

/** @throws AppError `forbidden` when nothing would open */
async function refuseRoleless(tx: Tx, personId: string): Promise<void> {
  const row = await tx.q
    .selectFrom(memberships(tx).as('m'))
    .select('m.id')
    .where('m.personId', '=', personId)
    .where((eb) => eb.or([eb('m.until', 'is', null), eb('m.until', '>=', tx.today)]))
    .limit(1)
    .executeTakeFirst();
  if (!row)
    throw refused(
      t('You have no role in {organisation}.', { organisation: tx.org.name }),
      msg('Ask an administrator for one.'),
    );
}

/** The account that is linked, else the one of the verified address. */
async function userOf(
  handle: WriteHandle,
  provider: Provider,
  { claims, email }: { readonly claims: Claims; readonly email: string | null },
): Promise<string | null> {
  const [linked] = await handle.exec(
    `select "userId" from "account" where "providerId" = ? and "accountId" = ?`,
    [providerKey(provider), claims.subject],
  );
  if (linked) return linked.userId as string;
  if (email === null) return null;
  const [user] = await handle.exec(`select "id" from "user" where "email" = ?`, [email]);
  return (user?.id as string | undefined) ?? null;
}

/** Links the provider's subject to an account, making one without a password where there is none. */
async function linkAccount(
  runtime: Runtime,
  handle: WriteHandle,
  from: { readonly provider: Provider; readonly claims: Claims; readonly create: boolean },
): Promise<{ readonly userId: string; readonly first: boolean }> {
  const { provider, claims, create } = from;
  const key = providerKey(provider);
  const now = runtime.clock.now();
  const at = now.toISOString();
  const email = verifiedEmail(provider, claims);
  const known = await userOf(handle, provider, { claims, email });
  if (known === null && (!create || email === null))
    throw refused(
      t('{provider} knows you, but there is no account for your address here.', { provider: provider.label }),
      msg('Ask an administrator for an invitation, accept it once, then sign in this way.'),
    );
  const userId = known ?? newId('user', now);
  if (known === null)
    await handle.exec(
      `insert into "user" ("id","name","email","emailVerified","createdAt","updatedAt") values (?,?,?,true,?,?)`,
      [userId, claims.name ?? email, email, at, at],
    );
  const linked = await handle.exec(
    `insert into "account" ("id","accountId","providerId","userId","createdAt","updatedAt") values (?,?,?,?,?,?) on conflict ("providerId","accountId") do nothing returning "id"`,
    [newId('acco', now), claims.subject, key, userId, at, at],
  );
  return { userId, first: linked.length > 0 };
}

/** The address, when somebody vouches for it. */
function verifiedEmail(provider: Provider, claims: Claims): string | null {
  return claims.emailVerified || provider.emailTrusted ? claims.email : null;
}

function refused(message: string, next: string): AppError {
  return new AppError('forbidden', message, { next });
}
