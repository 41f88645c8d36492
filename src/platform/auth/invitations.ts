import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import { type Role, roles } from '#kernel/roles.ts';
import type { Invitation, OpenInvitation } from '../accounts.ts';
import type { WriteHandle } from '../db/database.ts';
import type { Runtime } from '../instance.ts';
import { memberships } from '../people-tables.ts';
import { writing } from '../runtime.ts';
import { heads } from '../view.ts';
import { createAccount, type NewAccount, signIn } from './accounts.ts';
import type { Auth } from './auth.ts';
import { takeUp } from './take-up.ts';
import { endToken, makeToken, openTokens, readToken, useToken } from './tokens.ts';

export const acceptInput = z.object({
  name: z.string().trim().min(1, 'Give your name').max(200),
  password: z.string().max(256),
});

/** Makes the one-time link of an invitation, good for seven days. */
export function invite(runtime: Runtime, org: string, invitation: Invitation): Promise<string> {
  return makeToken(runtime, { kind: 'invitation', org, payload: { ...invitation }, days: 7 });
}

/** So much of the hash of a link names it; the link itself is kept nowhere. */
const NAMING = 32;

/** The invitations of an organisation that still open something, the latest first. */
export function openInvitations(runtime: Runtime, org: string): Promise<readonly OpenInvitation[]> {
  return runtime.db.write(null, async (handle) => (await stillOpen(runtime, handle, org)).map(shown));
}

/** Uses the links of an address, or the one with this id, up without letting anybody in. @returns how many */
export function withdrawInvitations(runtime: Runtime, org: string, meant: string): Promise<number> {
  return runtime.db.write(null, async (handle) => {
    const found = (await stillOpen(runtime, handle, org)).filter((each) => {
      const { id, email } = shown(each);
      return id === meant || email === meant.toLowerCase();
    });
    for (const { hash } of found) await endToken(runtime, handle, { kind: 'invitation', hash });
    return found.length;
  });
}

type Open = Awaited<ReturnType<typeof openTokens>>[number];

function stillOpen(runtime: Runtime, handle: WriteHandle, org: string): Promise<readonly Open[]> {
  return openTokens(handle, { kind: 'invitation', org, now: runtime.clock.now().toISOString() });
}

function shown({ hash, expiresAt, payload }: Open): OpenInvitation {
  return { ...(payload as Invitation), id: hash.slice(0, NAMING), expiresAt };
}

/** What the invited person sees before they accept. @throws AppError `not-found` */
export async function showInvitation(runtime: Runtime, token: string) {
  const { org, payload } = await readToken(runtime, 'invitation', token);
  const invitation = payload as Invitation;
  const { name } = await runtime.organisations.get(org!);
  const { units = [], systems = [] } = invitation.scope ?? {};
  return {
    organisation: name,
    email: invitation.email,
    roles: (await rolesOf(runtime, org!, invitation)).map((role) => t(roles[role])),
    /** The units and AI systems for which they hold, by name; none: the whole organisation. */
    onlyFor: await titlesOf(runtime, org!, [...units, ...systems]),
    outside: invitation.outside,
  };
}

async function titlesOf(runtime: Runtime, org: string, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await runtime.db.read(org, (q) =>
    heads({ q, org: { id: org }, at: 'now' })
      .where('id', 'in', [...ids])
      .execute(),
  );
  return rows.map(({ title }) => title ?? '').sort();
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
  accept: {
    readonly token: string;
    readonly input: z.output<typeof acceptInput>;
    /** Slows down whoever tries passwords of an account. */
    readonly slowly: (account: string, run: () => Promise<unknown>) => Promise<unknown>;
  },
): Promise<{ readonly org: string; readonly email: string }> {
  const { org, payload } = await readToken(runtime, 'invitation', accept.token);
  const invitation = payload as Invitation;
  const { name: organisation } = await runtime.organisations.get(org!);
  const userId = await accountFor(auth, {
    account: { ...accept.input, email: invitation.email },
    organisation,
    slowly: accept.slowly,
  });
  const actor: Actor = { id: null, name: 'OpenAIMS', via: 'operator', roles: [] };
  await writing(runtime, { org: org!, actor, operation: 'person.accept' }, async (tx) => {
    await useToken(runtime, tx.handle, { kind: 'invitation', text: accept.token });
    await takeUp(tx, invitation, { userId, name: accept.input.name });
  });
  return { org: org!, email: invitation.email };
}

async function accountFor(
  auth: Auth,
  {
    account,
    organisation,
    slowly,
  }: {
    readonly account: NewAccount;
    readonly organisation: string;
    readonly slowly: (account: string, run: () => Promise<unknown>) => Promise<unknown>;
  },
): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const email = account.email.toLowerCase();
  const known = await internalAdapter.findUserByEmail(email);
  if (!known) return createAccount(auth, account, [organisation]);
  await slowly(email, () =>
    signIn(auth, new Request('http://localhost/'), account).catch(() => {
      throw new AppError(
        'not-signed-in',
        t('This e-mail address has an account; its password is another one.'),
        {
          next: t('Give the password of that account.'),
        },
      );
    }),
  );
  return known.user.id;
}
