import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packIds } from '#catalog/pack-ids.ts';
import { membership } from '#kernel/people.ts';
import type { Role } from '#kernel/roles.ts';
import { item, note, trialModule } from '#platform/checks/trial.fixture.ts';
import { defineModule } from '#platform/module.ts';
import { memberships } from '#platform/people-tables.ts';
import { acting, reading, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { freezeVerdicts } from './api.ts';
import { snapshotJob } from './jobs.ts';
import { conformityModule } from './module.ts';
import { conformityTasks } from './tasks.ts';

const operator = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
let excluded = new Map<string, { readonly soaVersion: number; readonly reason: string }>();
/** Stands for the register that issues the Statement of Applicability. */
const statementModule = defineModule({
  name: 'statement',
  title: 'Statement',
  exclusions: async () => excluded,
});

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [trialModule, statementModule, conformityModule] });
});
afterAll(() => app.close());

const write = <T>(run: Parameters<typeof writing<T>>[2], org = app.org) =>
  writing(app.runtime, { org, actor: operator, operation: 'trial.write' }, run);
const addItem = (name: string) => write((tx) => tx.insert(item, { name, dueOn: null }));
const backs = (itemId: string) => write((tx) => tx.insert(note, { itemId, good: true }));
// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
const line = async (id: string): Promise<any> => {
  const { body } = await app.as('staff').get('/conformity');
  return body.requirements.find((each: { id: string }) => each.id === id);
};
const position = async (): Promise<number> => (await app.as('staff').get('/conformity')).body.at;
const confirmation = async (id: string, extra = {}) => ({
  seenAt: await position(),
  statement: `I read the records behind ${id} and talked to their owners.`,
  ...extra,
});
async function clear(id: string): Promise<void> {
  const { confirmed } = await line(id);
  if (confirmed.id)
    await app.as('top-management').post(`/conformity/confirmations/${confirmed.id}/withdraw`, {
      version: confirmed.version,
      reason: 'for the test',
    });
}

describe('every requirement gets an honest verdict', () => {
  test('all 32 subclauses and 38 controls are there, in groups, and nothing is said of what no register shows', async () => {
    const { body } = await app.as('external-auditor').get('/conformity');
    expect(body.requirements.filter((each: { kind: string }) => each.kind === 'clause')).toHaveLength(32);
    expect(body.requirements.filter((each: { kind: string }) => each.kind === 'control')).toHaveLength(38);
    expect(body.groups.map((each: { id: string }) => each.id)).toEqual([
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      'A.2',
      'A.3',
      'A.4',
      'A.5',
      'A.6',
      'A.7',
      'A.8',
      'A.9',
      'A.10',
    ]);
    expect(await line('9.3.1')).toMatchObject({
      verdict: 'cannot-judge',
      because: 'No register of management reviews exists yet.',
      confirmed: { state: 'none' },
    });
    expect(body.basis).toBe("Today's checks on the records of now.");
  });

  test('4.4 moves from missing to partly there when a record appears, and the past keeps what it said', async () => {
    const before = await line('4.4');
    const at = await position();
    expect(before).toMatchObject({ verdict: 'missing', openGaps: 1 });
    await addItem('First item');
    expect(await line('4.4')).toMatchObject({ verdict: 'partial', openGaps: 0, proofs: 1 });
    const { body } = await app.as('staff').get(`/conformity/check?clause=4.4&at=${at}`);
    expect(body.requirements).toMatchObject([{ id: '4.4', verdict: 'missing' }]);
    expect(body.basis).toBe(`Today's checks on the records at entry ${at} of the log.`);
  });

  test('a day of the past is named in the basis', async () => {
    const day = app.clock.now().toISOString().slice(0, 10);
    app.clock.advanceDays(3);
    const { body } = await app.as('staff').get(`/conformity/check?clause=4&asOf=${day}`);
    expect(body).toMatchObject({ today: day, basis: `Today's checks on the records of ${day}.` });
    expect(body.requirements.map((each: { id: string }) => each.id)).toEqual(['4.1', '4.2', '4.3', '4.4']);
  });

  test('an unknown clause is refused with the forms that work', async () => {
    const { status, body } = await app.as('staff').get('/conformity/check?clause=11.7');
    expect(status).toBe(422);
    expect(body.problems[0].path).toBe('clause');
  });

  test('only the issued Statement excludes a control, and a withdrawn exclusion is gone', async () => {
    excluded = new Map([['A.10.4', { soaVersion: 2, reason: 'There are no customers of AI systems.' }]]);
    await addItem('moves the state of the log');
    expect(await line('A.10.4')).toMatchObject({
      verdict: 'excluded',
      because:
        'Excluded by version 2 of the Statement of Applicability: There are no customers of AI systems.',
      raises: [],
    });
    excluded = new Map();
    await addItem('moves it again');
    expect((await line('A.10.4')).verdict).toBe('cannot-judge');
  });
});

