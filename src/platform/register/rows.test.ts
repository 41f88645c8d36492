import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';

let app: TestApp;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, modelModule, systemModule, riskModule],
  });
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
  fc.constantFrom(
    '=1+1',
    "'=1",
    "'",
    '-3',
    '@x',
    '+49 30',
    'a\nb',
    'a\r\nb',
    '"q"',
    'x;y',
    ' space ',
    '\tTab',
    'yes',
    '7',
    'ö €',
    '(SUP-0001)',
    '{"a":1}',
    'constructor',
    '__proto__',
    '_x000D_',
    'a\ufffdb\ufdd0\u{1fffe}',
    '[]',
  ),
);
const name = text.filter((each) => each.trim() !== '' && !each.includes('\u0000'));
const long = fc.option(
  text.filter((each) => !each.includes('\u0000')),
  { nil: null },
);

async function file(path: string): Promise<Uint8Array> {
  const response = await officer.raw(path);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}
async function send(path: string, body: string | Uint8Array, client = officer) {
  const response = await client.raw(path, {
    method: 'POST',
    body: body as BodyInit,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return { status: response.status, body: await response.json() };
}
const size = async () => (await officer.get('/suppliers?limit=1')).body.at as number;

describe('what one has exported', () => {
  test('changes nothing when it comes in again, whatever stands in the fields, as CSV and as XLSX', async () => {
    const people = (await officer.get('/directory')).body.people ?? [];
    const ownerId = people[0]?.id ?? app.as('risk-manager').personId;
    await fc.assert(
      fc.asyncProperty(
        fc.record({ name, supplies: long, country: long, contract: long, owned: fc.boolean() }),
        fc.record({
          title: name,
          source: long,
          impactDimensions: fc.uniqueArray(fc.constantFrom('fairness', 'privacy', 'a; b', ' x', ''), {
            maxLength: 3,
          }),
        }),
        async ({ owned, ...supplier }, risk) => {
          expect(
            (await officer.post('/suppliers', { ...supplier, ownerId: owned ? ownerId : null })).status,
          ).toBe(200);
          expect((await officer.post('/risks', { kind: 'risk', ...risk, ownerId })).status).toBe(200);
        },
      ),
      { numRuns: 40 },
    );
    const before = await size();
    for (const register of ['suppliers', 'risks'])
      for (const format of ['csv', 'xlsx']) {
        const bytes = await file(`/${register}/rows?format=${format}`);
        const { body } = await send(`/${register}/rows`, bytes);
        expect(body).toMatchObject({ rows: 40, created: 0, updated: 0, unchanged: 40, errors: [] });
      }
    expect(await size()).toBe(before);
  }, 60_000);

  test('holds the rows, order, columns and heads of the list, and cells that a spreadsheet does not run', async () => {
    await officer.post('/suppliers', { name: '=HYPERLINK("http://x")', country: 'Xanadu', supplies: 'b' });
    await officer.post('/suppliers', { name: 'Second', country: 'Xanadu', supplies: 'a' });
    const heads = encodeURIComponent(JSON.stringify({ supplies: 'What it supplies' }));
    const csv = new TextDecoder().decode(
      await file(`/suppliers/rows?country=Xanadu&sort=supplies&columns=supplies,name&heads=${heads}`),
    );
    const [head, first, second] = csv.trim().split('\r\n');
    expect(head).toBe('Reference,What it supplies,Name');
    expect(first).toMatch(/^SUP-\d+,a,Second$/);
    expect(second).toMatch(/^SUP-\d+,b,"'=HYPERLINK\(""http:\/\/x""\)"$/);
    expect((await officer.get('/suppliers/rows?columns=salts')).body).toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('a table that comes in', () => {
  test('says first what it would do, then does it: new rows, changed cells, owners by name', async () => {
    const { body: there } = await officer.post('/suppliers', { name: 'Known', country: 'Norway' });
    const table = `Reference\tName\tCountry\tOwner\n${there.ref}\tKnown\tSweden\tPerson risk-manager\n\tBrand new\tItaly\t\n`;
    const before = await size();
    const preview = await send('/suppliers/rows?preview=true', table);
    expect(preview.body).toMatchObject({
      preview: true,
      created: 1,
      updated: 1,
      unchanged: 0,
      errorCount: 0,
    });
    expect(preview.body.columns).toContainEqual({ column: 'Owner', field: 'ownerId' });
    expect(await size()).toBe(before);
    expect((await send('/suppliers/rows', table)).body).toMatchObject({
      preview: false,
      created: 1,
      updated: 1,
    });
    const { body: after } = await officer.get(`/suppliers/${there.ref}`);
    expect(after).toMatchObject({ version: 2, country: 'Sweden', ownerId: app.as('risk-manager').personId });
    const { body: history } = await officer.get(`/suppliers/${there.ref}/history`);
    expect(history.entries[0].sentence).toMatch(
      /^Person governance-officer brought in this supplier from a table: /,
    );
    expect((await send('/suppliers/rows', table.replace('\tBrand new\tItaly\t\n', ''))).body).toMatchObject({
      unchanged: 1,
    });
  });

  test('names each wrong cell with line, column and what would be right, and leaves that row out', async () => {
    const table =
      'Title,Kind,Likelihood,Owner\nGood one,risk,,\nBad kind,danger,,\nNobody,risk,,Somebody Else\n,risk,,\n';
    const { body } = await send('/risks/rows', table);
    expect(body).toMatchObject({ created: 1, errorCount: 3 });
    expect(body.columns).toContainEqual({ column: 'Likelihood', field: null });
    expect(body.errors.map((each: { line: number; column: string }) => [each.line, each.column])).toEqual([
      [3, 'Kind'],
      [4, 'Owner'],
      [5, ''],
    ]);
    expect(body.errors[1].message).toContain('PER-0001');
  });

  test('is refused as a whole when it is no table, names no column, or is sent by somebody who may not write', async () => {
    expect((await send('/suppliers/rows', 'What,Ever\n1,2\n')).status).toBe(422);
    expect((await send('/suppliers/rows', '')).status).toBe(422);
    expect((await send('/suppliers/rows?mapping=[1]', 'Name\nx\n')).status).toBe(422);
    const hostile = encodeURIComponent(JSON.stringify({ Name: '__proto__' }));
    expect((await send(`/suppliers/rows?mapping=${hostile}`, 'Name\nx\n')).status).toBe(422);
    expect((await send('/suppliers/rows', 'Name\nx\n', app.as('external-auditor'))).status).toBe(403);
    const foreign = (await app.otherOrganisation()).officer;
    await foreign.post('/suppliers', { name: 'Theirs' });
    expect((await send('/suppliers/rows', 'Reference,Name\nSUP-9999,x\n')).body.errors[0].message).toContain(
      'no supplier',
    );
  });
});

describe('an edit of many', () => {
  const make = async (n: number) => {
    const rows: { id: string; version: number; ref: string }[] = [];
    for (let i = 0; i < n; i += 1)
      rows.push((await officer.post('/risks', { kind: 'risk', title: `Many ${i}` })).body);
    return rows;
  };
  const seen = (rows: readonly { id: string; version: number }[]) =>
    rows.map(({ id, version }) => ({ id, version }));

  test('previews and then changes all that may change, each with its own entry, and names the others', async () => {
    const [closed, stale, ...rest] = await make(5);
    await officer.post(`/risks/${closed!.id}/close`, { version: 1, reason: 'Gone with its system' });
    await officer.patch(`/risks/${stale!.id}`, { version: 1, category: 'Privacy' });
    const body = {
      rows: [
        { id: closed!.id, version: 2 },
        { id: stale!.id, version: 1 },
        { id: 'rsk_00000000-0000-7000-8000-000000000000', version: 1 },
        ...seen(rest),
      ],
      change: { category: 'Fairness' },
    };
    const before = await size();
    const preview = await officer.patch('/risks/rows', { ...body, preview: true });
    expect(preview.body).toMatchObject({ preview: true, changed: 3, unchanged: 0 });
    expect(await size()).toBe(before);
    const done = await officer.patch('/risks/rows', body);
    expect(done.body.refused).toEqual(preview.body.refused);
    expect(done.body.refused.map((each: { reason: string }) => each.reason)).toEqual([
      expect.stringContaining('closed risk'),
      expect.stringContaining('since you looked'),
      expect.stringContaining('not there any more'),
    ]);
    expect(await size()).toBe(before + 3);
    for (const { id } of rest) expect((await officer.get(`/risks/${id}`)).body.category).toBe('Fairness');
    expect(await verifyTrail(app.runtime, app.org)).toMatchObject({ answer: 'ok' });
  });

  test.each(['external-auditor', 'staff'] as const)('is refused to %s', async (role) => {
    const rows = await make(2);
    const { status } = await app
      .as(role)
      .patch('/risks/rows', { rows: seen(rows), change: { category: 'x' } });
    expect(status).toBe(403);
  });

  test('never carries an act of authority: states, acceptance and approvals are no fields of it', async () => {
    const rows = await make(1);
    for (const change of [{ state: 'accepted' }, { acceptedBy: 'me' }, { level: 1 }])
      expect((await officer.patch('/risks/rows', { rows: seen(rows), change })).status).toBe(422);
  });
});
