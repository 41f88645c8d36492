import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#kernel/days.ts';
import { type Role, roleIds } from '#kernel/roles.ts';
import { conformityModule } from '#modules/conformity/module.ts';
import { evidence } from '#modules/evidence/contract.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { homeModule } from '#modules/home/module.ts';
import { peopleModule } from '#modules/people/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { acting, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { calendarJobs } from './jobs.ts';
import { calendarModule } from './module.ts';

const TODAY = '2026-11-24';
let app: TestApp;
let officer: TestClient;
let engineer: TestClient;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [
      peopleModule,
      systemModule,
      riskModule,
      evidenceModule,
      conformityModule,
      calendarModule,
      homeModule,
    ],
  });
  officer = app.as('governance-officer');
  engineer = app.as('ai-engineer');
});
afterAll(() => app.close());

const review = {
  title: 'Risk review',
  kind: 'risk-review',
  requirementId: 'iso-42001:8.2',
  every: 3,
  unit: 'month',
  startsOn: TODAY,
  leadDays: 14,
};
const make = async (more: object = {}) => (await officer.post('/obligations', { ...review, ...more })).body;
const timesOf = async (id: string) =>
  (await officer.get(`/occurrences?obligationId=${id}&sort=dueOn`)).body.rows as {
    id: string;
    ref: string;
    version: number;
    dueOn: string;
    state: string;
    ownerId: string | null;
  }[];
const minutes = async () =>
  (await officer.post('/evidence', { title: 'Minutes', url: 'https://example.org/minutes' })).body
    .ref as string;
const inboxOf = async (client: TestClient) =>
  (await client.get('/home/inbox')).body.tasks as {
    title: string;
    href: string;
    standsInFor?: string;
    waitsFor?: string;
  }[];
const runJob = async (kind: string, payload = {}) => {
  const actor = { id: null, name: 'OpenAIMS', via: 'job' as const, roles: [] };
  const ctx = await acting(app.runtime, { org: app.org, actor, operation: kind });
  await calendarJobs.find((job) => job.kind === kind)!.run(ctx, payload);
};

describe('who may', () => {
  const keepers: readonly Role[] = [
    'administrator',
    'governance-officer',
    'risk-manager',
    'quality-manager',
    'data-protection-officer',
    'internal-auditor',
    'consultant',
  ];
  test.each(roleIds)('%s: write obligations and close occurrences of others', async (role) => {
    const client = app.as(role);
    const may = keepers.includes(role);
    expect((await client.post('/obligations', { ...review, title: `By ${role}` })).status).toBe(
      may ? 200 : 403,
    );
    const [due] = await timesOf((await make()).id);
    const left = await client.post(`/occurrences/${due!.id}/leave`, { version: 1, reason: 'Not this time' });
    expect(left.status).toBe(may ? 200 : 403);
    expect((await client.get('/occurrences')).status).toBe(200);
  });

  test('the owner closes their own, whatever their role; nobody removes an obligation', async () => {
    const made = await make({ ownerId: engineer.personId });
    const [due] = await timesOf(made.id);
    const done = await engineer.post(`/occurrences/${due!.id}/complete`, {
      version: 1,
      outcome: 'All risks judged again',
      shownBy: [await minutes()],
    });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect((await officer.delete(`/obligations/${made.id}`, { version: 1 })).status).toBe(403);
  });

  test('nobody of another organisation sees or writes anything', async () => {
    const { officer: stranger } = await app.otherOrganisation();
    const made = await make();
    const [due] = await timesOf(made.id);
    expect((await stranger.get(`/obligations/${made.id}`)).status).toBe(404);
    expect(
      (await stranger.post(`/occurrences/${due!.id}/leave`, { version: 1, reason: 'Mine now' })).status,
    ).toBe(404);
    expect(
      (await stranger.get('/calendar?from=2026-01-01&to=2026-12-31')).body.entries.map(
        (each: { id: string }) => each.id,
      ),
    ).not.toContain(due!.id);
  });
});

