import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { supplierModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule] });
});
afterAll(() => app.close());

describe('a register keeps every version and lets the right people write', () => {
  test.each([
    ['governance-officer', 200],
    ['risk-manager', 200],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('%s adding a supplier gets %i', async (role, status) => {
    const answer = await app.as(role).post('/suppliers', { name: `Vision GmbH for ${role}` });
    expect(answer.status).toBe(status);
  });

  test('a change needs the current version, and a conflict shows it', async () => {
    const officer = app.as('governance-officer');
    const { body: made } = await officer.post('/suppliers', { name: 'Nordlicht AI' });
    const changed = await officer.patch(`/suppliers/${made.id}`, { version: 1, country: 'Norway' });
    expect(changed.body).toMatchObject({ version: 2, country: 'Norway', name: 'Nordlicht AI' });
    const late = await officer.patch(`/suppliers/${made.id}`, { version: 1, country: 'Sweden' });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'conflict', data: { current: { country: 'Norway' } } });
    const { body: history } = await officer.get(`/suppliers/${made.ref}/history`);
    expect(history.entries.map((entry: { sentence: string }) => entry.sentence)).toEqual([
      'Person governance-officer changed this supplier: country from nothing to “Norway”',
      'Person governance-officer added this supplier',
    ]);
  });

  test('the past stays readable at its position', async () => {
    const officer = app.as('governance-officer');
    const { body: made } = await officer.post('/suppliers', { name: 'Before' });
    const { body: then } = await officer.get('/suppliers?q=Before&total=true');
    expect(then).toMatchObject({ total: 1 });
    await officer.patch(`/suppliers/${made.id}`, { version: 1, name: 'Afterwards' });
    const { body: past } = await officer.get(`/suppliers/${made.id}?at=${then.at}`);
    expect(past).toMatchObject({ name: 'Before', version: 1 });
    const { body: now } = await officer.get(`/suppliers/${made.id}`);
    expect(now.name).toBe('Afterwards');
  });

  test('a list pages by cursor without losing or repeating a row', async () => {
    const officer = app.as('governance-officer');
    for (let i = 0; i < 7; i += 1)
      // A cursor carries whatever a row is sorted by.
      await officer.post('/suppliers', { name: `Page ${i}\n"said"\\`, country: i % 2 ? 'Spain' : null });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await officer.get(
        `/suppliers?name[contains]=Page&sort=-country,name&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.rows.map((row: { name: string }) => row.name.split('\n')[0]));
      cursor = body.next ?? '';
    } while (cursor);
    expect(seen).toEqual(['Page 1', 'Page 3', 'Page 5', 'Page 0', 'Page 2', 'Page 4', 'Page 6']);
  });
});
