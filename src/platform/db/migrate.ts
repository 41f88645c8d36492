import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '#kernel/errors.ts';
import type { Database } from './database.ts';
import type { PlatformTables } from './tables.ts';

type MigrateOptions = {
  readonly appRole: string | null;
  readonly beforeUpgrade: () => Promise<void>;
};

/**
 * Brings the schema forward, all of it or nothing, whenever it is cut off. Never back: an older program refuses a newer
 * schema.
 * @param options `appRole`: on PostgreSQL the role that serves requests and gets its grants here; `beforeUpgrade` is
 *   awaited before data of an older version is changed
 * @throws AppError `newer-schema` when the data holds a migration this program does not know; `unsafe-database-role`
 *   when row-level security would not hold the role that serves
 */
export async function migrate(
  database: Database,
  migrations: Record<string, Migration>,
  { appRole, beforeUpgrade }: MigrateOptions,
): Promise<readonly string[]> {
  return database.admin(async (db) => {
    const known = await appliedIn(db);
    refuseNewer(known, migrations);
    if (known.length > 0 && Object.keys(migrations).length > known.length) await beforeUpgrade();
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
      allowUnorderedMigrations: true,
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    const done = (results ?? [])
      .filter((each) => each.status === 'Success')
      .map((each) => each.migrationName);
    if (appRole !== null) {
      if (done.length > 0) await grant(db, appRole);
      await refuseUnwalled(db, appRole);
    }
    return done;
  });
}

/** The migrations that the data has seen; none on a new database. */
async function appliedIn(db: Kysely<PlatformTables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select "name" from "kysely_migration"`.execute(db);
  return rows.map((row) => row.name);
}

function refuseNewer(known: readonly string[], migrations: Record<string, Migration>): void {
  const unknown = known.filter((name) => !(name in migrations));
  if (unknown.length > 0)
    throw new AppError(
      'newer-schema',
      `This data was written by a newer OpenAIMS (it knows ${unknown.join(', ')}).`,
    );
}

/** Owners, superusers and roles with BYPASSRLS walk through row-level security: the second wall would only seem to stand. */
async function refuseUnwalled(db: Kysely<PlatformTables>, role: string): Promise<void> {
  const { rows } = await sql<{ why: string }>`
    select case when r.rolsuper then 'is a superuser' when r.rolbypassrls then 'has BYPASSRLS' else 'owns the tables' end as why
    from pg_roles r
    where r.rolname = ${role} and (r.rolsuper or r.rolbypassrls or exists (
      select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relrowsecurity and pg_has_role(r.oid, c.relowner, 'member')))`.execute(
    db,
  );
  if (rows[0])
    throw new AppError(
      'unsafe-database-role',
      `The role "${role}" of DATABASE_URL ${rows[0].why}, so row-level security does not hold it.`,
    );
}

/** The application's role owns nothing: it may write rows, never change the schema. */
async function grant(db: Kysely<PlatformTables>, role: string): Promise<void> {
  const name = sql.id(role);
  await sql`grant usage on schema public to ${name}`.execute(db);
  await sql`grant select, insert, update, delete on all tables in schema public to ${name}`.execute(db);
  await sql`grant usage, select on all sequences in schema public to ${name}`.execute(db);
  await sql`revoke update, delete on "log_entry" from ${name}`.execute(db);
}
