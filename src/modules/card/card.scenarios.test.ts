import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import cases from '#catalog/classification.cases.json' with { type: 'json' };
import { approvedRecord } from '#modules/lifecycle/lifecycle.testing.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { cardChecks } from './checks.ts';
import { fillers } from './fillers.ts';
import { fitting } from './fitting.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
const engineer = () => app.as('ai-engineer');
const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
const TEXTS = {
  summary: 'Orders applications.',
  intendedUse: 'For recruiters.',
  notFor: 'Rejecting by itself.',
  capabilities: 'Reads German letters.',
  limits: 'Weak on careers abroad.',
  oversight: 'A second reader.',
  contact: 'jobs@example.org',
};
const newSystem = async (over: object = {}) =>
  (
    await engineer().post('/systems', {
      name: 'Ranking',
      purpose: 'Orders applications',
      intendedUse: 'Recruiters',
      autonomy: 'recommends',
      riskLevel: 'medium',
      ownerId: engineer().personId,
      ...over,
    })
  ).body as { id: string; ref: string; version: number };

type Card = { id: string; ref: string; version: number; address: string | null };
/** A card with everything said, written by an engineer. */
async function readyCard(over: object = {}): Promise<Card & { systemId: string }> {
  const system = await newSystem(over);
  const { body: made } = await engineer().post('/cards', { systemId: system.id, title: 'Ranking', ...TEXTS });
  const { body: preview } = await officer().get(`/cards/${made.id}/preview`);
  const measures = preview.measures
    .filter((each: { fits: boolean }) => each.fits)
    .map((each: { id: string }) => ({ id: each.id, state: 'used', how: 'On the page of results' }));
  const { status, body } = await engineer().patch(`/cards/${made.id}`, { version: made.version, measures });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const act = (who: ReturnType<typeof officer>, each: Card, verb: string, body: object = {}) =>
  who.post(`/cards/${each.id}/${verb}`, { version: each.version, ...body });
async function published(over: object = {}): Promise<Card & { systemId: string }> {
  const { status, body } = await act(officer(), await readyCard(over), 'publish');
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

describe('a system card', () => {
  test.each([
    ['ai-engineer', 200],
    ['data-protection-officer', 200],
    ['internal-auditor', 403],
    ['staff', 403],
  ] as const)('begun by %s gets %i', async (role, status) => {
    const { id } = await newSystem();
    expect((await app.as(role).post('/cards', { systemId: id, title: 'Card' })).status).toBe(status);
  });

  test('begins with what the register says, one for each system', async () => {
    const { id } = await newSystem();
    const { body } = await engineer().post('/cards', { systemId: id, title: 'Ranking' });
    expect(body).toMatchObject({
      summary: 'Orders applications',
      intendedUse: 'Recruiters',
      decisionKind: 'recommends',
    });
    expect((await engineer().post('/cards', { systemId: id, title: 'Again' })).body.code).toBe('duplicate');
  });

  test.each([
    ['governance-officer', 200],
    ['top-management', 200],
    ['ai-engineer', 403],
    ['staff', 403],
  ] as const)('that an engineer wrote, published by %s gets %i', async (role, status) => {
    const each = await readyCard();
    expect((await act(app.as(role), each, 'publish')).status).toBe(status);
  });

  test('is published by somebody who did not write its last change, and not by the command line', async () => {
    const each = await readyCard();
    const { body: changed } = await officer().patch(`/cards/${each.id}`, {
      version: each.version,
      limits: 'More of them.',
    });
    const refused = await act(officer(), changed, 'publish');
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      'You cannot publish a card that you changed last.',
    ]);
    expect((await act(app.operator as never, changed, 'publish')).status).toBe(403);
    expect((await act(app.as('top-management'), changed, 'publish')).status).toBe(200);
  });

  test('says what is missing before it may be published, measures that fit included', async () => {
    const { id } = await newSystem();
    const { body: made } = await engineer().post('/cards', {
      systemId: id,
      title: 'Ranking',
      capabilities: 'Reads',
    });
    const { body } = await act(officer(), made, 'publish');
    expect(body.code).toBe('wrong-state');
    expect(body.data.missing).toEqual(
      expect.arrayContaining([
        'Where its limits are',
        'A decision on the measure “Main factors of a result”',
      ]),
    );
    const { body: preview } = await officer().get(`/cards/${made.id}/preview`);
    expect(preview.missing).toEqual(body.data.missing);
  });

  test('may leave a fitting measure out, with a reason, and knows no other measures', async () => {
    const each = await readyCard();
    const measures = (list: object[]) =>
      engineer().patch(`/cards/${each.id}`, { version: each.version, measures: list });
    expect((await measures([{ id: 'main-factors', state: 'left-out', how: ' ' }])).status).toBe(422);
    expect((await measures([{ id: 'magic', state: 'used', how: 'Somehow' }])).body.problems[0].message).toBe(
      'magic',
    );
    expect(
      (await measures([{ id: 'main-factors', state: 'left-out', how: 'The model has no factors' }])).status,
    ).toBe(200);
  });

  test('is frozen as a version: later changes show only in the next one, which somebody else publishes', async () => {
    const first = await published();
    expect((await act(officer(), first, 'publish')).body.code).toBe('wrong-state');
    const { body: changed } = await engineer().patch(`/cards/${first.id}`, {
      version: first.version,
      limits: 'Weak on part-time work.',
    });
    const read = async (number?: number) =>
      await (
        await officer().raw(`/cards/${first.id}/file?format=json${number ? `&number=${number}` : ''}`)
      ).json();
    expect(JSON.stringify(await read())).toContain('Weak on careers abroad.');
    await act(officer(), changed, 'publish', { changes: 'Limits of part-time work' });
    expect(await read()).toMatchObject({ version: 2 });
    expect(JSON.stringify(await read())).toContain('Weak on part-time work.');
    expect(JSON.stringify(await read(1))).toContain('Weak on careers abroad.');
    const { body } = await officer().get(`/systems/${first.systemId}/card`);
    expect(
      body.versions.map((each: { number: number; changes: string | null }) => [each.number, each.changes]),
    ).toEqual([
      [2, 'Limits of part-time work'],
      [1, null],
    ]);
    expect((await officer().delete(`/cards/${first.id}`, { version: body.card.version })).status).toBe(403);
  });

  test.each(['pdf', 'docx', 'html', 'md', 'json'])('comes as %s', async (format) => {
    const each = await published();
    const answer = await officer().raw(`/cards/${each.id}/file?format=${format}`);
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(200);
  });

  test('of another organisation cannot be read, changed or exported', async () => {
    const each = await published();
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get(`/cards/${each.id}`)).status).toBe(404);
    expect((await stranger.get(`/cards/${each.id}/preview`)).status).toBe(404);
    expect((await stranger.raw(`/cards/${each.id}/file?format=json`)).status).toBe(404);
  });
});

