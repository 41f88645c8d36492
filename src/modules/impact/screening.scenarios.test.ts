import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { system } from '#modules/system/contract.ts';
import { systemModule } from '#modules/system/module.ts';
import { newSystem } from '#modules/system/service.ts';
import { writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { decided, expectOk, systemInScope } from './assessed.fixture.ts';
import { SUGGESTED } from './criteria.ts';
import { impactModule } from './module.ts';
import { type FactAnswer, factsOf, knownFacts, screen, suggestedRules } from './screening-rules.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, systemModule, riskModule, impactModule],
  });
});
afterAll(() => app.close());

const NO = { rights: 'no', safety: 'no', vulnerable: 'no', special: 'no', personal: 'no' } as const;

async function imported(names: readonly string[], fields: object = {}) {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  return writing(app.runtime, { org: app.org, actor, operation: 'system.import' }, async (tx) => {
    const made = [];
    for (const name of names)
      made.push(
        await tx.insert(system, newSystem({ name, importKey: `x ${name}`, agency: 'BULK', ...fields })),
      );
    return made;
  });
}

describe('the rules', () => {
  const said = (answers: Record<string, FactAnswer>) => screen(suggestedRules, knownFacts({}, answers));

  test('an unknown that must be asked keeps it open; a yes decides at once; only sure noes need nothing', () => {
    expect(said({})).toMatchObject({
      depth: 'open',
      missing: ['rights', 'safety', 'vulnerable', 'special', 'personal'],
    });
    expect(said({ rights: 'yes' })).toEqual({ depth: 'full', because: ['rights'], missing: [] });
    expect(said({ ...NO, personal: 'unknown' })).toMatchObject({ depth: 'open', missing: ['personal'] });
    expect(said({ ...NO, personal: 'yes' })).toMatchObject({ depth: 'light', because: ['personal'] });
    expect(said(NO).depth).toBe('none');
  });

  test('a proposed high-risk class counts as one; that there is none counts only once it is confirmed', () => {
    const known = {
      euOutcomes: ['high-annex-iii'],
      statedImpact: null,
      riskLevel: null,
      dataCategories: [],
      autonomy: 'unknown',
      generative: 'unknown',
    };
    expect(factsOf({ ...known, euState: 'proposed' }).class).toBe('yes');
    expect(factsOf({ ...known, euState: 'proposed', euOutcomes: ['minimal'] }).class).toBe('unknown');
    expect(factsOf({ ...known, euState: 'confirmed', euOutcomes: ['minimal'] }).class).toBe('no');
  });
});

describe('criteria', () => {
  test('nothing is screened before the organisation has decided how', async () => {
    const { id: systemId } = await systemInScope(app);
    const answer = await app.as('governance-officer').post('/screenings', { systemId });
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('not decided its impact criteria') },
    });
  });

  test.each([
    ['operator', 403],
    ['ai-engineer', 403],
    ['governance-officer', 200],
    ['top-management', 200],
  ] as const)('decided by %s: %i', async (role, status) => {
    const who = role === 'operator' ? app.operator : app.as(role);
    expect((await who.post('/impact-criteria', SUGGESTED)).status).toBe(status);
  });

  test.each([
    ['no band from one', { bands: SUGGESTED.bands.slice(1) }],
    ['two rules for one fact', { rules: [SUGGESTED.rules[0], SUGGESTED.rules[0]] }],
    ['a limit below what needs no acceptance', { neverFrom: 3 }],
    ['a fact there is not', { rules: [{ fact: 'luck', depth: 'full', unknown: 'ask' }] }],
  ])('%s is refused', async (_what, change) => {
    expect((await decided(app, change)).status).toBe(422);
  });
});

