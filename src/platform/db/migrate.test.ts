import { type Kysely, sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

test('data written by a newer version is refused by name, and stays as it was', async () => {
  const names = async () =>
    app.runtime.db.admin(async (db) => {
      const { rows } = await sql<{ name: string }>`select "name" from "kysely_migration"`.execute(db);
      return rows.map((row) => row.name);
    });
  await app.runtime.db.admin((db) =>
    (db as unknown as Kysely<Record<string, Record<string, unknown>>>)
      .insertInto('kysely_migration')
      .values({ name: 'future-0001', timestamp: '2030-01-01T00:00:00.000Z' })
      .execute(),
  );
  const before = await names();
  await expect(
    openInstance({
      folder: app.folder,
      log: pino({ level: 'silent' }),
      clock: app.clock,
      databaseUrl: app.databaseUrl,
      databaseAdminUrl: app.adminUrl,
    }),
  ).rejects.toMatchObject({ code: 'newer-schema', message: expect.stringContaining('future-0001') });
  expect(await names()).toEqual(before);
});
