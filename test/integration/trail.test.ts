import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/policy.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { supplier } from '#modules/supplier/contract.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { trailModule } from '#modules/trail/module.ts';
import { writing } from '#platform/runtime.ts';
import { makeCheckpoint } from '#platform/trail/checkpoint-store.ts';
import { leafHash, leafText, parseLeaf } from '#platform/trail/leaf.ts';
import { append, emptyFrontier, encodeFrontier } from '#platform/trail/merkle.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

const modules = [supplierModule, evidenceModule, trailModule];
const postgres = process.env.AIMS_TEST_DB === 'postgres';

/** Somebody who owns the disk: past triggers, past row-level security. */
async function behindTheBack(
  app: TestApp,
  statements: readonly (readonly [string, readonly unknown[]])[],
): Promise<void> {
  if (postgres) {
    const client = new pg.Client({ connectionString: app.adminUrl });
    await client.connect();
    for (const [text, params] of statements) {
      const table = /(?:update|into|from) "(\w+)"/.exec(text)![1]!;
      let n = 0;
      await client.query(`alter table "${table}" disable trigger user`);
      await client.query(
        text.replace(/\?/g, () => `$${++n}`),
        [...params],
      );
      await client.query(`alter table "${table}" enable trigger user`);
    }
    await client.end();
    return;
  }
  const db = new DatabaseSync(join(app.folder, 'aims.db'), { timeout: 2000 });
  const triggers = db.prepare(`select name, sql from sqlite_master where type = 'trigger'`).all() as {
    name: string;
    sql: string;
  }[];
  for (const trigger of triggers) db.exec(`drop trigger "${trigger.name}"`);
  for (const [text, params] of statements) db.prepare(text).run(...(params as never[]));
  for (const trigger of triggers) db.exec(trigger.sql);
  db.close();
}

async function someHistory(): Promise<TestApp> {
  const app = await makeTestApp({ modules });
  const officer = app.as('governance-officer');
  const { body: a } = await officer.post('/suppliers', { name: 'Alpha', country: 'Austria' });
  const { body: b } = await officer.post('/suppliers', { name: 'Beta' });
  await officer.patch(`/suppliers/${a.id}`, { version: 1, country: 'Belgium' });
  const { body: proof } = await officer.post('/evidence', { title: 'Contract', url: 'https://example.org' });
  await officer.post(`/evidence/${proof.id}/links`, { recordId: a.id });
  await officer.post(`/evidence/${proof.id}/links`, { recordId: b.id });
  await officer.delete(`/evidence/${proof.id}/links`, { recordId: b.id });
  const { body: c } = await officer.post('/suppliers', { name: 'Gamma' });
  await officer.delete(`/suppliers/${c.id}`, { version: 1 });
  return app;
}

