import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

/** A report that counts for a second or more, as a scan. */
const COUNTED = 20_000_000;
const report = () =>
  app.runtime.db.scan(app.org, async (q) => {
    const { rows } = await sql<{ n: number }>`
      with recursive "c"("i") as (select 1 union all select "i" + 1 from "c" where "i" < ${sql.lit(COUNTED)})
      select count(*) as "n" from "c"`.execute(q as unknown as Kysely<unknown>);
    return Number(rows[0]!.n);
  });

test('a slow report does not hold up who reads or writes a record meanwhile', async () => {
  const officer = app.as('governance-officer');
  const { body: made } = await officer.post('/suppliers', { name: 'Read meanwhile' });
  let over = false;
  const slow = report().finally(() => {
    over = true;
  });
  let reads = 0;
  let writes = 0;
  while (!over && reads < 200) {
    expect((await officer.get(`/suppliers/${made.id}`)).status).toBe(200);
    reads += 1;
    if (reads % 50 === 0) {
      expect((await officer.post('/suppliers', { name: `Written meanwhile ${reads}` })).status).toBe(200);
      writes += 1;
    }
  }
  // Behind the report none of them would have been answered before it.
  expect({ over, reads, writes }).toEqual({ over: false, reads: 200, writes: 4 });
  expect(await slow).toBe(COUNTED);
});
