import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstance } from '#apps/server/compose.ts';
import { modules as all } from '#modules/index.ts';
import type { AppModule } from '#platform/module.ts';
import { createTestDatabase, databaseNamed, type TestDatabase } from './postgres.ts';

/** Where an instance of a test lies: a folder of its own, and on PostgreSQL a database of its own. */
export type TestPlace = {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly databaseAdminUrl: string | undefined;
  readonly remove: () => Promise<void>;
};

/**
 * A place for an instance of these modules. Its schema is there already, as the migrations made it when the run first
 * asked for it; a module that does not ship brings its own, and is migrated as at any start.
 */
export async function makePlace(modules: readonly AppModule[] = all): Promise<TestPlace> {
  const known = process.env.AIMS_TEST_RUN !== undefined && modules.every((each) => all.includes(each));
  const key = createHash('sha256')
    .update(modules.map(({ name }) => name).join())
    .digest('hex')
    .slice(0, 16);
  const folder = await mkdtemp(join(tmpdir(), 'aims-test-'));
  if (process.env.AIMS_TEST_DB !== 'postgres') {
    if (known) await copyFile(await sqliteSchema(key, modules), join(folder, 'aims.db'));
    return placeOf(folder, null);
  }
  const template =
    known && process.env.AIMS_TEST_POSTGRES_OWN ? await postgresSchema(key, modules) : undefined;
  return placeOf(folder, await createTestDatabase({ ...(template && { template }) }));
}

function placeOf(folder: string, database: TestDatabase | null): TestPlace {
  return {
    folder,
    databaseUrl: database?.url,
    databaseAdminUrl: database?.adminUrl,
    remove: async () => {
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function sqliteSchema(key: string, modules: readonly AppModule[]): Promise<string> {
  const schema = join(process.env.AIMS_TEST_RUN!, `${key}.db`);
  if (await stat(schema).catch(() => null)) return schema;
  const folder = join(process.env.AIMS_TEST_RUN!, randomUUID());
  await (await openInstance({ folder, modules })).db.close();
  // Whoever else made it meanwhile made the same.
  await rename(join(folder, 'aims.db'), schema);
  return schema;
}

async function postgresSchema(key: string, modules: readonly AppModule[]): Promise<string> {
  const name = `aims_schema_${key}`;
  await databaseNamed(name, async () => {
    const database = await createTestDatabase();
    const folder = join(process.env.AIMS_TEST_RUN!, randomUUID());
    const { url: databaseUrl, adminUrl: databaseAdminUrl } = database;
    await (await openInstance({ folder, databaseUrl, databaseAdminUrl, modules })).db.close();
    return database;
  });
  return name;
}