describe('the public page', () => {
  const page = (path: string) => app.request(`/cards/${path}`);

  test('is nowhere until switched on, then at an address nobody can guess, without a sign-in', async () => {
    const each = await published();
    const { body: on } = await act(officer(), each, 'switch-on');
    expect(on.address).toMatch(/^[0-9a-f]{40}$/);
    const answer = await page(on.address);
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('Weak on careers abroad.');
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).not.toContain('<script');
    expect((await page(`${on.address}.pdf`)).headers.get('content-type')).toBe('application/pdf');
    expect(await (await page(`${on.address}.v1.json`)).json()).toMatchObject({ version: 1 });
    expect((await page(`${on.address}.v9`)).status).toBe(404);
  });

  test('shows the newest version, names the older ones, and says of an older one that it is not current', async () => {
    const first = await published();
    const { body: changed } = await engineer().patch(`/cards/${first.id}`, {
      version: first.version,
      limits: '<script>alert(1)</script>',
    });
    const { body: second } = await act(officer(), changed, 'publish', { changes: 'Limits' });
    const { body: on } = await act(officer(), second, 'switch-on', { address: 'ranking-of-jobs' });
    const newest = await (await page('ranking-of-jobs')).text();
    expect(newest).toContain('&lt;script&gt;');
    expect(newest).toContain('href="/cards/ranking-of-jobs.v1"');
    expect(newest).not.toContain('noindex');
    expect(await (await page('ranking-of-jobs.v1')).text()).toContain('is the current one');
    // What is in work is never public.
    await engineer().patch(`/cards/${first.id}`, { version: on.version, limits: 'Secret for now' });
    expect(await (await page('ranking-of-jobs')).text()).not.toContain('Secret for now');
  });

  test('ends when it is switched off, and another card may have the address then', async () => {
    const [one, other] = [await published(), await published()];
    const { body: on } = await act(officer(), one, 'switch-on', { address: 'our-ranking' });
    expect((await act(officer(), other, 'switch-on', { address: 'our-ranking' })).body.code).toBe(
      'duplicate',
    );
    const { body: off } = await act(officer(), on, 'switch-off');
    expect(off).toMatchObject({ address: null, publicSince: null });
    expect((await page('our-ranking')).status).toBe(404);
    expect((await act(officer(), off, 'switch-off')).body.code).toBe('wrong-state');
    expect((await act(officer(), other, 'switch-on', { address: 'our-ranking' })).status).toBe(200);
  });

  test.each(['short', 'With-Capitals', '-dash-first', 'with space here', '../etc/passwd-x'])(
    'refuses the address "%s"',
    async (address) => {
      const each = await published();
      expect((await act(officer(), each, 'switch-on', { address })).status).toBe(422);
    },
  );

  test('is not for a card that is not published, nor switched on by just anybody', async () => {
    const each = await readyCard();
    expect((await act(officer(), each, 'switch-on')).body.code).toBe('wrong-state');
    expect((await act(engineer(), await published(), 'switch-on')).status).toBe(403);
  });
});

