import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase, onServer } from '#test/testkit/postgres.ts';
import { postgresDatabase } from './postgres-database.ts';

test.runIf(process.env.AIMS_TEST_DB === 'postgres').each([
  ['the owner, as in a backup', 'snapshot'],
  ['a reader', 'read'],
] as const)(
  'the connection of %s that breaks between two statements fails what it was for, and ends no process',
  async (_who, kind) => {
    const own = await createTestDatabase();
    const db = postgresDatabase(own.url, own.adminUrl);
    const work = async (q: Parameters<Parameters<typeof db.snapshot>[0]>[0]) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(q as never);
      await onServer(process.env.AIMS_TEST_POSTGRES_URL!, (client) =>
        client.query('select pg_terminate_backend($1)', [rows[0]!.pid]),
      );
      // The break arrives while nothing is asked: then there is nobody who could catch it but a listener.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return sql`select 1`.execute(q as never);
    };
    await expect(kind === 'snapshot' ? db.snapshot(work) : db.read('org', work as never)).rejects.toThrow();
    await db.close();
    await own.drop();
  },
);
