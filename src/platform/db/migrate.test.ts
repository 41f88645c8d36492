import { readdir, rm } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import { modules } from '#modules/index.ts';
import { defineModule } from '#platform/module.ts';
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

describe.runIf(process.env.AIMS_TEST_DB !== 'postgres')('an upgrade of a data folder', () => {
  /** The instance as a later version opens it, with migrations that this one does not know. */
  const instance = (own: TestApp, later: Record<string, Migration>) =>
    openInstance({
      folder: own.folder,
      log: pino({ level: 'silent' }),
      clock: own.clock,
      modules: [...modules, defineModule({ name: 'later', title: 'Later', migrations: () => later })],
    });
  const nothing: Migration = { up: async () => {} };

  test('copies the data before it changes it, and keeps three such copies', async () => {
    const own = await makeTestApp({ modules });
    await own.as('governance-officer').post('/suppliers', { name: 'There before' });
    await own.runtime.db.close();
    const later: Record<string, Migration> = {};
    for (const name of ['later-0001', 'later-0002', 'later-0003', 'later-0004', 'later-0005']) {
      own.clock.advanceDays(1);
      later[name] = nothing;
      await (await instance(own, later)).db.close();
    }
    const copies = (await readdir(own.folder)).filter((each) => each.startsWith('before-upgrade-')).sort();
    expect(copies).toHaveLength(3);
    expect(copies.at(-1)).toMatch(/^before-upgrade-2026-11-29T/);
    await rm(own.folder, { recursive: true, force: true });
  });

  test('that fails leaves the data as it was, for the version of before', async () => {
    const own = await makeTestApp({ modules });
    const officer = own.as('governance-officer');
    const { body: made } = await officer.post('/suppliers', { name: 'There before' });
    await own.runtime.db.close();
    await expect(
      instance(own, {
        'later-0001': {
          up: async (db: Kysely<unknown>) => {
            await sql`create table "half_done" ("id" text)`.execute(db);
            await sql`update "supplier" set "nothing" = 1`.execute(db);
          },
        },
      }),
    ).rejects.toMatchObject({ code: 'upgrade-failed' });
    const before = await instance(own, {});
    const tables = await before.db.admin(async (db) =>
      (await db.introspection.getTables()).map((each) => each.name),
    );
    expect(tables).not.toContain('half_done');
    const row = await before.db.read(own.org, (q) =>
      (q as unknown as Kysely<{ supplier: { id: string; name: string } }>)
        .selectFrom('supplier')
        .select('name')
        .where('id', '=', made.id)
        .executeTakeFirst(),
    );
    expect(row).toMatchObject({ name: 'There before' });
    await before.db.close();
    await rm(own.folder, { recursive: true, force: true });
  });
});
