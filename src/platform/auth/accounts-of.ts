import { sql } from 'kysely';
import type { Accounts, KeyRow } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import { personsOf } from '../persons-of.ts';
import type { Auth } from './auth.ts';
import { identities, mayAct, systemsOf } from './identity.ts';
import { invite, openInvitations, withdrawInvitations } from './invitations.ts';
import { makeToken } from './tokens.ts';

/** The accounts of a running instance. better-auth is loaded when it is first needed, not at every start. */
export function accountsOf(runtime: Runtime): Accounts & { readonly auth: () => Promise<Auth> } {
  const known = identities(runtime);
  let auth: Promise<Auth> | null = null;
  const lazily = () => (auth ??= import('./auth.ts').then(({ makeAuth }) => makeAuth(runtime)));
  return {
    ...known,
    auth: lazily,
    invite: (org, invitation) => invite(runtime, org, invitation),
    invitations: (org) => openInvitations(runtime, org),
    withdrawInvitations: (org, meant) => withdrawInvitations(runtime, org, meant),
    makeLink: (org, link) => makeToken(runtime, { ...link, org }),
    keys: (userIds) => keysOf(runtime, userIds),
    createKey: async (userId, { name, days, authority, systems, onlyOrg }) => {
      const made = await (await lazily()).api.createApiKey({
        body: {
          name,
          userId,
          expiresIn: days * 86_400,
          prefix: 'aims_',
          rateLimitEnabled: false,
          ...((authority || systems) && {
            permissions: {
              ...(authority && { authority: ['use'] }),
              ...(systems && { systems: [...systems] }),
            },
          }),
        },
      });
      if (onlyOrg !== null)
        await runtime.db.write(null, ({ exec }) =>
          exec(`update "apikey" set "onlyOrg" = ? where "id" = ?`, [onlyOrg, made.id]),
        );
      return { id: made.id, key: made.key, expiresOn: new Date(made.expiresAt!).toISOString().slice(0, 10) };
    },
    revokeKey: async (id) => {
      await runtime.db.write(null, ({ exec }) => exec(`delete from "apikey" where "id" = ?`, [id]));
      known.forget();
    },
    endProvider: async (provider) => {
      await runtime.db.write(null, ({ exec }) =>
        exec(`delete from "session" where "ssoProvider" = ?`, [provider]),
      );
      known.forget();
    },
    endSessions: async (userId) => {
      const ended = await runtime.db.write(null, ({ exec }) =>
        exec(`delete from "session" where "userId" = ? returning "id"`, [userId]),
      );
      known.forget();
      return ended.length;
    },
    endAll: async (userId) => {
      const elsewhere = await belongsSomewhere(runtime, userId);
      await runtime.db.write(null, async ({ exec }) => {
        await exec(`delete from "session" where "userId" = ?`, [userId]);
        // Another organisation's programs must not stop because this one let somebody go; here the keys open nothing.
        if (!elsewhere) await exec(`delete from "apikey" where "referenceId" = ?`, [userId]);
      });
      known.forget();
    },
  };
}

/** Whether an account is an active person's in any organisation. */
async function belongsSomewhere(runtime: Runtime, userId: string): Promise<boolean> {
  for await (const _ of personsOf(runtime, userId)) return true;
  return false;
}

async function keysOf(runtime: Runtime, userIds: readonly string[]): Promise<readonly KeyRow[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<
    Omit<KeyRow, 'enabled' | 'createdAt' | 'authority' | 'systems'> & {
      enabled: unknown;
      createdAt: string | Date;
      permissions: string | null;
    }
  >`
    select k."id", k."name", k."start", u."name" as "userName", k."createdAt", k."enabled", k."permissions" from "apikey" k join "user" u on u."id" = k."referenceId"
    where k."referenceId" in (${sql.join(userIds)}) order by k."createdAt", k."id"`.execute(
    runtime.db.authRead,
  );
  return rows.map(({ permissions, ...row }) => ({
    ...row,
    authority: mayAct(permissions),
    systems: systemsOf(permissions),
    createdAt: new Date(row.createdAt).toISOString(),
    enabled: Boolean(row.enabled),
  }));
}
