import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Migration } from 'kysely/migration';
import { type Logger, pino } from 'pino';
import { loadCatalog } from '#catalog/load.ts';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { modules } from '#modules/index.ts';
import { accountsOf } from '#platform/auth/accounts-of.ts';
import { authMigrations } from '#platform/auth/migrations.ts';
import type { BackupSettings } from '#platform/backup/settings.ts';
import { copyBeforeUpgrade } from '#platform/db/before-upgrade.ts';
import type { Database } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { platformMigrations } from '#platform/db/platform-migrations.ts';
import { postgresDatabase } from '#platform/db/postgres-database.ts';
import { sqliteDatabase } from '#platform/db/sqlite-database.ts';
import { openFiles } from '#platform/files/open.ts';
import type { FilesSettings } from '#platform/files/settings.ts';
import { makeRuntime, type Runtime } from '#platform/instance.ts';
import { removeLeftovers } from '#platform/leftovers.ts';
import { mailOutbox } from '#platform/mail/outbox.ts';
import type { MailSettings } from '#platform/mail/settings.ts';
import type { AppModule } from '#platform/module.ts';
import { outsideFetch } from '#platform/outside/outside.ts';
import { catalogShelf } from '#platform/packs.ts';
import { peopleMigrations } from '#platform/people-tables.ts';
import { buildRegistry } from '#platform/registry.ts';
import { instanceSecret } from '#platform/secret.ts';
import type { InstanceProvider } from '#platform/sso/instance-providers.ts';
import { ssoMigrations } from '#platform/sso/tables.ts';
import { storageError } from '#platform/storage-error.ts';

/** Where an instance lives and what it is made of. */
export type InstanceConfig = {
  /** The data folder: database, files, secret, witness file. */
  readonly folder: string;
  /** PostgreSQL instead of SQLite: the application's role and, for migrations, the owner's. */
  readonly databaseUrl?: string | undefined;
  readonly databaseAdminUrl?: string | undefined;
  /** Where files of evidence lie; absent: `files` of the data folder. */
  readonly files?: FilesSettings;
  readonly secret?: string | undefined;
  readonly origin?: string | undefined;
  /** By which server mail leaves; absent or null: mail is off. */
  readonly mail?: MailSettings | null;
  /** Where backups are made by themselves; absent or null: nowhere. */
  readonly backups?: BackupSettings | null;
  /** Providers of single sign-on of the whole instance; absent: none. */
  readonly providers?: readonly InstanceProvider[];
  /** What calls to the outside may reach beside the public internet; absent: nothing. */
  readonly outside?: Parameters<typeof outsideFetch>[0];
  /** Where people reach this instance, for links in messages. */
  readonly address?: () => string;
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly modules?: readonly AppModule[];
  /** Where packs lie, when not those that ship. */
  readonly packs?: URL;
};

/** A runtime with its sign-in. */
export type Instance = Runtime & { readonly accounts: ReturnType<typeof accountsOf> };

/** Opens or creates an instance: database migrated, modules registered, nothing serving yet. */
export async function openInstance(config: InstanceConfig): Promise<Instance> {
  try {
    return await open(config);
  } catch (error) {
    throw storageError(error, `The data folder ${config.folder}`);
  }
}

async function open(config: InstanceConfig): Promise<Instance> {
  await mkdir(config.folder, { recursive: true, mode: 0o700 });
  // SQLite would open a file that it may only read, and the first write would fail instead of the start.
  await access(config.folder, constants.W_OK);
  const registry = buildRegistry(config.modules ?? modules);
  const db = openDatabase(config);
  try {
    const { engine } = db;
    const migrations = Object.assign(
      {},
      platformMigrations(engine),
      peopleMigrations(engine),
      authMigrations(engine),
      ssoMigrations(engine),
      ...registry.modules.map((module) => module.migrations(engine)),
    );
    const clock = config.clock ?? systemClock;
    await upgrade(db, migrations, { config, clock });
    const folder = {
      ...(config.packs && { folder: config.packs }),
      added: pathToFileURL(`${join(resolve(config.folder), 'packs')}/`),
    };
    const files = config.files ?? { kind: 'folder' as const, folder: join(config.folder, 'files') };
    const home = files.kind === 'folder' ? files.folder : config.folder;
    await removeLeftovers({ data: config.folder, files: home }, !config.databaseUrl);
    const secret = await instanceSecret(config.folder, config.secret);
    const catalog = await loadCatalog(folder);
    return makeRuntime(
      {
        db,
        clock,
        registry,
        catalog,
        catalogOf: catalogShelf(catalog, (use) => loadCatalog({ use, ...folder })),
        files: openFiles(files, { spool: join(home, 'incoming'), newName: () => newId('in', clock.now()) }),
        log: config.log ?? pino({ level: 'silent' }),
        secret,
        mail: mailOutbox({
          db,
          clock,
          secret,
          settings: config.mail ?? null,
          address: config.address ?? (() => 'http://localhost:4242'),
        }),
        outside: outsideFetch(config.outside),
        providers: config.providers ?? [],
        backups: config.backups ?? null,
        origin: config.origin ?? 'openaims.invalid',
        folder: config.folder,
      },
      accountsOf,
    );
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Migrates, all of it or nothing. On SQLite data of an older version is copied before: the way back after a good one. */
async function upgrade(
  db: Database,
  migrations: Record<string, Migration>,
  { config, clock }: { readonly config: InstanceConfig; readonly clock: Clock },
): Promise<void> {
  const { folder, databaseUrl } = config;
  let copied = false;
  try {
    await migrate(db, migrations, {
      appRole: databaseUrl ? decodeURIComponent(new URL(databaseUrl).username) : null,
      beforeUpgrade: async () => {
        if (databaseUrl) return;
        await copyBeforeUpgrade(folder, clock.now());
        copied = true;
      },
    });
  } catch (error) {
    if (!copied) throw error;
    throw new AppError(
      'upgrade-failed',
      `The data could not be brought to this version: ${(error as Error).message} It is as it was before.`,
    );
  }
}

function openDatabase(config: InstanceConfig): Database {
  if (config.databaseUrl)
    return postgresDatabase(config.databaseUrl, config.databaseAdminUrl ?? config.databaseUrl);
  return sqliteDatabase(join(config.folder, 'aims.db'));
}