describe('an obligation', () => {
  test('makes its first occurrence at once, and the next when that one is done with evidence', async () => {
    const made = await make();
    const [due, ...rest] = await timesOf(made.id);
    expect([due!.dueOn, due!.state, rest]).toEqual([TODAY, 'due', []]);
    const path = `/occurrences/${due!.ref}/complete`;
    const without = await officer.post(path, { version: 1, outcome: 'Done' });
    expect([without.status, without.body.problems[0].path]).toEqual([422, 'shownBy']);
    const unknown = await officer.post(path, { version: 1, outcome: 'Done', shownBy: ['EVD-9999'] });
    expect(unknown.body.problems[0].message).toContain('EVD-9999');
    const future = await officer.post(path, {
      version: 1,
      outcome: 'Done',
      doneOn: '2026-11-25',
      shownBy: [await minutes()],
    });
    expect(future.body.problems[0].path).toBe('doneOn');
    const done = await officer.post(path, {
      version: 1,
      outcome: 'Done',
      doneOn: '2026-11-20',
      shownBy: [await minutes()],
    });
    expect(done.body).toMatchObject({
      state: 'done',
      doneOn: '2026-11-20',
      closedBy: officer.personId,
      version: 2,
    });
    expect((await timesOf(made.id)).map(({ dueOn, state }) => [dueOn, state])).toEqual([
      [TODAY, 'done'],
      ['2027-02-24', 'due'],
    ]);
    const { neighbours } = (await officer.get(`/occurrences/${due!.id}/linked`)).body;
    expect(neighbours).toEqual([expect.objectContaining({ type: 'evidence', toVersion: 1 })]);
  });

  test('takes evidence that was added to the occurrence as what shows it', async () => {
    const made = await make();
    const [due] = await timesOf(made.id);
    const piece = (await officer.post('/evidence', { title: 'Minutes', url: 'https://example.org/m' })).body;
    await officer.post(`/evidence/${piece.id}/links`, { recordId: due!.id });
    expect(
      (await officer.post(`/occurrences/${due!.id}/complete`, { version: 1, outcome: 'Done' })).status,
    ).toBe(200);
  });

  test('closed in two tabs at once is closed once, and the second hears how it stands', async () => {
    const made = await make();
    const [due] = await timesOf(made.id);
    const shownBy = [await minutes()];
    const answers = await Promise.all(
      [1, 2].map(() =>
        officer.post(`/occurrences/${due!.id}/complete`, { version: 1, outcome: 'Done', shownBy }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    // Whether the service or the version of the row refuses it depends on which transaction came first.
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('conflict');
    const late = await officer.post(`/occurrences/${due!.id}/complete`, {
      version: 1,
      outcome: 'Done',
      shownBy,
    });
    expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('done now')]);
    expect(await timesOf(made.id)).toHaveLength(2);
  });

  test('keeps the reason when it was not done, not before its day, and can be opened again', async () => {
    const made = await make({ startsOn: '2026-11-25' });
    const [ahead] = await timesOf(made.id);
    const early = await officer.post(`/occurrences/${ahead!.id}/leave`, { version: 1, reason: 'No time' });
    expect([early.status, early.body.code]).toEqual([409, 'wrong-state']);
    const second = await make();
    const [due] = await timesOf(second.id);
    const left = await officer.post(`/occurrences/${due!.id}/leave`, {
      version: 1,
      reason: 'The board was ill',
    });
    expect(left.body).toMatchObject({ state: 'not-done', reason: 'The board was ill' });
    const again = await officer.post(`/occurrences/${due!.id}/reopen`, {
      version: 2,
      reason: 'It was held after all',
    });
    expect(again.body).toMatchObject({ state: 'due', closedBy: null });
    expect(
      (await engineer.post(`/occurrences/${due!.id}/reopen`, { version: 3, reason: 'Because' })).status,
    ).toBe(403);
  });

  test('written down late shows every day that has passed, and its rule moves only what is to come', async () => {
    const made = await make({ unit: 'month', every: 1, startsOn: '2026-08-31', leadDays: 7 });
    const days = async () => (await timesOf(made.id)).map(({ dueOn }) => dueOn);
    expect(await days()).toEqual(['2026-08-31', '2026-09-30', '2026-10-31', '2026-11-30']);
    const changed = await officer.patch(`/obligations/${made.id}`, {
      version: 1,
      every: 2,
      ownerId: engineer.personId,
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(await days()).toEqual(['2026-08-31', '2026-09-30', '2026-10-31', '2026-12-31']);
    expect((await timesOf(made.id)).map(({ ownerId }) => ownerId)).toEqual(Array(4).fill(engineer.personId));
    await officer.patch(`/obligations/${made.id}`, {
      version: 2,
      endsOn: '2026-11-01',
      endedReason: 'Replaced',
    });
    expect(await days()).toEqual(['2026-08-31', '2026-09-30', '2026-10-31']);
  });

  test.each([
    [{ startsOn: '1969-12-31' }, 'startsOn'],
    [{ startsOn: '2025-01-01' }, 'startsOn'],
    [{ startsOn: '2026-02-30' }, 'startsOn'],
    [{ leadDays: 84 }, 'leadDays'],
    [{ every: 0 }, 'every'],
    [{ endsOn: '2026-11-01', endedReason: 'x' }, 'endsOn'],
    [{ endsOn: '2027-11-01' }, 'endedReason'],
    [{ requirementId: 'iso-42001:99.9' }, 'requirementId'],
    [{ requirementId: 'whatever' }, 'requirementId'],
    [{ title: '  ' }, 'title'],
  ] as const)('%j is refused at its field', async (more, field) => {
    const answer = await officer.post('/obligations', { ...review, ...more });
    expect([answer.status, answer.body.problems?.[0]?.path]).toEqual([422, field]);
  });

  test('usual ones are taken over once each, marked as taken, and an unknown one takes none', async () => {
    const usual = async () =>
      (await officer.get('/obligations-usual')).body.usual as { id: string; taken: boolean }[];
    expect((await usual()).find(({ id }) => id === 'management-review')!.taken).toBe(false);
    const bad = await officer.post('/obligations-usual', {
      ids: ['management-review', 'nothing'],
      startsOn: TODAY,
    });
    expect(bad.status).toBe(404);
    expect((await usual()).find(({ id }) => id === 'management-review')!.taken).toBe(false);
    const good = await officer.post('/obligations-usual', {
      ids: ['management-review', 'management-review'],
      startsOn: '2027-01-15',
    });
    expect(good.body).toEqual({ made: 1 });
    expect((await usual()).find(({ id }) => id === 'management-review')!.taken).toBe(true);
  });

  test('the work of a night run twice makes nothing twice', async () => {
    const made = await make({ every: 1, unit: 'week', leadDays: 3 });
    app.clock.set('2026-12-20T09:00:00.000Z');
    await runJob('calendar.roll');
    await runJob('calendar.roll');
    expect((await timesOf(made.id)).map(({ dueOn }) => dueOn)).toEqual(
      [0, 7, 14, 21, 28].map((n) => addDays(TODAY, n)),
    );
    app.clock.set(`${TODAY}T12:00:00.000Z`);
  });
});

describe('the calendar', () => {
  test('shows occurrences, days that the rule will bring, and days of the registers without copying them', async () => {
    await make({ title: 'Shown alone', startsOn: '2026-12-01' });
    const piece = await officer.post('/evidence', {
      title: 'Certificate',
      url: 'https://example.org/c',
      expiresOn: '2026-12-05',
      ownerId: engineer.personId,
    });
    const shown = async (query = '') =>
      (await officer.get(`/calendar?from=2026-12-01&to=2027-12-31${query}`)).body.entries as {
        id: string;
        title: string;
        day: string;
        state: string;
        module: string;
        href: string;
      }[];
    const all = await shown();
    const ours = all.filter(({ title }) => title === 'Shown alone');
    expect(ours.map(({ day, state }) => [day, state])).toEqual([
      ['2026-12-01', 'due'],
      ['2027-03-01', 'planned'],
      ['2027-06-01', 'planned'],
      ['2027-09-01', 'planned'],
      ['2027-12-01', 'planned'],
    ]);
    const expiry = all.find(({ id }) => id === `${piece.body.id} expires`);
    expect(expiry).toMatchObject({ module: 'evidence', day: '2026-12-05', state: 'date' });
    await officer.patch(`/evidence/${piece.body.id}`, { version: 1, expiresOn: '2027-01-05' });
    expect((await shown()).find(({ id }) => id === `${piece.body.id} expires`)!.day).toBe('2027-01-05');
    const mine = (await engineer.get('/calendar?from=2026-12-01&to=2027-12-31&whose=mine')).body.entries;
    expect(mine.map((each: { id: string }) => each.id)).toContain(`${piece.body.id} expires`);
    expect(mine.every((each: { ownerId: string }) => each.ownerId === engineer.personId)).toBe(true);
  });

  test.each([
    ['from=2026-12-01&to=2026-11-01', 422],
    ['from=2020-01-01&to=2030-01-01', 422],
    ['from=2026-12-01', 422],
    ['from=1969-01-01&to=1969-02-01', 422],
    ['from=2026-12-01&to=2026-12-31&limit=1', 200],
  ] as const)('%s answers %i', async (query, status) => {
    expect((await officer.get(`/calendar?${query}`)).status).toBe(status);
  });

  test.each(['ics', 'csv', 'xlsx'] as const)('is exported as %s', async (format) => {
    const response = await officer.raw(`/calendar/export?from=2026-12-01&to=2027-03-01&format=${format}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(`.${format}`);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(200);
  });
});

describe('an absence', () => {
  test('brings tasks and the right to close them to the stand-in, in their own name, and no authority', async () => {
    const mira = await app.person('Mira', ['staff']);
    const jonas = await app.person('Jonas', ['staff']);
    const made = await make({ title: 'Backup test', ownerId: mira.personId });
    const [due] = await timesOf(made.id);
    const absence = { personId: mira.personId, standInId: jonas.personId, fromOn: TODAY, toOn: '2026-11-30' };
    const close = (client: TestClient) =>
      client.post(`/occurrences/${due!.id}/complete`, {
        version: 1,
        outcome: 'Tested',
        shownBy: ['OBL-0001'],
      });
    expect((await close(jonas)).status).toBe(403);
    expect((await jonas.post('/absences', absence)).status).toBe(403);
    expect((await mira.post('/absences', absence)).status).toBe(200);
    expect((await inboxOf(jonas)).map(({ title, standsInFor }) => [title, standsInFor])).toEqual([
      ['Backup test', 'Mira'],
    ]);
    expect((await jonas.get(`/calendar?from=${TODAY}&to=${TODAY}&whose=mine`)).body.entries).toHaveLength(1);
    const done = await close(jonas);
    expect(done.body).toMatchObject({ closedBy: jonas.personId, standInFor: mira.personId });
    expect(await inboxOf(jonas)).toEqual([]);
  });

  test('never hands on what needs the authority of whoever is away', async () => {
    const top = app.as('top-management');
    const stand = await app.person('Stand-in', ['staff']);
    const before = await inboxOf(stand);
    await officer.post('/absences', {
      personId: officer.personId,
      standInId: stand.personId,
      fromOn: TODAY,
      toOn: TODAY,
    });
    const officers = await inboxOf(officer);
    const handed = (await inboxOf(stand)).filter((task) => !before.some((each) => each.href === task.href));
    for (const task of handed) expect(task.waitsFor).toBeUndefined();
    // What the officer is asked by role (owners to name, gaps to close) is not the stand-in's.
    expect(officers.some(({ title }) => title.startsWith('Name an owner'))).toBe(true);
    expect(handed.some(({ title }) => title.startsWith('Name an owner'))).toBe(false);
    expect((await stand.post('/obligations', review)).status).toBe(403);
    expect((await top.get('/absences')).body.rows.length).toBeGreaterThan(0);
  });

  test('needs somebody who is there: no chain, no overlap, not oneself, nobody unknown', async () => {
    const [a, b, c] = await Promise.all(['Ann', 'Ben', 'Cem'].map((name) => app.person(name, ['staff'])));
    const away = (
      personId: string | null,
      standInId: string | null,
      days = { fromOn: '2027-03-01', toOn: '2027-03-10' },
    ) => officer.post('/absences', { personId, standInId, ...days });
    const field = async (answer: ReturnType<typeof away>) => (await answer).body.problems?.[0]?.path;
    expect((await away(a!.personId, b!.personId)).status).toBe(200);
    expect(await field(away(a!.personId, c!.personId))).toBe('fromOn');
    expect(await field(away(c!.personId, a!.personId))).toBe('standInId');
    expect(await field(away(b!.personId, c!.personId))).toBe('fromOn');
    expect(await field(away(c!.personId, c!.personId))).toBe('standInId');
    expect(await field(away(c!.personId, 'prs_unknown'))).toBe('standInId');
    expect(await field(away(c!.personId, b!.personId, { fromOn: '2027-03-10', toOn: '2027-03-01' }))).toBe(
      'toOn',
    );
    expect((await away(a!.personId, b!.personId, { fromOn: '2027-03-11', toOn: '2027-03-12' })).status).toBe(
      200,
    );
  });
});

describe('the feed', () => {
  const fetchFeed = (url: string, headers: Record<string, string> = {}) =>
    app.request(new URL(url).pathname, { headers });

  test('shows a person their own days, by an address that is kept as a hash and stops when they say so', async () => {
    const own = await app.person('Feed reader', ['staff']);
    await make({ title: 'Own duty, with; signs', ownerId: own.personId });
    expect((await own.get('/calendar/feed')).body).toEqual({ since: null });
    const { url } = (await own.post('/calendar/feed')).body;
    const stored = await app.runtime.db.read(null, (q) =>
      q.selectFrom('calendar_token').selectAll().execute(),
    );
    expect(JSON.stringify(stored)).not.toContain(url.split('/').at(-1).replace('.ics', ''));
    const first = await fetchFeed(url);
    const text = await first.text();
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(text).toContain('SUMMARY:Own duty\\, with\\; signs\r\n');
    expect(text.match(/BEGIN:VEVENT/g)!.length).toBeGreaterThan(2);
    expect((await fetchFeed(url, { 'if-none-match': first.headers.get('etag')! })).status).toBe(304);
    const second = (await own.post('/calendar/feed')).body.url;
    expect((await fetchFeed(url)).status).toBe(404);
    expect((await fetchFeed(second)).status).toBe(200);
    expect((await own.delete('/calendar/feed')).body).toEqual({ ended: true });
    expect((await fetchFeed(second)).status).toBe(404);
    expect((await app.operator.post('/calendar/feed')).status).toBe(403);
  });

  test('follows an absence: the stand-in sees those days, and whoever left sees nothing more', async () => {
    const away = await app.person('Away', ['staff']);
    const stand = await app.person('Stands in', ['staff']);
    await make({ title: 'Handed on', ownerId: away.personId, startsOn: '2026-11-26', leadDays: 1 });
    const { url } = (await stand.post('/calendar/feed')).body;
    expect(await (await fetchFeed(url)).text()).not.toContain('Handed on');
    await officer.post('/absences', {
      personId: away.personId,
      standInId: stand.personId,
      fromOn: '2026-11-25',
      toOn: '2026-11-27',
    });
    const text = await (await fetchFeed(url)).text();
    expect(text.match(/SUMMARY:Handed on/g)).toHaveLength(1);
    const left = await app.as('administrator').post(`/people/${stand.personId}/deactivate`, { version: 1 });
    expect(left.status).toBe(200);
    expect((await fetchFeed(url)).status).toBe(404);
  });

  test('holds the days of its person also behind thousands of days of others', async () => {
    const own = await app.person('Last in line', ['staff']);
    const piece = (await officer.post('/evidence', { title: 'Own piece', url: 'https://example.org/p' }))
      .body;
    const { id: _i, ref: _r, version: _v, ...fields } = piece;
    const actor = { id: null, name: 'x', via: 'operator' as const, roles: [] };
    await writing(app.runtime, { org: app.org, actor, operation: 'evidence.create' }, async (tx) => {
      for (let n = 0; n < 2100; n += 1)
        await tx.insert(evidence, { ...fields, title: `Other ${n}`, ownerId: null, expiresOn: '2027-02-01' });
      await tx.update(evidence, { id: piece.id }, { ownerId: own.personId, expiresOn: '2027-02-02' });
    });
    const shown = (await own.get('/calendar?from=2027-01-01&to=2027-03-01&whose=mine')).body;
    expect(shown.entries.map((each: { id: string }) => each.id)).toEqual([`${piece.id} expires`]);
    const { url } = (await own.post('/calendar/feed')).body;
    expect(await (await fetchFeed(url)).text()).toContain('SUMMARY:Own piece');
    expect((await own.get('/calendar?from=2027-01-01&to=2027-03-01')).body.cut).toBe(true);
  }, 30_000);

  test('answers every guess alike and makes whoever guesses wait', async () => {
    const guess = (token: string) => app.request(`/api/calendar-feeds/${token}.ics`);
    const answers = [];
    for (const token of ['x', 'A'.repeat(32), '../../etc/passwd', `${'B'.repeat(32)}%00`])
      answers.push(await guess(token));
    const bodies = await Promise.all(
      answers.slice(0, 2).map(async (answer) => ({ ...(await answer.json()), trace: '' })),
    );
    expect(bodies[0]).toEqual(bodies[1]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const later = [];
    for (let i = 0; i < 12; i += 1) later.push((await guess(`${'C'.repeat(31)}${i}`)).status);
    expect(later).toContain(429);
    expect(new Set(later)).toEqual(new Set([404, 429]));
  });
});

describe('the checks of planned intervals', () => {
  test('trip on a day that has passed and on one that was left, and clear when the next is done', async () => {
    const own = await makeTestApp({ modules: [evidenceModule, conformityModule, calendarModule] });
    const keeper = own.as('governance-officer');
    const judged = async () => {
      const rows = await Promise.all(
        ['ok', 'gap', 'unknown'].map(
          async (outcome) =>
            (await keeper.get(`/conformity/checks/calendar.kept-9.3.1/rows?outcome=${outcome}`)).body.rows,
        ),
      );
      return rows.flat().map((row: { outcome: string; reason: string }) => `${row.outcome} ${row.reason}`);
    };
    const latest = async () => (await keeper.get('/occurrences?state=due&sort=dueOn')).body.rows[0];
    expect(await judged()).toEqual([]);
    const duty = {
      ...review,
      title: 'Management review',
      kind: 'management-review',
      requirementId: 'iso-42001:9.3.1',
    };
    await keeper.post('/obligations', { ...duty, unit: 'week', every: 1, leadDays: 2 });
    expect(await judged()).toEqual(['ok ok']);
    own.clock.advanceDays(1);
    expect(await judged()).toEqual(['gap overdue']);
    const missed = await latest();
    await keeper.post(`/occurrences/${missed.id}/leave`, {
      version: missed.version,
      reason: 'Nobody was there',
    });
    expect(await judged()).toEqual(['gap not-done']);
    own.clock.advanceDays(7);
    const ctx = await acting(own.runtime, {
      org: own.org,
      actor: { id: null, name: 'OpenAIMS', via: 'job', roles: [] },
      operation: 'calendar.roll',
    });
    await calendarJobs[0]!.run(ctx, {});
    const next = await latest();
    await keeper.post(`/occurrences/${next.id}/complete`, {
      version: next.version,
      outcome: 'Held',
      shownBy: ['OBL-0001'],
    });
    expect(await judged()).toEqual(['ok ok']);
    await own.close();
  });
});