describe('whoever tampers is found', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await someHistory();
    return () => app.close();
  });
  const answer = (options = {}) => verifyTrail(app.runtime, app.org, options);

  test('an untouched log and its records agree', async () => {
    expect(await answer()).toMatchObject({ answer: 'ok', findings: [], erased: 0 });
  });

  test.each<[string, string, readonly unknown[], string]>([
    ['a value', `update "supplier" set "country" = 'Chad' where "version" = 2`, [], 'changed'],
    [
      'an old value',
      `update "supplier" set "country" = 'Chad' where "name" = 'Alpha' and "version" = 1`,
      [],
      'changed',
    ],
    ['an emptied value', `update "supplier" set "country" = null where "version" = 2`, [], 'missing'],
    [
      'a value that was empty',
      `update "supplier" set "contract" = 'made up' where "name" = 'Beta'`,
      [],
      'extra',
    ],
    ['the salts', `update "supplier" set "salts" = ? where "name" = 'Beta'`, [new Uint8Array(48)], 'changed'],
    ['a row taken out', `delete from "supplier" where "name" = 'Beta'`, [], 'missing'],
    [
      'a row put in',
      `insert into "supplier" ("org_id","id","version","from_seq","to_seq","salts","ref","name") select "org_id",'sup_made-up',1,"from_seq",null,"salts",'SUP-0099','Forged' from "supplier" where "name" = 'Beta'`,
      [],
      'extra',
    ],
    ['an end moved', `update "supplier" set "to_seq" = null where "name" = 'Gamma'`, [], 'changed'],
    [
      'a beginning moved',
      `update "supplier" set "from_seq" = "from_seq" - 1 where "name" = 'Beta'`,
      [],
      'missing',
    ],
    ['a link turned round', `update "link" set "from_id" = "to_id", "to_id" = "from_id"`, [], 'changed'],
    ['a link closed', `update "link" set "to_seq" = 1 where "to_seq" is null`, [], 'changed'],
    ['a head', `update "record_head" set "title" = 'Someone else' where "title" = 'Beta'`, [], 'changed'],
    ['a reference', `update "record" set "ref" = 'SUP-0042' where "ref" = 'SUP-0001'`, [], 'changed'],
    [
      'the author of an entry',
      `update "log_entry" set "actor" = 'prs_someone' where "seq" = 5`,
      [],
      'changed',
    ],
    [
      'the text of an entry',
      `update "log_entry" set "text" = replace("text", '"via":"session"', '"via":"key"')`,
      [],
      'changed',
    ],
    ['an entry taken out', `delete from "log_entry" where "seq" = 3`, [], 'missing'],
    [
      'the last entry taken out',
      `delete from "log_entry" where "seq" = (select max("seq") from "log_entry")`,
      [],
      'missing',
    ],
    ['the root', `update "log" set "frontier" = ?`, [encodeFrontier(emptyFrontier())], 'changed'],
  ])('%s', async (_what, text, params, kind) => {
    await behindTheBack(app, [[text, params]]);
    const result = await answer();
    expect(result.answer).toBe('tampered');
    expect(result.findings.map((finding) => finding.kind)).toContain(kind);
  });

  test('also in a log that is read in several parts, one operation across two of them', async () => {
    const importer: Actor = { id: null, name: 'An import', via: 'import', roles: [] };
    const fields = { supplies: null, country: null, contract: null, ownerId: null };
    for (const count of [1990, 4100, 20]) {
      const call = { org: app.org, actor: importer, operation: 'supplier.create' };
      await writing(app.runtime, call, async (tx) => {
        for (let n = 0; n < count; n += 1) await tx.insert(supplier, { ...fields, name: `${n} of ${count}` });
      });
    }
    expect(await answer()).toMatchObject({ answer: 'ok', findings: [] });
    const forged = [`3000 of 4100`, `19 of 20`];
    await behindTheBack(app, [[`update "supplier" set "country" = 'Chad' where "name" in (?, ?)`, forged]]);
    expect((await answer()).findings).toEqual([
      expect.objectContaining({ kind: 'extra' }),
      expect.objectContaining({ kind: 'extra' }),
    ]);
  });

  test('two entries in each other’s place', async () => {
    await behindTheBack(app, [
      [`update "log_entry" set "seq" = 100000 where "seq" = 3`, []],
      [`update "log_entry" set "seq" = 3 where "seq" = 4`, []],
      [`update "log_entry" set "seq" = 4 where "seq" = 100000`, []],
    ]);
    expect((await answer()).findings.map((finding) => finding.kind)).toContain('reordered');
  });

  test('whoever rewrites and signs everything is found only by a checkpoint that left the machine', async () => {
    const outside = await makeCheckpoint(app.runtime, app.org, 'Printed and kept in a drawer');
    await rewriteEverything(app);
    const inside = await answer();
    expect(inside.answer).toBe('ok');
    expect(inside.sentences.join(' ')).toContain('cannot be excluded');
    const against = await answer({ against: outside });
    expect(against.answer).toBe('tampered');
    expect(against.sentences.join(' ')).toContain('was rewritten since');
  });

  test('a checkpoint of an earlier state of an honest log is confirmed', async () => {
    const note = await makeCheckpoint(app.runtime, app.org, 'Yesterday');
    await app.as('governance-officer').post('/suppliers', { name: 'Later' });
    expect((await answer({ against: note })).sentences.join(' ')).toContain('is part of this log');
    expect(readFileSync(join(app.folder, 'witness', `${app.org}.txt`), 'utf8')).toContain(
      note.split('\n')[0],
    );
  });

  test('a log whose end was cut off with its root is found by a later checkpoint', async () => {
    const note = await makeCheckpoint(app.runtime, app.org, 'Today');
    await cutOff(app);
    expect((await answer()).findings.length).toBeGreaterThan(0);
    expect((await answer({ against: note })).sentences.join(' ')).toContain('cut off');
  });

  test('a checkpoint with a broken signature is refused', async () => {
    const note = await makeCheckpoint(app.runtime, app.org, 'Today');
    await expect(answer({ against: note.replace(/\n(\d+)\n/, '\n1\n') })).rejects.toThrow('cannot be used');
  });
});