describe('5.3 asks who holds the roles', () => {
  test('a role whose only holder leaves is a gap, and a new holder clears it', async () => {
    expect((await line('5.3')).checks[0]).toMatchObject({ id: 'conformity.roles', ok: 3, gap: 0 });
    const holder = app.as('top-management').personId!;
    const end = (until: string | null) =>
      write(async (tx) => {
        const own = await memberships(tx).where('personId', '=', holder).executeTakeFirstOrThrow();
        await tx.update(membership, { id: own.id }, { until });
      });
    const today = app.clock.now().toISOString().slice(0, 10);
    await end(today);
    const lasting = await line('5.3');
    expect(lasting.checks[0]).toMatchObject({ ok: 3, gap: 0 });
    expect(lasting.nextFlip > today).toBe(true);
    app.clock.advanceDays(1);
    expect((await line('5.3')).checks[0]).toMatchObject({ ok: 2, gap: 1 });
    const { body } = await app.as('staff').get('/conformity/checks/conformity.roles/rows');
    expect(body.rows).toMatchObject([{ message: 'Nobody holds the role Top management.', fix: '/people' }]);
    expect((await line('5.3')).raises).toContain(
      'Top management, AI governance officer and administrator are named people: 1 record does not.',
    );
    await end(null);
    expect((await line('5.3')).checks[0]).toMatchObject({ ok: 3, gap: 0 });
  });
});

describe('a person confirms, the machine does not', () => {
  test.each([
    ['governance-officer', 200],
    ['quality-manager', 200],
    ['top-management', 200],
    ['administrator', 403],
    ['risk-manager', 403],
    ['ai-engineer', 403],
    ['internal-auditor', 403],
    ['external-auditor', 403],
    ['data-protection-officer', 403],
    ['consultant', 403],
    ['staff', 403],
  ] as const)('%s confirming 7.4 gets %i', async (role, status) => {
    const answer = await app.as(role).post('/conformity/requirements/7.4/confirm', await confirmation('7.4'));
    expect(answer.status).toBe(status);
  });

  test('the command line alone cannot confirm, nor can an officer who is also an auditor', async () => {
    const body = await confirmation('7.4');
    expect((await app.operator.post('/conformity/requirements/7.4/confirm', body)).status).toBe(403);
    const both = await app.person('Both hats', ['governance-officer', 'internal-auditor']);
    const answer = await both.post('/conformity/requirements/7.4/confirm', body);
    expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining('auditor') } });
  });

  test('a control cannot be confirmed, nor can several requirements at once', async () => {
    const officer = app.as('governance-officer');
    const control = await officer.post('/conformity/requirements/A.5.2/confirm', await confirmation('A.5.2'));
    expect(control).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
    const bulk = await officer.post('/conformity/requirements/7/confirm', await confirmation('7'));
    expect(bulk.status).toBe(404);
  });

  test('a confirmation becomes "on older facts" with the difference when a judged row changes, and only then', async () => {
    const first = await addItem('Backed item');
    const officer = app.as('governance-officer');
    const made = await officer.post('/conformity/requirements/4.4/confirm', await confirmation('4.4'));
    expect(made.body).toMatchObject({ requirementId: '4.4', state: 'standing', verdict: 'partial' });
    expect((await line('4.4')).confirmed).toMatchObject({
      state: 'current',
      byName: 'Person governance-officer',
    });
    // 4.4 asks for any item: a second one changes no judgement.
    await addItem('Another item');
    expect((await line('4.4')).confirmed.state).toBe('current');
    await officer.post('/conformity/requirements/9.1/confirm', await confirmation('9.1'));
    await backs(first.id);
    const { body } = await officer.get('/conformity/requirements/9.1');
    expect(body.requirement.confirmed.state).toBe('older-facts');
    expect(body.requirement.raises).toContain('It was confirmed on older facts.');
    expect(body.differences).toMatchObject([
      { check: 'trial.noted', ruleChanged: false, gone: ['"Backed item" lacks something.'], come: ['ok'] },
    ]);
    await clear('9.1');
    await clear('4.4');
  });

  test('a worse computed verdict shows beside the confirmation', async () => {
    const all = await write((tx) =>
      tx.q
        .selectFrom('item' as never)
        .selectAll()
        .where('to_seq' as never, 'is', null)
        .execute(),
    );
    await app.as('quality-manager').post('/conformity/requirements/4.4/confirm', await confirmation('4.4'));
    await write(async (tx) => {
      for (const each of all as { id: string; org_id: string }[])
        if (each.org_id === app.org) await tx.remove(item, { id: each.id });
    });
    expect(await line('4.4')).toMatchObject({
      verdict: 'missing',
      confirmed: { state: 'older-facts', betterThen: 'partial' },
    });
    await addItem('An item again');
    await clear('4.4');
  });

  test('what changed between looking and confirming stops the confirmation', async () => {
    const stale = await confirmation('9.1');
    await addItem('Came in between');
    const answer = await app.as('governance-officer').post('/conformity/requirements/9.1/confirm', stale);
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await line('9.1')).confirmed.state).toBe('none');
  });

  test('a position that does not exist yet, a past end and an empty statement are refused', async () => {
    const officer = app.as('governance-officer');
    const good = await confirmation('7.1');
    for (const wrong of [{ seenAt: good.seenAt + 1000 }, { expiresOn: '2020-01-01' }, { statement: 'ok' }]) {
      const answer = await officer.post('/conformity/requirements/7.1/confirm', { ...good, ...wrong });
      expect(answer.status).toBe(422);
    }
    expect((await line('7.1')).confirmed.state).toBe('none');
  });

  test('a confirmation runs out, and a newer one replaces it', async () => {
    const officer = app.as('governance-officer');
    const expiresOn = app.clock.now().toISOString().slice(0, 10);
    await officer.post('/conformity/requirements/7.1/confirm', await confirmation('7.1', { expiresOn }));
    expect((await line('7.1')).confirmed.state).toBe('current');
    app.clock.advanceDays(1);
    expect((await line('7.1')).confirmed.state).toBe('expired');
    await app.as('top-management').post('/conformity/requirements/7.1/confirm', await confirmation('7.1'));
    const { body } = await officer.get('/conformity/requirements/7.1');
    expect(body.confirmations.map((each: { state: string }) => each.state)).toEqual(['standing', 'replaced']);
    expect(body.requirement.confirmed.byName).toBe('Person top-management');
  });

  test('its author or the same authority may withdraw it, with a reason; others may not', async () => {
    await app.as('quality-manager').post('/conformity/requirements/7.2/confirm', await confirmation('7.2'));
    const { confirmed } = await line('7.2');
    const path = `/conformity/confirmations/${confirmed.id}/withdraw`;
    expect((await app.as('risk-manager').post(path, { version: 1, reason: 'not mine' })).status).toBe(403);
    expect((await app.as('quality-manager').post(path, { version: 1 })).status).toBe(422);
    const done = await app
      .as('quality-manager')
      .post(path, { version: 1, reason: 'I had overlooked two people' });
    expect(done.body).toMatchObject({ state: 'withdrawn' });
    expect((await line('7.2')).confirmed.state).toBe('none');
    const { body } = await app.as('staff').get('/conformity/requirements/7.2');
    expect(body.history.map((each: { sentence: string }) => each.sentence)).toContain(
      'Person quality-manager withdrew the confirmation: I had overlooked two people',
    );
  });
});

