import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#kernel/roles.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';

let app: TestApp;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp();
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

type Asked = { readonly interview: string; readonly part: string; readonly client: TestClient };

/** An interview of one person about some requirements. */
async function ask(
  client: TestClient,
  requirementIds: readonly string[],
  depth: 'first' | 'all' = 'all',
): Promise<Asked> {
  const made = await officer.post('/gap/interviews', {
    title: 'Where do we stand?',
    depth,
    parts: [{ personId: client.personId, requirementIds }],
  });
  expect(made.status).toBe(200);
  return { interview: made.body.id, part: made.body.parts[0].id, client };
}
const answer = (asked: Asked, rest: object = {}, client = asked.client) =>
  client.post(`/gap/parts/${asked.part}/answers`, {
    requirementId: '5.2',
    question: 0,
    answer: 'yes',
    ...rest,
  });
const byLink = async (path: string, body?: object) => {
  const response = await app.request(`/api/by-link/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, never>,
  };
};
const linkFor = async (asked: Asked, days = 14) =>
  ((await officer.post(`/gap/parts/${asked.part}/link`, { days })).body.path as string).split('/')[2]!;

describe('who may do what', () => {
  test.each([
    ['governance-officer', 200],
    ['top-management', 200],
    ['consultant', 200],
    ['ai-engineer', 403],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('%s beginning an interview gets %i', async (role: Role, status) => {
    const made = await app.as(role).post('/gap/interviews', {
      title: 'Where?',
      parts: [{ personId: officer.personId, requirementIds: ['4.1'] }],
    });
    expect(made.status).toBe(status);
  });

  test('only the person who is asked answers, not even whoever asks', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    expect((await answer(asked)).status).toBe(200);
    const other = await answer(asked, {}, officer);
    expect([other.status, other.body.detail]).toEqual([403, expect.stringContaining('another person')]);
    expect((await answer(asked, {}, app.operator)).status).toBe(403);
  });

  test('another organisation sees nothing of it', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get(`/gap/parts/${asked.part}`)).status).toBe(404);
    expect((await stranger.post(`/gap/parts/${asked.part}/link`, {})).status).toBe(404);
  });
});

describe('answers are claims', () => {
  test('each is a record of its own, dated, with a version for each change', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    const first = await answer(asked, { answer: 'partly' });
    expect(first.body).toMatchObject({ version: 1, answer: 'partly', answeredOn: '2026-11-24' });
    const second = await answer(asked, {
      answer: 'yes',
      words: 'Signed in May',
      evidenceUrl: 'https://intra.example/policy',
      version: 1,
    });
    expect(second.body).toMatchObject({ id: first.body.id, version: 2, words: 'Signed in May' });
    const late = await answer(asked, { answer: 'no', version: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
  });

  test('"not applicable" needs a reason, and an address must be one', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    expect((await answer(asked, { answer: 'not-applicable' })).body.problems[0].path).toBe('words');
    expect((await answer(asked, { answer: 'not-applicable', words: 'We have none' })).status).toBe(200);
    expect((await answer(asked, { evidenceUrl: 'javascript:alert(1)' })).status).toBe(422);
  });

  test('a question that was not put to the person, and one after the close, are refused; nothing is lost', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    await answer(asked);
    expect((await answer(asked, { requirementId: '4.1' })).status).toBe(422);
    expect((await answer(asked, { question: 40 })).status).toBe(422);
    const closed = await officer.post(`/gap/interviews/${asked.interview}/close`, { version: 1 });
    expect(closed.body.state).toBe('closed');
    expect((await answer(asked, { question: 1 })).status).toBe(409);
    const { body } = await asked.client.get(`/gap/parts/${asked.part}`);
    expect(body.requirements[0].questions[0].answered.answer).toBe('yes');
    await officer.post(`/gap/interviews/${asked.interview}/reopen`, { version: 2 });
    expect((await answer(asked, { question: 1 })).status).toBe(200);
  });

  test('change no verdict: yes stands beside "no record shows it"', async () => {
    const fresh = await makeTestApp();
    try {
      const first = fresh.as('governance-officer');
      const verdictOf = async () =>
        (await first.get('/conformity')).body.requirements.find((each: { id: string }) => each.id === '6.1.2')
          .verdict;
      const before = await verdictOf();
      const made = await first.post('/gap/interviews', {
        title: 'x',
        depth: 'first',
        parts: [{ personId: first.personId, requirementIds: ['6.1.2'] }],
      });
      await first.post(`/gap/parts/${made.body.parts[0].id}/answers`, {
        requirementId: '6.1.2',
        question: 0,
        answer: 'yes',
      });
      const { body } = await first.get('/gap/result');
      const line = body.lines.find((each: { id: string }) => each.id === '6.1.2');
      expect(line).toMatchObject({
        claimed: 'yes',
        gap: 'no-record',
        sentence: 'You say yes; no record shows it.',
      });
      expect(await verdictOf()).toBe(before);
      expect(body.counts['not-asked']).toBe(31);
    } finally {
      await fresh.close();
    }
  });
});

describe('ten people at once', () => {
  test('lose nothing, and two on the same question both keep their claim', async () => {
    const people = await Promise.all(
      Array.from({ length: 10 }, (_, i) => app.person(`Answerer ${i}`, ['staff'])),
    );
    const made = await officer.post('/gap/interviews', {
      title: 'All at once',
      depth: 'all',
      parts: people.map((each) => ({ personId: each.personId, requirementIds: ['4.1', '4.2'] })),
    });
    const send = people.flatMap((client, i) =>
      [0, 1, 2, 3].flatMap((question) =>
        ['4.1', '4.2'].map((requirementId) =>
          client.post(`/gap/parts/${made.body.parts[i].id}/answers`, {
            requirementId,
            question,
            answer: i % 2 ? 'yes' : 'no',
            words: `Word of ${i}`,
          }),
        ),
      ),
    );
    const statuses = (await Promise.all(send)).map((each) => each.status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const { body } = await officer.get('/gap/result');
    const line = body.lines.find((each: { id: string }) => each.id === '4.2');
    const ours = line.claims.filter((each: { name: string }) => each.name.startsWith('Answerer'));
    expect(ours).toHaveLength(40);
    expect(line).toMatchObject({ claimed: 'divided', gap: 'divided' });
  });

  test('and one person twice on the same question at once has one claim with both versions', async () => {
    const asked = await ask(app.as('quality-manager'), ['5.2']);
    const both = await Promise.all([answer(asked, { answer: 'yes' }), answer(asked, { answer: 'no' })]);
    expect(both.map((each) => each.status)).toEqual([200, 200]);
    expect(new Set(both.map((each) => each.body.id)).size).toBe(1);
    expect(both.map((each) => each.body.version).sort()).toEqual([1, 2]);
  });
});

describe('a link', () => {
  test('opens one person’s questions without an account, names them, and only its hash is kept', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    const token = await linkFor(asked);
    const { body, headers } = await byLink(`${token}/interview`);
    expect(body).toMatchObject({
      person: 'Person staff',
      organisation: 'Test organisation',
      linkUntil: '2026-12-08',
    });
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const said = await byLink(`${token}/interview/answers`, {
      requirementId: '5.2',
      question: 0,
      answer: 'no',
    });
    expect(said.status).toBe(200);
    expect((await byLink(`${token}/interview/finish`, {})).body).toMatchObject({ state: 'finished' });
    const line = (await officer.get('/gap/result')).body.lines.find(
      (each: { id: string }) => each.id === '5.2',
    );
    expect(line.claims.filter((each: { by: string }) => each.by === 'link')).toMatchObject([
      { question: 0, answer: 'no', name: 'Person staff' },
    ]);
    const rows = await app.runtime.db.write(null, ({ exec }) =>
      exec(`select * from "one_time_token" where "kind" = 'interview'`, []),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('opened after its time says so, and keeps what was answered', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    const token = await linkFor(asked, 3);
    await byLink(`${token}/interview/answers`, {
      requirementId: '5.2',
      question: 0,
      answer: 'yes',
      words: 'Before',
    });
    app.clock.advanceDays(4);
    const late = await byLink(`${token}/interview`);
    expect([late.status, late.body.code]).toEqual([410, 'link-over']);
    expect(late.body.next).toContain('kept');
    expect(
      (await byLink(`${token}/interview/answers`, { requirementId: '5.2', question: 1, answer: 'yes' }))
        .status,
    ).toBe(410);
    const again = await byLink(`${await linkFor(asked)}/interview`);
    expect(JSON.stringify(again.body)).toContain('Before');
  });

  test('taken back, replaced, or never made opens nothing', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    const first = await linkFor(asked);
    const second = await linkFor(asked);
    expect((await byLink(`${first}/interview`)).status).toBe(410);
    expect((await byLink(`${second}/interview`)).status).toBe(200);
    await officer.post(`/gap/parts/${asked.part}/revoke-link`, {});
    expect((await byLink(`${second}/interview`)).status).toBe(410);
    expect((await byLink('never/interview')).status).toBe(404);
  });

  test('answers slow down whoever guesses, and a page of another site cannot answer', async () => {
    const fresh = await makeTestApp();
    try {
      const guess = (n: number) => fresh.request(`/api/by-link/guess${n}/interview`);
      const statuses: number[] = [];
      for (let n = 0; n < 8; n += 1) statuses.push((await guess(n)).status);
      expect(statuses[0]).toBe(404);
      expect(statuses.at(-1)).toBe(429);
      const foreign = await fresh.request('/api/by-link/x/interview/answers', {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
      });
      expect(foreign.status).toBe(403);
    } finally {
      await fresh.close();
    }
  });
});

describe('one link', () => {
  test('that is used like a program is slowed down, and what was saved stays', async () => {
    const asked = await ask(app.as('staff'), ['5.2']);
    const token = await linkFor(asked);
    await byLink(`${token}/interview/answers`, {
      requirementId: '5.2',
      question: 0,
      answer: 'yes',
      words: 'Kept',
    });
    let last = 200;
    for (let n = 0; n < 300 && last === 200; n += 1) last = (await byLink(`${token}/interview`)).status;
    expect(last).toBe(429);
    app.clock.advanceDays(1);
    expect(JSON.stringify((await byLink(`${token}/interview`)).body)).toContain('Kept');
  });
});

describe('reuse of what exists', () => {
  test('counts what the crosswalk holds for the same, and never an intersection', async () => {
    const declare = (framework: string, clause: string, title: string) =>
      officer.post('/reusable-items', { framework, clause, title, kind: 'audit' });
    expect((await declare('iso-27001', '9.3.1', 'Management review of information security')).status).toBe(
      200,
    );
    await declare('iso-9001-2015', '8.4', 'Control of outside suppliers');
    const { body } = await officer.get('/gap/reuse');
    expect(body.rule).toContain('never counted');
    const from = (framework: string) =>
      body.lines.filter((each: { item: { framework: string } }) => each.item.framework === framework)[0]
        .serves;
    expect(from('iso-9001-2015').length).toBeGreaterThan(0);
    expect(from('iso-9001-2015').every((each: { counts: boolean }) => !each.counts)).toBe(true);
    for (const each of from('iso-27001'))
      expect(each.counts).toBe(each.relation === 'equal' || each.relation === 'superset');
    const counted = from('iso-27001').filter((each: { counts: boolean }) => each.counts).length;
    expect(body.avoided).toHaveLength(counted);
    expect(body.extendable.length).toBeGreaterThan(0);
  });

  test('refuses a clause that the standard does not have', async () => {
    const wrong = await officer.post('/reusable-items', {
      framework: 'iso-9001-2015',
      clause: '99.9',
      title: 'x',
      kind: 'document',
    });
    expect([wrong.status, wrong.body.problems[0].path]).toEqual([422, 'clause']);
  });
});

describe('the report', () => {
  test.each(['docx', 'pdf', 'xlsx', 'html', 'md'])('comes as %s', async (format) => {
    const file = await officer.raw(`/gap/report?format=${format}`);
    expect(file.status).toBe(200);
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(500);
  });

  test('says who claimed what, and that a claim proves nothing', async () => {
    const text = await (await officer.raw('/gap/report?format=md')).text();
    expect(text).toContain('It proves nothing by itself');
    expect(text).toContain('Word of 3');
    expect(text).toContain('(by link)');
  });
});
