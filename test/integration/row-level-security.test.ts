import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import type { Runtime } from '#platform/instance.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';

/**
 * Tables with an `org_id` that no organisation keys: workers scan jobs and how far webhooks have come, which hold ids
 * (spine.md 1), and a link that somebody opens is looked up by its hash before anybody knows whose it is.
 */
const SCANNED = ['job', 'one_time_token', 'calendar_token', 'card_address', 'webhook_cursor', 'sso_domain'];

type Row = Readonly<Record<string, unknown>>;

/** The second wall exists on PostgreSQL only; on SQLite there is nothing to look at. */
describe.runIf(process.env.AIMS_TEST_DB === 'postgres')('row-level security', () => {
  let app: TestApp;
  let other: string;
  const inside = (org: string | null, text: string, params: readonly unknown[] = []): Promise<Row[]> =>
    app.runtime.db.write(org, ({ exec }) => exec(text, params));
  const asOwner = async (text: string): Promise<Row[]> =>
    app.runtime.db.admin(async (db) => (await sql.raw<Row>(text).execute(db)).rows);

  beforeAll(async () => {
    app = await makeTestApp();
    const second = await app.otherOrganisation();
    other = second.org;
    await app.as('governance-officer').post('/suppliers', { name: 'Ours' });
    await second.officer.post('/suppliers', { name: 'Theirs' });
  });
  afterAll(() => app.close());

  test('a query that forgets its organisation sees only the one that was entered', async () => {
    for (const table of ['supplier', 'person', 'record', 'record_head', 'log', 'log_entry', 'log_key']) {
      const all = await asOwner(`select distinct "org_id" from "${table}"`);
      expect([...new Set(all.map((row) => row.org_id))], table).toEqual(
        expect.arrayContaining([app.org, other]),
      );
      const seen = await inside(app.org, `select distinct "org_id" from "${table}"`);
      expect(seen, table).toEqual([{ org_id: app.org }]);
    }
    const read = await app.runtime.db.read(app.org, (q) => q.selectFrom('record').select('org_id').execute());
    expect(new Set(read.map((row) => row.org_id))).toEqual(new Set([app.org]));
  });

  test('a connection that entered no organisation sees none', async () => {
    expect(await inside(null, `select * from "supplier"`)).toEqual([]);
    expect(await app.runtime.db.auth.selectFrom('record').selectAll().execute()).toEqual([]);
    // Pooled connections keep nothing of the organisation that was entered before.
    await inside(other, `select 1 from "supplier"`);
    expect(await app.runtime.db.authRead.selectFrom('log_entry').selectAll().execute()).toEqual([]);
  });

  test('nothing of another organisation can be written, changed or taken away', async () => {
    const before = await asOwner(`select * from "supplier" order by "org_id", "id"`);
    await expect(
      inside(app.org, `insert into "record" ("org_id","id","type","ref") values (?,?,?,?)`, [
        other,
        'sup_stranger',
        'supplier',
        'SUP-9999',
      ]),
    ).rejects.toThrow('row-level security');
    expect(
      await inside(app.org, `update "log" set "size" = "size" where "org_id" = ? returning "org_id"`, [
        other,
      ]),
    ).toEqual([]);
    expect(
      await inside(app.org, `delete from "counter" where "org_id" = ? returning "org_id"`, [other]),
    ).toEqual([]);
    await expect(
      inside(app.org, `update "counter" set "org_id" = ? where "name" = 'supplier'`, [other]),
    ).rejects.toThrow('row-level security');
    expect(await asOwner(`select * from "supplier" order by "org_id", "id"`)).toEqual(before);
  });

  test('every table with an organisation has the policy, for reading and for writing', async () => {
    const tables = await asOwner(`
      select c.relname as name, c.relrowsecurity as on, p.polname as policy, pg_get_expr(p.polqual, p.polrelid) as using,
        pg_get_expr(p.polwithcheck, p.polrelid) as checks, p.polpermissive as permissive
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
      left join pg_policy p on p.polrelid = c.oid
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by c.relname`);
    expect(tables.length).toBeGreaterThan(15);
    const keyed = tables.filter((table) => !SCANNED.includes(String(table.name)));
    for (const table of keyed) {
      expect(table.on, `${table.name} is walled`).toBe(true);
      for (const rule of [table.using, table.checks])
        expect(String(rule), String(table.name)).toBe("(org_id = current_setting('app.org'::text, true))");
    }
    // A second permissive policy would be one more way in.
    expect(new Set(keyed.map((table) => table.name)).size).toBe(keyed.length);
  });

  test('the role that serves can neither pass the wall nor take it down', async () => {
    const [role] = await inside(
      app.org,
      `select current_user as name, r.rolsuper, r.rolbypassrls from pg_roles r where r.rolname = current_user`,
    );
    expect(role).toEqual({ name: 'aims_app', rolsuper: false, rolbypassrls: false });
    await expect(inside(app.org, `alter table "supplier" disable row level security`)).rejects.toThrow(
      'must be owner',
    );
    await expect(inside(app.org, `delete from "log_entry"`)).rejects.toThrow('permission denied');
  });

  test('an instance does not start with a role that row-level security does not hold', async () => {
    const database = await createTestDatabase();
    const open = (databaseUrl: string): Promise<Runtime> =>
      openInstance({ folder: app.folder, databaseUrl, databaseAdminUrl: database.adminUrl });
    try {
      await expect(open(database.adminUrl)).rejects.toMatchObject({ code: 'unsafe-database-role' });
      const superuser = new URL(process.env.AIMS_TEST_POSTGRES_URL!);
      superuser.pathname = `/${database.name}`;
      await expect(open(superuser.href)).rejects.toThrow('is a superuser');
      const right = await open(database.url);
      await right.db.close();
    } finally {
      await database.drop();
    }
  });
});
