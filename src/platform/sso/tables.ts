import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { identityProvider } from '#kernel/identity-provider.ts';
import type { EngineName } from '../db/database.ts';
import { createPlatformTable, createRecordTable, run } from '../db/ddl.ts';
import { recordView } from '../view.ts';

export const identityProviders = recordView(identityProvider);

/**
 * Tables of single sign-on. What a provider is stands in records; secrets, the domains that lead to it and what is good
 * once stand in tables of the platform.
 */
export const ssoMigrations = (engine: EngineName): Record<string, Migration> => ({
  'sso-0001': {
    up: async (db: Kysely<unknown>) => {
      await createRecordTable(db, engine, {
        name: 'identityProvider',
        columns: {
          ref: 'text',
          kind: 'text',
          label: 'text',
          enabled: 'flag',
          shown: 'flag',
          domains: 'json',
          issuer: 'text',
          clientId: 'text',
          scopes: 'text',
          ssoUrl: 'text',
          certificates: 'json',
          emailClaim: 'text',
          nameClaim: 'text',
          groupsClaim: 'text',
          emailTrusted: 'flag',
          groupRoles: 'json',
          newcomerRoles: 'json',
          strongValues: 'json',
          requiredFrom: 'text',
          exempt: 'json',
        },
      });
      await createPlatformTable(db, engine, {
        name: 'sso_secret',
        keyed: true,
        body: '"org_id" TEXT not null, "id" TEXT not null, "sealed" TEXT not null, primary key ("org_id", "id")',
      });
      await createPlatformTable(db, engine, {
        name: 'sso_domain',
        keyed: false,
        body: '"domain" TEXT not null, "org_id" TEXT not null, "provider_id" TEXT not null, "confirmedAt" TEXT, primary key ("domain", "provider_id")',
      });
      await createPlatformTable(db, engine, {
        name: 'sso_once',
        keyed: false,
        body: '"hash" TEXT not null primary key, "kind" TEXT not null, "sealed" TEXT, "expiresAt" TEXT not null',
      });
      const flag = engine === 'postgres' ? 'boolean' : 'integer';
      // Ours: which provider opened this session, for which organisation alone, and with a second factor of its own.
      await run(db, `alter table "session" add column "ssoProvider" text`);
      await run(db, `alter table "session" add column "onlyOrg" text`);
      await run(db, `alter table "session" add column "ssoStrong" ${flag}`);
      await run(db, `alter table "session" add column "ssoToken" text`);
      await run(db, `alter table "apikey" add column "onlyOrg" text`);
      await run(db, `create unique index "account_provider" on "account" ("providerId", "accountId")`);
    },
  },
  // How often something was guessed wrongly: keys are hashes, so the table tells nobody who tried what from where.
  'sso-0002': {
    up: (db: Kysely<unknown>) =>
      createPlatformTable(db, engine, {
        name: 'guess',
        keyed: false,
        body: '"hash" TEXT not null primary key, "failures" integer not null, "until" TEXT not null, "at" TEXT not null',
      }),
  },
});
