import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '#kernel/errors.ts';
import type { Database } from './database.ts';
import type { PlatformTables } from './tables.ts';

/**
 * Brings the schema forward. Never back: an older program refuses a newer schema.
 * @param appRole on PostgreSQL the role that serves requests and gets its grants here
 * @throws AppError `newer-schema` when the data holds a migration this program does not know
 */
export async function migrate(
  database: Database,
  migrations: Record<string, Migration>,
  appRole: string | null,
): Promise<readonly string[]> {
  return database.admin(async (db) => {
    await refuseNewer(db, migrations);
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
    if (appRole !== null && done.length > 0) await grant(db, appRole);
    return done;
  });
}

async function refuseNewer(db: Kysely<PlatformTables>, migrations: Record<string, Migration>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const { rows } = await sql<{ name: string }>`select "name" from "kysely_migration"`.execute(db);
  const unknown = rows.map((row) => row.name).filter((name) => !(name in migrations));
  if (unknown.length > 0)
    throw new AppError(
      'newer-schema',
      `This data was written by a newer OpenAIMS (it knows ${unknown.join(', ')}).`,
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