describe('one AI system', () => {
  test('the two minutes: answers, depth, reason; another decision needs authority and a reason, and stays', async () => {
    const { id: systemId } = await systemInScope(app);
    const officer = app.as('governance-officer');
    const first = expectOk(await officer.post('/screenings', { systemId, answers: { rights: 'no' } }));
    expect(first).toMatchObject({
      state: 'open',
      depth: null,
      missing: ['safety', 'vulnerable', 'special', 'personal'],
    });
    const done = expectOk(await officer.post('/screenings', { systemId, answers: NO, version: 1 }));
    expect(done).toMatchObject({ state: 'decided', depth: 'none', decidedBy: officer.personId });
    const deeper = { depth: 'full', reason: 'The works council asked for it' };
    expect(
      (await app.as('ai-engineer').post(`/screenings/${done.id}/depth`, { version: 2, ...deeper })).status,
    ).toBe(403);
    expect((await app.operator.post(`/screenings/${done.id}/depth`, { version: 2, ...deeper })).status).toBe(
      403,
    );
    expectOk(await officer.post(`/screenings/${done.id}/depth`, { version: 2, ...deeper }));
    const again = expectOk(await officer.post('/screenings', { systemId, answers: { many: 'no' } }));
    expect(again).toMatchObject({ depth: 'full', byRules: false, reason: deeper.reason, computed: 'none' });
    expect((await officer.post('/screenings', { systemId, version: 1 })).body.code).toBe('conflict');
  });

  test('an engineer screens only what they own, and nobody answers what is not asked', async () => {
    const engineer = app.as('ai-engineer');
    const own = await systemInScope(app, { ownerId: engineer.personId });
    const other = await systemInScope(app);
    expect((await engineer.post('/screenings', { systemId: own.ref })).status).toBe(200);
    expect((await engineer.post('/screenings', { systemId: other.ref })).status).toBe(403);
    expect((await app.as('staff').post('/screenings', { systemId: own.ref })).status).toBe(403);
    const strange = { systemId: own.id, answers: { class: 'no' } };
    expect((await engineer.post('/screenings', strange)).status).toBe(422);
  });
});

describe('many at once', () => {
  test('the preview counts what would happen and changes nothing; the bulk does it in steps', async () => {
    await imported(['A', 'B', 'C', 'D', 'E'].map((each) => `Bulk ${each}`));
    await imported(['Bulk rights'], { statedImpact: 'rights' });
    await imported(['Bulk left out'], { scope: 'out', scopeReason: 'Sold' });
    const officer = app.as('governance-officer');
    const common = encodeURIComponent(JSON.stringify(NO));
    const preview = expectOk(await officer.get(`/screenings-preview?agency=BULK&answers=${common}`));
    expect(preview).toMatchObject({ total: 7, counts: { none: 5, full: 1, out: 1 } });
    expect((await officer.get('/screenings?limit=1&title[contains]=Bulk')).body.rows).toEqual([]);
    expect((await officer.get('/screenings-preview?agency=BULK')).body.counts).toEqual({
      open: 5,
      full: 1,
      out: 1,
    });
    const given = { filters: { agency: 'BULK' }, answers: NO };
    expect((await officer.post('/screenings-bulk', given)).status).toBe(422);
    const reason = 'All of them are spreadsheets of the facility team';
    const first = expectOk(await officer.post('/screenings-bulk', { ...given, reason, limit: 3 }));
    expect(first).toMatchObject({ done: 3, next: expect.stringMatching(/^sys_/) });
    const rest = expectOk(await officer.post('/screenings-bulk', { ...given, reason, after: first.next }));
    expect(rest).toMatchObject({ done: 4, next: null, counts: { none: 2, full: 1, out: 1 } });
    const { body } = await officer.get('/screenings?title[contains]=Bulk&depth=none&limit=10');
    expect(body.rows).toHaveLength(5);
    expect(body.rows[0]).toMatchObject({ byRules: true, reason });
  });

  test('what a person decided stays; what one may not screen is counted and left', async () => {
    const engineer = app.as('ai-engineer');
    const [own, kept] = await imported(['Mine', 'Decided'], { ownerId: engineer.personId, agency: 'MIXED' });
    await imported(['Theirs'], { agency: 'MIXED' });
    const screened = expectOk(await engineer.post('/screenings', { systemId: kept!.id, answers: NO }));
    const officer = app.as('governance-officer');
    await officer.post(`/screenings/${screened.id}/depth`, {
      version: 1,
      depth: 'light',
      reason: 'To be safe',
    });
    const { body } = await engineer.get('/screenings-preview?agency=MIXED');
    expect(body.counts).toEqual({ open: 1, kept: 1, 'not-yours': 1 });
    const done = expectOk(await engineer.post('/screenings-bulk', { filters: { agency: 'MIXED' } }));
    expect(done.counts).toEqual({ open: 1, kept: 1, 'not-yours': 1 });
    const { body: facts } = await officer.get(`/systems/${own!.id}/screening`);
    expect(facts.screening).toMatchObject({ state: 'open' });
    expect((await officer.get(`/systems/${kept!.id}/screening`)).body.screening).toMatchObject({
      depth: 'light',
    });
  });
});
