import { afterAll, beforeAll, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules });
});
afterAll(() => app.close());

test('what a register keeps from somebody is in no search, feed, log or neighbourhood of theirs', async () => {
  const engineer = app.as('ai-engineer');
  const officer = app.as('governance-officer');
  const { body: made } = await app.as('staff').post('/use-requests', {
    tool: 'Zanzibar Translator',
    address: null,
    purpose: 'Letters to families',
    dataKinds: ['internal'],
    affected: ['nobody'],
    decisions: 'no',
    alreadyUsed: true,
  });
  expect(made.ref).toMatch(/^USE-/);
  const seenBy = async (who: typeof officer) => {
    const pages = await Promise.all(
      ['/use-requests', '/search?q=Zanzibar', '/search?q=USE-', '/home/changes', '/trail'].map((path) =>
        who.get(path),
      ),
    );
    return pages.map(({ status, body }) =>
      status === 200 ? JSON.stringify(body).includes('Zanzibar') : status,
    );
  };
  expect(await seenBy(officer)).toEqual([true, true, true, true, true]);
  expect(await seenBy(engineer)).toEqual([403, false, false, false, false]);
  const { body: log } = await engineer.get('/trail');
  const entry = log.entries.find((each: { type: string }) => each.type === 'useRequest');
  // The log stays complete for everybody: the entry is there, without whose it is.
  expect(entry).toMatchObject({ title: null, actorName: 'A person' });
});
