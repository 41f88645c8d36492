import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instance, openInstance } from '#apps/server/compose.ts';
import { createDemo } from '#apps/server/demo/demo.ts';
import { AppError } from '#kernel/errors.ts';
import { person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { supplier } from '#modules/supplier/contract.ts';
import { acceptInvitation, showInvitation } from '#platform/auth/invitations.ts';
import { encodeCell } from '#platform/backup/format.ts';
import { reopenOrganisation } from '#platform/handover/close.ts';
import { exportOrganisation } from '#platform/handover/export.ts';
import { moves } from '#platform/handover/fate.ts';
import { type Imported, importOrganisation } from '#platform/handover/import.ts';
import type { Runtime } from '#platform/instance.ts';
import { persons } from '#platform/people-tables.ts';
import { perform, reading, writing } from '#platform/runtime.ts';
import { makeCheckpoint } from '#platform/trail/checkpoint-store.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import { fakeClock, makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';

const VOGT = 'Dr. Helene Vogt';
const PASSPHRASE = 'a passphrase for tests only';
const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

let app: TestApp;
let folder: string;
const open: { readonly close: () => Promise<void> }[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-handover-'));
  app = await makeTestApp();
}, 60_000);
afterAll(async () => {
  for (const each of open) await each.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Another instance: on SQLite, or on a PostgreSQL database of its own. */
async function instance(engine: 'sqlite' | 'postgres'): Promise<Instance> {
  const own = await mkdtemp(join(tmpdir(), 'aims-elsewhere-'));
  const pg = engine === 'postgres' ? await createTestDatabase() : null;
  const made = await openInstance({
    folder: own,
    clock: fakeClock('2026-11-25T09:00:00.000Z'),
    origin: 'elsewhere.example',
    databaseUrl: pg?.url,
    databaseAdminUrl: pg?.adminUrl,
  });
  open.push({
    close: async () => {
      await made.db.close();
      await pg?.drop();
      await rm(own, { recursive: true, force: true });
    },
  });
  return made;
}

/** Every row of an organisation in every table that moves, as text that is the same on both engines. */
async function rowsOf(runtime: Runtime, org: string): Promise<Readonly<Record<string, readonly string[]>>> {
  return runtime.db.admin(async (db) => {
    const found: Record<string, string[]> = {};
    for (const table of await db.introspection.getTables()) {
      const columns = table.columns.map((column) => column.name).sort();
      if (!columns.includes('org_id') || !moves({ name: table.name, columns })) continue;
      const { rows } = await sql<
        Record<string, unknown>
      >`select * from ${sql.table(table.name)} where "org_id" = ${org}`.execute(db);
      found[table.name] = rows
        .map((row) => JSON.stringify(columns.map((column) => [column, encodeCell(row[column])])))
        .sort();
    }
    return found;
  });
}

/** The rows without what the take-over itself wrote: one entry, one version of the organisation, the log's new end. */
function asItCame(
  rows: Readonly<Record<string, readonly string[]>>,
  size: number,
): Readonly<Record<string, readonly string[]>> {
  const cell = (row: string, name: string) =>
    (JSON.parse(row) as [string, unknown][]).find(([column]) => column === name)?.[1];
  return Object.fromEntries(
    Object.entries(rows)
      .filter(([name]) => name !== 'log')
      .map(([name, all]) => [
        name,
        all
          .filter(
            (row) =>
              Number(cell(row, 'from_seq') ?? cell(row, 'seq') ?? 0) < size || name === 'change_position',
          )
          .map((row) => row.replace(`["to_seq",${size}]`, '["to_seq",null]'))
          .sort(),
      ]),
  );
}

async function sizeAndRoot(runtime: Runtime, org: string) {
  const [row] = await runtime.db.write(org, ({ exec }) =>
    exec(`select * from "log" where "org_id" = ? order by "epoch" desc limit 1`, [org]),
  );
  return {
    size: Number(row!.size) + Number(row!.startSeq),
    publicKey: String(row!.publicKey),
    epoch: Number(row!.epoch),
  };
}

const handOver = (runtime: Runtime, org: string, target: string) =>
  exportOrganisation(runtime, {
    org,
    target,
    passphrase: PASSPHRASE,
    to: 'The other house',
    actor: operator,
    version: '0.1.0',
  });

describe('a handed-over organisation', () => {
  let org: string;
  let there: Instance;
  let source: Readonly<Record<string, readonly string[]>>;
  let came: Imported;
  let old: string;

  beforeAll(async () => {
    org = await createDemo(app.runtime);
    // A line separator inside a text is no line end of the file.
    await writing(app.runtime, { org, actor: operator, operation: 'supplier.create' }, (tx) =>
      tx.insert(supplier, {
        name: 'Zeilen\u2028und\u2029Absätze',
        supplies: null,
        country: null,
        contract: null,
        ownerId: null,
      }),
    );
    await writing(app.runtime, { org, actor: operator, operation: 'person.update' }, async (tx) => {
      const [row] = await tx.q
        .selectFrom(persons(tx).as('p'))
        .select('p.id')
        .where('p.name', '=', VOGT)
        .execute();
      await tx.update(
        person,
        { id: row!.id },
        { email: 'Vogt@nordlicht.example', authUserId: 'account-of-before' },
      );
    });
    old = await makeCheckpoint(app.runtime, org, 'Before the hand-over');
    const file = join(folder, 'demo.aims');
    const made = await handOver(app.runtime, org, file);
    expect(made).toMatchObject({ kind: 'hand-over' });
    source = await rowsOf(app.runtime, org);
    there = await instance('sqlite');
    came = await importOrganisation(there, { file, passphrase: PASSPHRASE });
  }, 120_000);

  test('is there row by row: versions, links, heads, counters, salts, entries, checkpoints', async () => {
    const { size } = await sizeAndRoot(app.runtime, org);
    const target = asItCame(await rowsOf(there, org), size);
    const { log: _log, ...same } = source;
    expect(Object.keys(target)).toEqual(Object.keys(same));
    for (const [name, rows] of Object.entries(same)) expect([name, target[name]]).toEqual([name, rows]);
    expect(Object.values(same).filter((rows) => rows.length > 0).length).toBeGreaterThan(50);
  });

  test('verifies green, goes on in the same epoch under the same key, and says where it came from', async () => {
    const here = await sizeAndRoot(app.runtime, org);
    const now = await sizeAndRoot(there, org);
    expect(now).toEqual({ ...here, size: here.size + 1 });
    expect(came.verified[0]).toMatch(/entries and every record agree/);
    expect((await verifyTrail(there, org)).answer).toBe('ok');
    expect((await verifyTrail(there, org, { against: old })).answer).toBe('ok');
    const signed = await makeCheckpoint(there, org, 'There');
    expect((await verifyTrail(there, org, { against: signed })).answer).toBe('ok');
    const [last] = await there.db.write(org, ({ exec }) =>
      exec(`select "operation" from "log_entry" where "org_id" = ? order by "seq" desc limit 1`, [org]),
    );
    expect(last!.operation).toBe('organisation.takeOver');
  });

  test('lets people in again as who they are: invited, linked, with the roles they had', async () => {
    const actor = { ...operator, via: 'operator' as const };
    const known = await reading(there, { org, actor }, (ctx) =>
      ctx.q
        .selectFrom(persons(ctx).as('p'))
        .select('p.id')
        .where('p.name', '=', VOGT)
        .executeTakeFirstOrThrow(),
    );
    const operations = there.registry.modules.flatMap((module) => module.operations);
    const again = () =>
      perform(
        there,
        { org, actor },
        {
          operation: operations.find((each) => each.endpoint.id === 'person.inviteAgain')!,
          input: { id: known.id, byMail: false },
        },
      ) as Promise<{ token: string }>;
    const { token } = await again();
    expect(await showInvitation(there, token)).toMatchObject({ roles: ['Top management'] });
    await acceptInvitation(there, await there.accounts.auth(), {
      token,
      input: { name: VOGT, password: 'correct horse battery staple 42' },
      slowly: (_account, run) => run(),
    });
    const people = await reading(there, { org, actor }, (ctx) =>
      ctx.q
        .selectFrom(persons(ctx).as('p'))
        .select(['p.id', 'p.authUserId'])
        .where('p.name', '=', VOGT)
        .execute(),
    );
    expect(people).toHaveLength(1);
    expect(people[0]!.authUserId).not.toBe('account-of-before');
    await expect(again()).rejects.toThrow('has an account here');
  });

  test('takes no further entry at the source, whatever asks', async () => {
    const write = () =>
      writing(app.runtime, { org, actor: operator, operation: 'supplier.create' }, (tx) => tx.takeTurn());
    await expect(write()).rejects.toThrow('handed over to The other house');
    expect((await app.runtime.organisations.get(org)).handedOver?.to).toBe('The other house');
    expect((await verifyTrail(app.runtime, org)).answer).toBe('ok');
  });

  test('is refused where it is already', async () => {
    await expect(
      importOrganisation(there, { file: join(folder, 'demo.aims'), passphrase: PASSPHRASE }),
    ).rejects.toThrow('on this instance already');
  });

  test('goes on to a third instance, of the other engine where there is one', async () => {
    const third = await instance(app.runtime.db.engine);
    const file = join(folder, 'on.aims');
    await handOver(there, org, file);
    const rows = await rowsOf(there, org);
    await importOrganisation(third, { file, passphrase: PASSPHRASE });
    const { size } = await sizeAndRoot(there, org);
    const { log: _log, ...same } = rows;
    expect(asItCame(await rowsOf(third, org), size)).toEqual(same);
    expect((await verifyTrail(third, org, { against: old })).answer).toBe('ok');
  }, 60_000);

  test('can be opened again at the source when nothing came of it, and only then', async () => {
    await reopenOrganisation(app.runtime, { org, actor: operator });
    await expect(reopenOrganisation(app.runtime, { org, actor: operator })).rejects.toThrow(
      'not handed over',
    );
    expect((await verifyTrail(app.runtime, org)).answer).toBe('ok');
  });
});

describe('a copy', () => {
  let file: string;
  beforeAll(async () => {
    const officer = app.as('governance-officer');
    await officer.raw('/evidence-files?fileName=proof.txt', {
      method: 'POST',
      body: 'the proof',
      headers: { 'content-type': 'application/octet-stream' },
    });
    file = join(folder, 'copy.aims');
  });

  test('is made while people work, opens an epoch with its own key, and carries the files', async () => {
    const officer = app.as('governance-officer');
    const [made] = await Promise.all([
      exportOrganisation(app.runtime, {
        org: app.org,
        target: file,
        passphrase: PASSPHRASE,
        actor: operator,
        version: '0.1.0',
      }),
      ...Array.from({ length: 20 }, (_, i) => officer.post('/suppliers', { name: `While ${i}` })),
    ]);
    expect(made).toMatchObject({ kind: 'copy', files: 1 });
    expect((await officer.post('/suppliers', { name: 'It goes on here' })).status).toBe(200);
    const there = await instance('sqlite');
    const came = await importOrganisation(there, { file, passphrase: PASSPHRASE });
    expect(came).toMatchObject({ kind: 'copy', files: 1, entries: made.entries });
    const here = await sizeAndRoot(app.runtime, app.org);
    const copy = await sizeAndRoot(there, app.org);
    expect(copy.epoch).toBe(here.epoch + 1);
    expect(copy.publicKey).not.toBe(here.publicKey);
    const verified = await verifyTrail(there, app.org);
    expect(verified.answer).toBe('ok');
    expect(verified.sentences.join(' ')).toContain('restored or copied 1 times');
    const entries = await there.db.write(app.org, ({ exec }) =>
      exec(`select "operation" from "log_entry" where "org_id" = ? order by "seq" desc limit 2`, [app.org]),
    );
    expect(entries.map((row) => row.operation)).toEqual([
      'organisation.importCopy',
      'organisation.importCopy',
    ]);
    const [evidence] = await there.db.write(app.org, ({ exec }) =>
      exec(`select "fileHash" from "evidence" where "org_id" = ? and "fileHash" is not null`, [app.org]),
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of await there.files.stream(app.org, String(evidence!.fileHash)))
      chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('the proof');
  });

  test('opens with its passphrase alone, and a passphrase has twelve characters', async () => {
    const there = await instance('sqlite');
    await expect(importOrganisation(there, { file, passphrase: 'not the passphrase' })).rejects.toThrow(
      'passphrase is another one',
    );
    await expect(
      exportOrganisation(app.runtime, {
        org: app.org,
        target: join(folder, 'short.aims'),
        passphrase: 'short',
        to: 'Nobody',
        actor: operator,
        version: '0.1.0',
      }),
    ).rejects.toThrow('at least 12 characters');
    expect((await app.runtime.organisations.get(app.org)).handedOver).toBeNull();
  });

  test('is refused when any byte of it is another one, or it ends early, and nothing is kept', async () => {
    const there = await instance('sqlite');
    const whole = await readFile(file);
    const altered = join(folder, 'altered.aims');
    const refused = async () => {
      const error = await importOrganisation(there, { file: altered, passphrase: PASSPHRASE }).then(
        () => null,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(AppError);
      expect(await there.organisations.all()).toEqual([]);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.nat(whole.length - 1), fc.nat(1600), fc.constant(whole.length - 1)),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const bytes = Buffer.from(whole);
          bytes[at]! ^= by;
          await writeFile(altered, bytes);
          await refused();
        },
      ),
      { numRuns: 25 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await writeFile(altered, whole);
        await truncate(altered, length);
        await refused();
      }),
      { numRuns: 10 },
    );
    await writeFile(altered, Buffer.concat([whole, Buffer.alloc(512)]));
    await refused();
  }, 120_000);

  test('of a newer format is refused by name', async () => {
    const bytes = await readFile(file);
    bytes.write('seal-2', 0);
    // The sum of a tar header is over its bytes: one more in the name, one more in the sum.
    const sum = Number.parseInt(bytes.toString('latin1', 148, 154), 8) + 1;
    bytes.write(sum.toString(8).padStart(6, '0'), 148, 'latin1');
    const newer = join(folder, 'newer.aims');
    await writeFile(newer, bytes);
    await expect(
      importOrganisation(await instance('sqlite'), { file: newer, passphrase: PASSPHRASE }),
    ).rejects.toThrow('written by a newer OpenAIMS');
  });

  test('with a migration that is not known here is refused, and says which', async () => {
    const there = await instance('sqlite');
    await there.db.admin((db) =>
      sql`delete from "kysely_migration" where "name" = 'people-0002'`.execute(db).then(() => undefined),
    );
    await expect(importOrganisation(there, { file, passphrase: PASSPHRASE })).rejects.toThrow('people-0002');
  });
});

test('every table that belongs to an organisation has a stated fate', async () => {
  const undecided = await app.runtime.db.admin(async (db) =>
    (await db.introspection.getTables()).flatMap((table) => {
      const columns = table.columns.map((column) => column.name);
      if (!columns.includes('org_id')) return [];
      try {
        moves({ name: table.name, columns });
        return [];
      } catch {
        return [table.name];
      }
    }),
  );
  expect(undecided).toEqual([]);
});