/** Makes another past: one entry's author differs, every hash and root is right again. */
async function rewriteEverything(app: TestApp): Promise<void> {
  const rows = await app.runtime.db.read(app.org, (q) =>
    q.selectFrom('log_entry').select(['seq', 'text']).where('org_id', '=', app.org).orderBy('seq').execute(),
  );
  let frontier = emptyFrontier();
  const statements: [string, unknown[]][] = [];
  for (const row of rows) {
    const leaf = parseLeaf(row.text);
    const text = Number(row.seq) === 5 ? leafText({ ...leaf, operation: 'supplier.forged' }) : row.text;
    frontier = append(frontier, leafHash(text));
    statements.push([
      `update "log_entry" set "text" = ?, "operation" = ? where "org_id" = ? and "seq" = ?`,
      [text, Number(row.seq) === 5 ? 'supplier.forged' : leaf.operation, app.org, Number(row.seq)],
    ]);
  }
  await behindTheBack(app, [
    ...statements,
    [`update "log" set "frontier" = ? where "org_id" = ?`, [encodeFrontier(frontier), app.org]],
  ]);
}

async function cutOff(app: TestApp): Promise<void> {
  const rows = await app.runtime.db.read(app.org, (q) =>
    q.selectFrom('log_entry').select(['seq', 'text']).where('org_id', '=', app.org).orderBy('seq').execute(),
  );
  const kept = rows.slice(0, -1);
  const frontier = kept.reduce((all, row) => append(all, leafHash(row.text)), emptyFrontier());
  await behindTheBack(app, [
    [`delete from "log_entry" where "org_id" = ? and "seq" = ?`, [app.org, Number(rows.at(-1)!.seq)]],
    [
      `update "log" set "size" = ?, "frontier" = ? where "org_id" = ?`,
      [kept.length, encodeFrontier(frontier), app.org],
    ],
  ]);
}

test('triggers stop accidents', async () => {
  const app = await someHistory();
  try {
    const change = (text: string) => app.runtime.db.write(app.org, ({ exec }) => exec(text, []));
    await expect(change(`update "supplier" set "country" = 'Chad'`)).rejects.toThrow();
    await expect(change(`delete from "supplier"`)).rejects.toThrow();
    await expect(change(`update "log_entry" set "text" = 'x'`)).rejects.toThrow();
    await expect(change(`delete from "log_entry"`)).rejects.toThrow();
  } finally {
    await app.close();
  }
});