describe('an override stands beside the computed verdict, never in its place', () => {
  const until = (days: number) =>
    new Date(app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

  test('it needs authority, a reason and an end within a year, and cannot exclude', async () => {
    const officer = app.as('governance-officer');
    const path = '/conformity/requirements/6.3/override';
    const good = {
      verdict: 'partial',
      reason: 'Changes are planned on paper until March.',
      until: until(90),
    };
    expect((await app.as('internal-auditor').post(path, good)).status).toBe(403);
    for (const wrong of [
      { reason: '' },
      { until: until(-1) },
      { until: until(800) },
      { verdict: 'excluded' },
      { verdict: 'cannot-judge' },
    ])
      expect((await officer.post(path, { ...good, ...wrong })).status).toBe(422);
    expect((await officer.post(path, good)).body).toMatchObject({
      computed: 'cannot-judge',
      verdict: 'partial',
    });
    expect(await line('6.3')).toMatchObject({
      verdict: 'cannot-judge',
      override: { verdict: 'partial', byName: 'Person governance-officer' },
    });
  });

  test('its number and age show, it ends by its date, and it can be ended before', async () => {
    app.clock.advanceDays(10);
    const { body } = await app.as('staff').get('/conformity');
    expect(body.overrides).toEqual({ active: 1, expired: 0, oldestDays: 10 });
    app.clock.advanceDays(100);
    const { body: list } = await app.as('staff').get('/conformity/overrides');
    expect(list).toMatchObject({ active: 0, expired: 1, oldestDays: null });
    expect((await line('6.3')).override).toBeNull();
    const ended = await app.as('governance-officer').post(`/conformity/overrides/${list.rows[0].id}/end`, {
      version: 1,
      reason: 'The register is there now',
    });
    expect(ended.body.state).toBe('ended');
    expect((await app.as('staff').get('/conformity/overrides')).body).toMatchObject({
      active: 0,
      expired: 0,
    });
  });
});

describe('verdicts are frozen and their moves kept', () => {
  test('freezing keeps every verdict with the versions of checks and catalog', async () => {
    const ctx = await acting(app.runtime, { org: app.org, actor: operator, operation: 'statement.issue' });
    const frozen = await freezeVerdicts(ctx, { purpose: 'statement', subjectId: 'soa_1' });
    const { body } = await app.as('staff').get(`/conformity/frozen/${frozen.id}`);
    expect(body.verdicts).toHaveLength(70);
    const iso = app.runtime.catalog.pack('iso-42001');
    expect(body.catalogVersion.split('\n')).toContain(`iso-42001 ${iso.version} ${iso.sha256}`);
    expect(body.catalogVersion.split('\n')).toHaveLength(packIds.length);
    expect(body.verdicts.find((each: { id: string }) => each.id === '4.4').checks).toMatchObject([
      { id: 'trial.any', version: 1, ok: 1, gap: 0 },
    ]);
  });

  test('the daily record says what moved, and nothing when nothing moved', async () => {
    const job = async () => {
      const actor = { id: null, name: 'OpenAIMS', via: 'job', roles: [] } as const;
      await snapshotJob.run(
        await acting(app.runtime, { org: app.org, actor, operation: 'conformity.snapshot' }),
        {},
      );
      return (await app.as('staff').get('/conformity/trend')).body.points;
    };
    const before = (await job()).length;
    expect((await job()).length).toBe(before);
    const only = (await app.as('staff').get('/conformity/checks/trial.any/rows?outcome=ok')).body.rows;
    expect(only).toHaveLength(1);
    const items = (await app.as('staff').get('/conformity/checks/trial.noted/rows')).body.rows;
    const backed = (await app.as('staff').get('/conformity/checks/trial.noted/rows?outcome=ok')).body.rows;
    await write(async (tx) => {
      for (const { id } of [...items, ...backed]) await tx.remove(item, { id });
    });
    const points = await job();
    expect(points).toHaveLength(before + 1);
    expect(points.at(-1).moves).toContainEqual({ id: '4.4', from: 'partial', to: 'missing' });
    const { body } = await app.as('staff').get('/conformity/requirements/4.4');
    expect(body.history[0].sentence).toBe(
      'Went from “Records partly there” to “Records missing” (Daily record).',
    );
  });
});

describe('gaps lead to where they are mended', () => {
  test('the rows of a check come in pages, and a record shows the checks that touch it', async () => {
    const made = await addItem('Lonely item');
    const { body } = await app.as('staff').get('/conformity/checks/trial.noted/rows?limit=1');
    expect(body.rows).toMatchObject([
      { message: '"Lonely item" lacks something.', fix: `/items/${made.id}` },
    ]);
    const touching = await app.as('staff').get(`/conformity/records/${made.ref}`);
    expect(
      touching.body.rows.map((each: { check: string; outcome: string }) => [each.check, each.outcome]),
    ).toEqual([
      ['trial.noted', 'gap'],
      ['trial.backed', 'gap'],
      ['trial.due', 'unknown'],
    ]);
    expect((await app.as('staff').get('/conformity/checks/no.such/rows')).status).toBe(404);
  });

  test('the inbox has one line for each failing check, for those who keep registers, and the author of an old confirmation', async () => {
    await addItem('One more');
    const tasksOf = (client: ReturnType<TestApp['as']>, roles: readonly Role[]) =>
      reading(
        app.runtime,
        { org: app.org, actor: { id: client.personId, name: 'x', via: 'session', roles } },
        conformityTasks,
        true,
      );
    const manager = await tasksOf(app.as('risk-manager'), ['risk-manager']);
    expect(manager.find((task) => task.id === 'check:trial.noted')).toMatchObject({
      count: 2,
      why: '2 of 2 records do not meet this (8.1, 9.1).',
      href: '/conformity/8.1?check=trial.noted',
    });
    expect(await tasksOf(app.as('internal-auditor'), ['internal-auditor'])).toEqual([]);
    const quality = app.as('quality-manager');
    await quality.post('/conformity/requirements/9.1/confirm', await confirmation('9.1'));
    await addItem('Moves the facts of 9.1');
    const own = await tasksOf(quality, ['quality-manager']);
    expect(own.filter((task) => task.kind === 'confirmation')).toMatchObject([
      {
        title: 'Look again at your confirmation of 9.1',
        why: 'The records it was based on have changed since.',
      },
    ]);
    await clear('9.1');
  });

  test('another organisation sees nothing of it', async () => {
    const { officer } = await app.otherOrganisation();
    const { body } = await officer.get('/conformity');
    const found = body.requirements.find((each: { id: string }) => each.id === '9.1');
    expect(found).toMatchObject({ verdict: 'cannot-judge', openGaps: 0, confirmed: { state: 'none' } });
  });
});