describe('measures of explanation', () => {
  test('fit the class, the kind of decision and whether text is generated', () => {
    const { measures } = app.runtime.catalog.explainability();
    const ids = (facts: Parameters<typeof fitting>[1]) => fitting(measures, facts).map((each) => each.id);
    const low = ids({ riskClass: 'low', decisionKind: 'informs', generative: false });
    expect(low).toEqual(['plain-purpose', 'notice']);
    const high = ids({ riskClass: 'high', decisionKind: 'decides', generative: false });
    expect(high).toEqual(
      expect.arrayContaining([...low, 'individual-reasons', 'contest', 'what-would-change']),
    );
    expect(high).not.toContain('confidence');
    expect(ids({ riskClass: 'critical', decisionKind: 'recommends', generative: true })).toContain(
      'sources-shown',
    );
    expect(ids({ riskClass: 'medium', decisionKind: null, generative: false })).toEqual([
      'plain-purpose',
      'notice',
      'general-logic',
    ]);
  });
});

describe('technical documentation', () => {
  const technical = async (id: string, annex = 'annex-iv') =>
    (await app.as('external-auditor').get(`/systems/${id}/technical-documentation?annex=${annex}`)).body;
  type Item = {
    point: string;
    state: string;
    lacks: string[];
    parts: { text: string; href: string }[];
    fix: { href: string } | null;
  };
  const itemOf = (body: { groups: { items: Item[] }[] }, point: string) =>
    body.groups.flatMap((group) => group.items).find((each) => each.point === point)!;

  test('lists every point of the annex once, and each filler belongs to a point', () => {
    const { annexes } = app.runtime.catalog.technicalDocumentation();
    const points = annexes.map((annex) =>
      annex.groups.flatMap((group) => group.items.map((item) => `${annex.id} ${item.point}`)),
    );
    expect(points.map((each) => each.length)).toEqual([23, 13, 7, 5]);
    expect(new Set(points.flat()).size).toBe(48);
    for (const key of Object.keys(fillers)) expect(points.flat()).toContain(key);
  });

  test('names the condition of Article 6(3) once the classification rests on it', async () => {
    const { id, version } = await newSystem();
    const gap = itemOf(await technical(id, 'annex-viii-b'), 'B.6');
    expect(gap).toMatchObject({ state: 'gap', fix: { href: `/systems/${id}/classification` } });
    const narrow = cases.find((each) => each.name === 'Annex III, narrow task')!;
    const classified = await app.as('governance-officer').post(`/systems/${id}/classification`, {
      version,
      answers: narrow.answers,
      facts: narrow.facts,
    });
    expect(classified.status).toBe(200);
    expect(itemOf(await technical(id, 'annex-viii-b'), 'B.6')).toMatchObject({
      state: 'filled',
      parts: [{ text: 'Article 6(3)(a): a narrow procedural task' }],
    });
  });

  test('shows a gap with the page that mends it, is filled in part, then filled, from approved records only', async () => {
    const { id } = await newSystem();
    const before = itemOf(await technical(id), '2(g)');
    expect(before).toMatchObject({ state: 'gap', parts: [] });
    expect(before.fix!.href).toContain(`systemId=${id}&kind=verification`);
    await engineer().post('/lifecycle-records', {
      systemId: id,
      kind: 'verification',
      title: 'Draft',
      content: { method: 'Not approved' },
    });
    expect(itemOf(await technical(id), '2(g)').state).toBe('gap');
    await approvedRecord(
      app,
      { systemId: id, kind: 'verification' },
      { criteria: [{ criterion: 'Recall', limit: '0.9', result: '0.93', met: 'met' }] },
    );
    const after = itemOf(await technical(id), '2(g)');
    expect(after.state).toBe('filled');
    expect(after.parts.map((each) => each.text).join()).toContain(
      'Criterion: Recall; Limit fixed beforehand: 0.9; Result: 0.93; Met: Met',
    );
    await approvedRecord(app, { systemId: id, kind: 'design' });
    expect(itemOf(await technical(id), '2(c)')).toMatchObject({ state: 'partly', lacks: ['the computing'] });
    await engineer().post('/resources', {
      systemId: id,
      kind: 'computing',
      name: 'Cluster',
      location: 'Norway',
    });
    expect(itemOf(await technical(id), '2(c)')).toMatchObject({ state: 'filled', lacks: [] });
    expect(itemOf(await technical(id), '8')).toMatchObject({ state: 'kept-elsewhere', fix: null });
  });

  test('takes data from those that feed the system and those its models are trained on', async () => {
    const { id } = await newSystem();
    const made = async (path: string, body: object) => (await officer().post(path, body)).body;
    const [fed, trained, model] = [
      await made('/datasets', { name: 'Inputs', source: 'Forms' }),
      await made('/datasets', { name: 'Archive', description: 'Ten years' }),
      await made('/models', { name: 'Ranker' }),
    ];
    await officer().post(`/systems/${id}/links`, { kind: 'uses-data', to: fed.id });
    await officer().post(`/systems/${id}/links`, { kind: 'uses-model', to: model.id });
    await officer().post(`/models/${model.id}/links`, { kind: 'trained-on', to: trained.id });
    const texts = itemOf(await technical(id), '2(d)').parts.map((each) => each.text);
    expect(texts).toEqual(['Origin: Forms', 'Ten years']);
  });

  test('says for whom it is, and never that it is owed while the classification is not confirmed', async () => {
    const { id } = await newSystem();
    const body = await technical(id, 'annex-viii-a');
    expect(body.applies).toContain('undetermined');
    expect(body.filled + body.gaps).toBe(13);
    expect(itemOf(body, 'A.4')).toMatchObject({ state: 'filled' });
    expect((await officer().get(`/systems/${id}/technical-documentation?annex=annex-v`)).status).toBe(422);
  });

  test.each([
    ['annex-iv', 'docx'],
    ['annex-iv', 'pdf'],
    ['annex-viii-c', 'json'],
  ])('%s comes as %s', async (annex, format) => {
    const { id } = await newSystem();
    const answer = await officer().raw(
      `/systems/${id}/technical-documentation/file?annex=${annex}&format=${format}`,
    );
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining(`.${format}`),
    ]);
  });
});

