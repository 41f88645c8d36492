import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { membership, person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { type Role, roles } from '#kernel/roles.ts';
import type { Runtime } from '../instance.ts';
import { memberships, persons } from '../people-tables.ts';
import { writing } from '../runtime.ts';
import type { Tx } from '../tx.ts';
import { createAccount, signIn } from './accounts.ts';
import type { Auth } from './auth.ts';
import { makeToken, readToken, useToken } from './tokens.ts';

/** What an invitation opens: a sign-in with these roles. It approves nothing by itself (spine.md section 8). */
export type Invitation = {
  readonly email: string;
  readonly roles: readonly Role[];
  readonly outside: boolean;
  readonly ground: string | null;
  readonly invitedBy: string | null;
  /** Whose account this becomes; absent: a new person's. */
  readonly personId?: string;
};

export const acceptInput = z.object({
  name: z.string().trim().min(1, 'Give your name').max(200),
  password: z.string().max(256),
});

/** Makes the one-time link of an invitation, good for seven days. */
export function invite(runtime: Runtime, org: string, invitation: Invitation): Promise<string> {
  return makeToken(runtime, { kind: 'invitation', org, payload: { ...invitation }, days: 7 });
}

/** What the invited person sees before they accept. @throws AppError `not-found` */
export async function showInvitation(runtime: Runtime, token: string) {
  const { org, payload } = await readToken(runtime, 'invitation', token);
  const invitation = payload as Invitation;
  const { name } = await runtime.organisations.get(org!);
  return {
    organisation: name,
    email: invitation.email,
    roles: (await rolesOf(runtime, org!, invitation)).map((role) => t(roles[role])),
    outside: invitation.outside,
  };
}

/** The roles that the link brings, or those of the person whom it links. */
async function rolesOf(
  runtime: Runtime,
  org: string,
  { roles: own, personId }: Invitation,
): Promise<readonly Role[]> {
  if (personId === undefined) return own;
  const rows = await runtime.db.read(org, (q) =>
    q
      .selectFrom(memberships({ q, org: { id: org }, at: 'now' }).as('m'))
      .select('m.roles')
      .where('m.personId', '=', personId)
      .orderBy('m.id')
      .execute(),
  );
  return [...new Set(rows.flatMap((row) => JSON.parse(row.roles) as Role[]))];
}

/** Accepts: a new account, or the one that the address has, whose password must then be given. */
export async function acceptInvitation(
  runtime: Runtime,
  auth: Auth,
  accept: { readonly token: string; readonly input: z.output<typeof acceptInput> },
): Promise<{ readonly org: string; readonly email: string }> {
  const { org, payload } = await readToken(runtime, 'invitation', accept.token);
  const invitation = payload as Invitation;
  const userId = await accountFor(auth, { ...accept.input, email: invitation.email });
  const actor: Actor = { id: null, name: 'OpenAIMS', via: 'operator', roles: [] };
  await writing(runtime, { org: org!, actor, operation: 'person.accept' }, async (tx) => {
    await useToken(runtime, tx.handle, { kind: 'invitation', text: accept.token });
    if (invitation.personId !== undefined) return linkAccount(tx, invitation.personId, userId);
    const made = await tx.insert(person, {
      name: accept.input.name,
      email: invitation.email,
      jobTitle: null,
      organisationName: null,
      authUserId: userId,
      active: true,
    });
    await tx.insert(membership, {
      personId: made.id,
      roles: [...invitation.roles],
      outside: invitation.outside,
      ground: invitation.ground,
      until: null,
      scope: null,
    });
  });
  return { org: org!, email: invitation.email };
}

/** The account of somebody who was recorded before: after a hand-over people sign in anew and stay who they were. */
async function linkAccount(tx: Tx, personId: string, userId: string): Promise<void> {
  const rows = await tx.q
    .selectFrom(persons(tx).as('p'))
    .select('p.id')
    .where('p.authUserId', '=', userId)
    .where('p.active', '=', 1)
    .execute();
  if (rows.some((row) => row.id !== personId))
    throw new AppError('duplicate', t('This account belongs to somebody else of this organisation.'));
  const invited = await tx.get(person, personId);
  if (!invited.active)
    throw new AppError('link-over', t('The person whom this link names is no longer active here.'));
  await tx.update(person, { id: personId }, { authUserId: userId });
}

async function accountFor(
  auth: Auth,
  account: { readonly name: string; readonly email: string; readonly password: string },
): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const known = await internalAdapter.findUserByEmail(account.email.toLowerCase());
  if (!known) return createAccount(auth, account);
  await signIn(auth, new Request('http://localhost/'), account).catch(() => {
    throw new AppError(
      'not-signed-in',
      t('This e-mail address has an account; its password is another one.'),
      {
        next: t('Give the password of that account.'),
      },
    );
  });
  return known.user.id;
}
