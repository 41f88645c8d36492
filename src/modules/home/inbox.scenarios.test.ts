import { afterAll, beforeAll, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { SUGGESTED } from '#modules/risk/queries.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

type Task = {
  readonly id: string;
  readonly title: string;
  readonly waitsFor?: string;
  readonly dueAt: string | null;
};

let app: TestApp;
let risk: { id: string; ref: string; version: number };
let plan: { id: string; version: number };
const manager = () => app.as('risk-manager');
const top = () => app.as('top-management');

beforeAll(async () => {
  app = await makeTestApp({ modules });
  await top().post('/risk-criteria', SUGGESTED);
  const made = await manager().post('/risks', { kind: 'risk', title: 'Ranked lower', impactDimensions: [] });
  const judged = await manager().post(`/risks/${made.body.id}/assess`, {
    version: 1,
    likelihood: 4,
    consequence: 4,
  });
  risk = (
    await manager().post(`/risks/${made.body.id}/treat`, {
      version: judged.body.version,
      option: 'modify',
      reason: 'Testing by group',
      residualLikelihood: 3,
      residualConsequence: 4,
    })
  ).body;
  plan = (
    await manager().post(`/risks/${risk.id}/treatments`, {
      title: 'Tests by group',
      ownerId: manager().personId,
      dueOn: '2026-12-01',
    })
  ).body;
}, 60_000);
afterAll(() => app.close());

async function inboxOf(who: ReturnType<TestApp['as']>, id: string): Promise<Task | undefined> {
  const { body } = await who.get('/home/inbox');
  return (body.tasks as Task[]).find((task) => task.id === id);
}

test('whoever may approve a treatment is asked to; whoever proposed it waits; nobody else hears of it', async () => {
  expect(await inboxOf(top(), 'risk:approve')).toMatchObject({ title: 'Approve 1 risk treatment' });
  expect(await inboxOf(manager(), 'risk:approve')).toBeUndefined();
  expect((await inboxOf(manager(), 'risk:proposed'))?.waitsFor).toContain('Top management');
  expect(await inboxOf(app.as('staff'), 'risk:approve')).toBeUndefined();
});

test('what remains of a risk comes to the authority for its level once the plan is approved', async () => {
  expect(await inboxOf(top(), 'risk:accept')).toBeUndefined();
  await top().post(`/treatments/${plan.id}/approve`, { version: plan.version });
  expect(await inboxOf(top(), 'risk:approve')).toBeUndefined();
  expect(await inboxOf(top(), 'risk:accept')).toMatchObject({
    title: 'Accept or refuse what remains of 1 risk',
  });
  // 3 × 4 is in the band "High", which the governance officer may not accept.
  expect(await inboxOf(app.as('governance-officer'), 'risk:accept')).toBeUndefined();
  await top().post(`/risks/${risk.id}/accept`, { version: risk.version, reason: 'Tolerable' });
  expect(await inboxOf(top(), 'risk:accept')).toBeUndefined();
});

test('an approved measure stands before its owner when its date comes near', async () => {
  expect(await inboxOf(manager(), 'risk:carry-out')).toMatchObject({ dueAt: '2026-12-01' });
});

test('the Statement goes from who prepared it to who approves it to who issues it', async () => {
  const officer = app.as('governance-officer');
  const { body: controls } = await officer.get('/controls?limit=100');
  for (const control of controls.rows) {
    await officer.patch(`/controls/${control.id}`, { version: 1, ownerId: officer.personId });
    await officer.post(`/controls/${control.id}/include`, {
      version: 2,
      statedReasons: [{ kind: 'policy', text: 'Our AI policy', ref: null }],
    });
  }
  const prepared = await officer.post('/statements', { scope: 'All AI systems' });
  expect(prepared.status).toBe(200);
  const id = `statement:${prepared.body.id}`;
  expect((await inboxOf(officer, id))?.waitsFor).toContain('Top management');
  expect((await inboxOf(top(), id))?.title).toBe('Approve the Statement of Applicability');
  await top().post(`/statements/${prepared.body.id}/approve`, { version: prepared.body.version });
  expect((await inboxOf(officer, id))?.title).toBe('Issue the approved Statement of Applicability');
});

test('evidence that runs out soon stands before its owner', async () => {
  const engineer = app.as('ai-engineer');
  const made = await engineer.post('/evidence', { title: 'Test report', url: 'https://example.org/report' });
  await engineer.patch(`/evidence/${made.body.id}`, {
    version: 1,
    ownerId: engineer.personId,
    expiresOn: '2026-12-10',
  });
  expect(await inboxOf(engineer, 'evidence:renew')).toMatchObject({
    title: 'Renew a piece of evidence',
    dueAt: '2026-12-10',
  });
});

test('checks that ask the same of every control are one task', async () => {
  const { body } = await app.as('governance-officer').get('/home/inbox');
  const titles = (body.tasks as Task[]).map((task) => task.title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.filter((title) => title.includes('prove it'))).toHaveLength(1);
});