test('a released system in scope is a gap until its card is published, and again once the card was changed', async () => {
  const each = await readyCard();
  const [check] = cardChecks;
  const said = async () => {
    const rows = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
      ctx.q
        .selectFrom(check!.rows(ctx, [each.systemId]).as('row'))
        .selectAll()
        .execute(),
    );
    return rows[0]?.reason ?? 'not looked at';
  };
  expect(await said()).toBe('not looked at');
  const { body: system } = await officer().get(`/systems/${each.systemId}`);
  await officer().post(`/systems/${each.systemId}/scope`, { version: system.version, scope: 'in' });
  const move = {
    version: system.version + 1,
    stage: 'deployment',
    reason: 'Begun',
    exceptionUntil: '2026-12-20',
  };
  expect((await officer().post(`/systems/${each.systemId}/stage`, move)).status).toBe(200);
  expect(await said()).toBe('not-published');
  const { body: out } = await act(officer(), each, 'publish');
  expect(await said()).toBe('ok');
  await engineer().patch(`/cards/${each.id}`, { version: out.version, limits: 'Others' });
  expect(await said()).toBe('changed-since');
  const other = await newSystem();
  await officer().post(`/systems/${other.id}/scope`, { version: 1, scope: 'in' });
  await officer().post(`/systems/${other.id}/stage`, { ...move, version: 2 });
  const rows = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(check!.rows(ctx, [other.id]).as('row'))
      .selectAll()
      .execute(),
  );
  expect(rows[0]!.reason).toBe('no-card');
});
