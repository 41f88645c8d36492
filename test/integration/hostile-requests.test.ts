import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules });
});
afterAll(() => app.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const send = (body: BodyInit, headers: Record<string, string> = JSON_TYPE) =>
  app.as('governance-officer').raw('/suppliers', { method: 'POST', body, headers });
const state = async () =>
  (await app.as('governance-officer').get('/suppliers?total=true')).body as { total: number; at: number };

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
}

describe('a hostile body gets a 4xx with cause and advice, and changes nothing', () => {
  test.each<[string, BodyInit, Record<string, string>, number]>([
    ['no JSON at all', 'name=x', JSON_TYPE, 400],
    ['a truncated object', '{"name":"x"', JSON_TYPE, 400],
    ['an array', '[]', JSON_TYPE, 400],
    ['a number', '7', JSON_TYPE, 400],
    ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['XML', '<name>x</name>', { 'content-type': 'text/xml' }, 415],
    ['JSON nested 100 levels deep', nested(100), JSON_TYPE, 400],
    ['JSON nested 50,000 levels deep', nested(50_000), JSON_TYPE, 400],
    ['a prototype key', '{"name":"x","__proto__":{"admin":true}}', JSON_TYPE, 400],
    ['a constructor key', '{"name":"x","constructor":{"prototype":{"admin":true}}}', JSON_TYPE, 400],
    ['a null character', '{"name":"a\\u0000b"}', JSON_TYPE, 400],
    ['half a character', '{"name":"a\\ud800b"}', JSON_TYPE, 400],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), JSON_TYPE, 400],
    ['3 MB of text', JSON.stringify({ name: 'x'.repeat(3_000_000) }), JSON_TYPE, 413],
    ['an unknown field', '{"name":"x","ownerOfAll":true}', JSON_TYPE, 422],
    ['a field nobody may type', '{"name":"x","id":"sup_1"}', JSON_TYPE, 422],
    ['a wrong type', '{"name":{"$gt":""}}', JSON_TYPE, 422],
    ['a text beyond its length', JSON.stringify({ name: 'x'.repeat(201) }), JSON_TYPE, 422],
  ])('%s', async (_what, body, headers, status) => {
    const before = await state();
    const answer = await send(body, headers);
    const problem = (await answer.json()) as Record<string, unknown>;
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(problem).toMatchObject({
      status,
      detail: expect.stringMatching(/\S/),
      next: expect.stringMatching(/\S/),
      trace: expect.stringMatching(/^req_/),
    });
    expect(await state()).toEqual(before);
  });
});

describe('a hostile address is refused or finds nothing', () => {
  test.each([
    ['/suppliers?name[regex]=.*', 422],
    ['/suppliers?nosuchfield=1', 422],
    ['/suppliers?sort=salts', 422],
    ['/suppliers?sort=name);drop table supplier;--', 422],
    ['/suppliers?cursor=abc', 422],
    [`/suppliers?cursor=${Buffer.from('[{"a":1}]').toString('base64url')}`, 422],
    ['/suppliers?limit=100000', 422],
    ['/suppliers?asOf=yesterday', 422],
    ['/suppliers?q=%00', 400],
    ['/suppliers/../../organisation', 404],
    ['/suppliers/SUP-9999', 404],
    ["/suppliers/x'%20or%201=1", 404],
    ['/no-such-register', 404],
  ])('%s answers %i', async (path, status) => {
    const answer = await app.as('governance-officer').get(path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ next: expect.stringMatching(/\S/) });
  });

  test('words with the wildcards of SQL find only themselves', async () => {
    const officer = app.as('governance-officer');
    await officer.post('/suppliers', { name: '100%_sure' });
    await officer.post('/suppliers', { name: 'something else' });
    const names = async (q: string) =>
      (await officer.get(`/suppliers?q=${encodeURIComponent(q)}`)).body.rows.map(
        (row: { name: string }) => row.name,
      );
    expect(await names('%_')).toEqual(['100%_sure']);
    expect(await names('_')).toEqual(['100%_sure']);
    expect(await names("'; --")).toEqual([]);
  });
});

describe('the same request twice', () => {
  test('with a key is done once and answers the same', async () => {
    const officer = app.as('governance-officer');
    const headers = { 'idempotency-key': 'import-7' };
    const first = await officer.post('/suppliers', { name: 'Once' }, headers);
    const second = await officer.post('/suppliers', { name: 'Once' }, headers);
    expect(second.body).toEqual(first.body);
    expect((await officer.get('/suppliers?name=Once&total=true')).body.total).toBe(1);
  });

  test('with a key of another request is refused', async () => {
    const officer = app.as('governance-officer');
    await officer.post('/suppliers', { name: 'First' }, { 'idempotency-key': 'k1' });
    expect(await officer.post('/suppliers', { name: 'Second' }, { 'idempotency-key': 'k1' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-reuse' },
    });
  });

  test('at the same moment is done once', async () => {
    const officer = app.as('governance-officer');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        officer.post('/suppliers', { name: 'Racer' }, { 'idempotency-key': 'race' }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });
});

describe('reading again', () => {
  test('what did not change costs no body', async () => {
    const staff = app.as('staff');
    const first = await staff.get('/suppliers');
    const tag = first.headers.get('etag')!;
    expect((await staff.get('/suppliers', { 'if-none-match': tag })).status).toBe(304);
    await app.as('governance-officer').post('/suppliers', { name: 'News' });
    expect((await staff.get('/suppliers', { 'if-none-match': tag })).status).toBe(200);
  });

  test('the tag of one reader is not the tag of another with other rights', async () => {
    const [a, b] = [
      await app.as('staff').get('/suppliers'),
      await app.as('governance-officer').get('/suppliers'),
    ];
    expect(a.headers.get('etag')).not.toBe(b.headers.get('etag'));
  });
});
