import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import cases from '#catalog/classification.cases.json' with { type: 'json' };
import { modules } from '#modules/index.ts';
import { system } from '#modules/system/contract.ts';
import { followLawDates } from '#modules/system/law-dates.ts';
import { acting, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { changeStage } from './change.testing.ts';

/** Binds from 2 February 2025 (everybody), 2 August 2026 and 2 December 2026; the tests begin in November 2026. */
const LEGACY_CHATBOT = 'Chatbot on the market before August 2026: grace only for marking';
/** Binds from 2 February 2025 (everybody) and 2 December 2027. */
const CV_SCREENING = 'CV screening used by a private employer';
const LAW_DATE = [{ cause: 'system.law-date' }];

let app: TestApp;
let on: Awaited<ReturnType<typeof changeStage>>;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  on = await changeStage(app);
});
afterAll(() => app.close());

/** A system with the answers of a case of the tree, proposed, and an assessed risk of it. */
async function proposed(name: string, of: string) {
  const { answers, facts } = cases.find((each) => each.name === of)!;
  const { body: made } = await on.engineer.post('/systems', { name, ownerId: on.engineer.personId });
  const { status, body } = await on.officer.post(`/systems/${made.id}/classification`, {
    version: 1,
    answers,
    facts,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return { id: made.id as string, risk: (await on.assessed(made.id, `${name} errs`)) as { id: string } };
}

async function confirmed(name: string, of: string) {
  const made = await proposed(name, of);
  await on.confirmed(made.id);
  return made;
}

const systemOf = async (id: string) => (await on.officer.get(`/systems/${id}`)).body;

async function reach(day: string) {
  app.clock.set(`${day}T09:00:00.000Z`);
  return on.recognise();
}

const checkOf = async (id: string, check: string) =>
  (await on.officer.get(`/conformity/records/${id}`)).body.rows.find(
    (each: { check: { id: string } | string }) =>
      (typeof each.check === 'string' ? each.check : each.check.id) === check,
  );

const hands = () =>
  acting(app.runtime, {
    org: app.org,
    actor: { id: null, name: 'OpenAIMS', via: 'job', roles: [] },
    operation: 'system.lawDates',
  });

describe('a date of the law', () => {
  let chatbot: Awaited<ReturnType<typeof confirmed>>;
  let open: Awaited<ReturnType<typeof proposed>>;
  let screening: Awaited<ReturnType<typeof confirmed>>;
  let before: Awaited<ReturnType<typeof confirmed>>;

  test('counts each, not only the earliest, from the confirmation on', async () => {
    chatbot = await confirmed('Chatbot', LEGACY_CHATBOT);
    open = await proposed('Chatbot that nobody confirmed', LEGACY_CHATBOT);
    screening = await confirmed('CV screening', CV_SCREENING);
    before = await confirmed('Chatbot confirmed long ago', LEGACY_CHATBOT);
    expect(await systemOf(chatbot.id)).toMatchObject({
      euEarliest: '2026-08-02',
      euDates: ['2025-02-02', '2026-08-02', '2026-12-02'],
    });
    expect(await systemOf(open.id)).toMatchObject({ euEarliest: '2026-08-02', euDates: [] });
    expect(await systemOf(screening.id)).toMatchObject({ euDates: ['2025-02-02', '2027-12-02'] });
    // Dates before the confirmation were seen by whoever confirmed.
    await on.recognise();
    expect(await on.staleOf(chatbot.id)).toEqual([]);
  });

  test('is followed where a classification was confirmed before its days were kept, and nobody is taken to have looked', async () => {
    await writing(
      app.runtime,
      { org: app.org, actor: { id: null, name: 'Before', via: 'operator', roles: [] }, operation: 'test' },
      (tx) => tx.update(system, { id: before.id }, { euDates: null }),
    );
    expect(await followLawDates(await hands())).toBe(1);
    expect(await systemOf(before.id)).toMatchObject({
      euState: 'confirmed',
      euDates: ['2025-02-02', '2026-08-02', '2026-12-02'],
    });
    expect(await followLawDates(await hands())).toBe(0);
    expect(await on.staleOf(before.id)).toEqual([]);
  });

  test('marks what rests on exactly the systems it binds, when the clock passes it; a proposal counts for nothing', async () => {
    await reach('2026-12-01');
    expect(await on.staleOf(chatbot.id)).toEqual([]);
    await reach('2026-12-02');
    for (const each of [chatbot, before]) {
      expect(await on.staleOf(each.id)).toMatchObject([
        { cause: 'system.law-date', dependent: 'system.classification' },
      ]);
      expect(await on.staleOf(each.risk.id)).toMatchObject(LAW_DATE);
    }
    for (const each of [open, screening]) {
      expect(await on.staleOf(each.id)).toEqual([]);
      expect(await on.staleOf(each.risk.id)).toEqual([]);
    }
    expect(await checkOf(chatbot.id, 'stale.system.classification')).toMatchObject({ outcome: 'gap' });
    expect(await checkOf(screening.id, 'stale.system.classification')).toMatchObject({ outcome: 'ok' });
    const { body } = await on.officer.get('/system-changes?sort=-ref');
    expect(body.rows[0]).toMatchObject({ cause: 'system.law-date', day: '2026-12-02', state: 'made' });
  });

  test('stays a mark while answers are given anew, since a proposal releases nobody', async () => {
    const { version } = await systemOf(before.id);
    const { status } = await on.officer.post(`/systems/${before.id}/classification`, {
      version,
      answers: { 's-ai': 'no' },
      facts: {},
    });
    expect(status).toBe(200);
    expect(await on.staleOf(before.risk.id)).toMatchObject(LAW_DATE);
    await on.confirmed(before.id);
    expect(await systemOf(before.id)).toMatchObject({ euDates: [] });
    expect(await on.staleOf(before.risk.id)).toEqual([]);
  });

  test('is done with by confirming again, for the classification and nothing else', async () => {
    await on.confirmed(chatbot.id);
    expect(await on.staleOf(chatbot.id)).toEqual([]);
    expect(await on.staleOf(chatbot.risk.id)).toMatchObject(LAW_DATE);
    expect(await checkOf(chatbot.id, 'stale.system.classification')).toMatchObject({ outcome: 'ok' });
  });

  test('comes one after the other: the next concerns others', async () => {
    await reach('2027-12-02');
    expect(await on.staleOf(screening.id)).toMatchObject(LAW_DATE);
    expect(await on.staleOf(chatbot.id)).toEqual([]);
  });

  test('that an older version names holds until its days are filled in', async () => {
    await writing(
      app.runtime,
      { org: app.org, actor: { id: null, name: 'Before', via: 'operator', roles: [] }, operation: 'test' },
      (tx) => tx.update(system, { id: screening.id }, { euDates: null }),
    );
    expect(await on.staleOf(screening.risk.id)).toMatchObject(LAW_DATE);
    expect(await followLawDates(await hands())).toBe(1);
    expect(await on.staleOf(screening.risk.id)).toMatchObject(LAW_DATE);
  });
});