describe('erasure', () => {
  test('takes the value out of every version, keeps that it was done, and verifies', async () => {
    const app = await makeTestApp({ modules });
    try {
      const admin = app.as('administrator');
      const officer = app.as('data-protection-officer');
      const client = await app.person('Greta Holm', ['staff']);
      const { body: request } = await admin.post('/erasures', {
        recordId: client.personId,
        paths: ['name', 'email'],
        ground: 'GDPR Article 17(1)(a)',
      });
      expect((await admin.post(`/erasures/${request.id}/approve`)).status).toBe(403);
      expect((await app.operator.post(`/erasures/${request.id}/approve`)).status).toBe(403);
      expect((await officer.post(`/erasures/${request.id}/approve`)).body).toEqual({ erased: 1 });
      const rows = await app.runtime.db.write(app.org, ({ exec }) =>
        exec(`select "name" from "person" where "id" = ?`, [client.personId]),
      );
      expect(rows).toEqual([expect.objectContaining({ name: null })]);
      const dump = JSON.stringify(
        await app.runtime.db.write(app.org, ({ exec }) =>
          exec(`select "title" from "record_head" where "id" = ?`, [client.personId]),
        ),
      );
      expect(dump).not.toContain('Greta');
      expect(await verifyTrail(app.runtime, app.org)).toMatchObject({ answer: 'ok', erased: 1 });
      expect(existsSync(join(app.folder, 'erasures.jsonl'))).toBe(true);
      expect((await officer.post(`/erasures/${request.id}/approve`)).status).toBe(409);
    } finally {
      await app.close();
    }
  });

  test('is refused for what is no data about a person', async () => {
    const app = await someHistory();
    try {
      const { body } = await app.as('staff').get('/suppliers?name=Alpha');
      const { body: request } = await app
        .as('administrator')
        .post('/erasures', { recordId: body.rows[0].id, paths: ['country'], ground: 'Embarrassing' });
      expect((await app.as('data-protection-officer').post(`/erasures/${request.id}/approve`)).status).toBe(
        422,
      );
    } finally {
      await app.close();
    }
  });
});

describe('the past', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await makeTestApp({ modules });
  });
  afterAll(() => app.close());

  const step = fc.oneof(
    fc.record({
      act: fc.constant('add' as const),
      name: fc
        .string({ minLength: 1, maxLength: 12 })
        .filter((text) => text.trim() !== '' && !text.includes('\u0000')),
    }),
    fc.record({
      act: fc.constant('change' as const),
      which: fc.nat(9),
      country: fc.constantFrom('Norway', 'Spain', null),
    }),
    fc.record({ act: fc.constant('remove' as const), which: fc.nat(9) }),
    fc.record({ act: fc.constant('link' as const), which: fc.nat(9) }),
    fc.record({ act: fc.constant('unlink' as const), which: fc.nat(9) }),
  );

  test('read as of every position is what was read then', async () => {
    const officer = app.as('governance-officer');
    const { body: proof } = await officer.post('/evidence', {
      title: 'For the links',
      url: 'https://example.org',
    });
    const look = async (at = '') => {
      const { body: list } = await officer.get(`/suppliers?sort=id&limit=1000${at && `&${at}`}`);
      const { body: linked } = await officer.get(`/evidence/${proof.id}/linked${at && `?${at}`}`);
      return {
        at: list.at as number,
        rows: list.rows,
        linked: linked.neighbours?.map((each: { id: string }) => each.id) ?? linked.code,
      };
    };
    const remembered = [await look()];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const each of steps) {
          const { rows } = remembered.at(-1)!;
          const target = rows[each.act === 'add' ? 0 : each.which % Math.max(1, rows.length)];
          if (each.act === 'add') await officer.post('/suppliers', { name: each.name });
          else if (!target) continue;
          else if (each.act === 'change')
            await officer.patch(`/suppliers/${target.id}`, {
              version: target.version,
              country: each.country,
            });
          else if (each.act === 'remove')
            await officer.delete(`/suppliers/${target.id}`, { version: target.version });
          else if (each.act === 'link')
            await officer.post(`/evidence/${proof.id}/links`, { recordId: target.id });
          else await officer.delete(`/evidence/${proof.id}/links`, { recordId: target.id });
          remembered.push(await look());
        }
      }),
      { numRuns: 6 },
    );
    for (const then of remembered) expect(await look(`at=${then.at}`)).toEqual(then);
    expect(await verifyTrail(app.runtime, app.org)).toMatchObject({ answer: 'ok' });
  }, 60_000);
});
