import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { allChecks } from '#platform/checks/registered.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { template } from './template.ts';

let app: TestApp;
let officer: TestClient;
let top: TestClient;
beforeAll(async () => {
  app = await makeTestApp();
  officer = app.as('governance-officer');
  top = app.as('top-management');
});
afterAll(() => app.close());

type Activity = {
  id: string;
  version: number;
  title: string;
  start: string;
  end: string;
  slack: number;
  critical: boolean;
  after: { id: string; lag: number }[];
  days: number;
};
const show = async (client = officer) => (await client.get('/plan')).body;
const byTitle = (body: { activities: Activity[] }, title: string) =>
  body.activities.find((each) => each.title.startsWith(title))!;

/** Closes what is there and drafts anew, so that each test begins with a plan of its own. */
async function freshPlan(): Promise<{ id: string; version: number }> {
  const { plan } = await show();
  if (plan && plan.state !== 'closed')
    await officer.post(`/plan/${plan.id}/close`, { version: plan.version, reason: 'Begun anew' });
  const made = await officer.post('/plan', { startOn: '2026-11-30' });
  expect(made.status).toBe(200);
  return { id: made.body.id, version: 1 };
}
const named = async (id: string) => {
  const { plan } = await show();
  return officer.patch(`/plan/${id}`, {
    version: plan.version,
    sponsorId: top.personId,
    team: [{ personId: officer.personId, duty: 'Leads the project', daysPerWeek: 3 }],
    dayRateCents: 80_000,
  });
};

describe('who may do what', () => {
  test.each([
    ['external-auditor', 403],
    ['staff', 403],
    ['ai-engineer', 403],
  ] as const)('%s drafting a plan gets %i', async (role, status) => {
    expect((await app.as(role).post('/plan', {})).status).toBe(status);
  });

  test('every member reads the plan, a stranger does not', async () => {
    await freshPlan();
    expect((await app.as('external-auditor').get('/plan')).status).toBe(200);
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get('/plan')).body.plan).toBeNull();
    const { activities } = await show();
    expect(
      (await stranger.patch(`/plan-activities/${activities[0].id}`, { version: 1, days: 3 })).status,
    ).toBe(404);
  });

  test('one who owns an activity may change it, another without the role may not', async () => {
    await freshPlan();
    const engineer = app.as('ai-engineer');
    const body = await show();
    const own = byTitle(body, 'List the AI systems');
    expect((await engineer.patch(`/plan-activities/${own.id}`, { version: 1, days: 20 })).status).toBe(200);
    expect((await app.as('staff').patch(`/plan-activities/${own.id}`, { version: 2, days: 21 })).status).toBe(
      403,
    );
  });
});

describe('the life of a plan', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await freshPlan());
  });

  test('is proposed once it names team and sponsor, and approved by top management that did not propose it', async () => {
    const early = await officer.post(`/plan/${id}/propose`, { version: 1 });
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('team')]);
    await named(id);
    const proposed = await officer.post(`/plan/${id}/propose`, { version: 2 });
    expect(proposed.body).toMatchObject({ state: 'proposed', version: 3 });
    const words = 'We give the people, the money and our own time, and answer for it.';
    expect((await officer.post(`/plan/${id}/approve`, { version: 3, commitment: words })).status).toBe(403);
    expect((await app.operator.post(`/plan/${id}/approve`, { version: 3, commitment: words })).status).toBe(
      403,
    );
    expect((await top.post(`/plan/${id}/approve`, { version: 3, commitment: 'ok' })).status).toBe(422);
    expect((await top.post(`/plan/${id}/approve`, { version: 3, commitment: words })).body.state).toBe(
      'approved',
    );
    const body = await show();
    expect(body.plan).toMatchObject({ commitment: words, approvedByName: 'Person top-management' });
    expect(body.slipped).toBe(0);
    const frame = await officer.patch(`/plan/${id}`, { version: body.plan.version, title: 'Other' });
    expect(frame.status).toBe(409);
  });

  test('is not approved by whoever proposed it', async () => {
    await named(id);
    await top.post(`/plan/${id}/propose`, { version: 2 });
    const answer = await top.post(`/plan/${id}/approve`, {
      version: 3,
      commitment: 'We commit to all of this.',
    });
    expect([answer.status, answer.body.detail]).toEqual([403, expect.stringContaining('proposed yourself')]);
  });

  test('later changes of an activity show how far the end slipped, and taking it back drops the approval', async () => {
    await named(id);
    await officer.post(`/plan/${id}/propose`, { version: 2 });
    await top.post(`/plan/${id}/approve`, { version: 3, commitment: 'We commit to all of this.' });
    const audit = byTitle(await show(), 'Hold a full internal audit');
    await officer.patch(`/plan-activities/${audit.id}`, { version: audit.version, days: audit.days + 9 });
    expect((await show()).slipped).toBe(9);
    const back = await officer.post(`/plan/${id}/withdraw`, { version: 4, reason: 'Four sites more' });
    expect(back.body.state).toBe('draft');
    const { plan } = await show();
    expect(plan).toMatchObject({ commitment: null, approvedBy: null, withdrawnReason: 'Four sites more' });
  });

  test('there is one plan at a time, also for two drafts at once', async () => {
    const again = await officer.post('/plan', {});
    expect([again.status, again.body.code]).toEqual([409, 'duplicate']);
    await officer.post(`/plan/${id}/close`, { version: 1, reason: 'Begun anew' });
    const both = await Promise.all([officer.post('/plan', {}), top.post('/plan', {})]);
    expect(both.map((each) => each.status).sort()).toEqual([200, 409]);
  });
});

describe('the schedule', () => {
  beforeEach(freshPlan);

  test('starts on the day, ends after the weeks of the estimate, and has a critical path to the decision', async () => {
    const body = await show();
    expect(body.plan.weeks).toBe(28);
    expect(body.activities).toHaveLength(template.length);
    expect(body.end).toBe('2027-06-13');
    const path = body.criticalPath.map(
      (id: string) => body.activities.find((each: Activity) => each.id === id).title,
    );
    expect(path[0]).toContain('project team');
    expect(path.at(-1)).toContain('Decision on the certificate');
  });

  test('refuses a ring and names it; nothing changes', async () => {
    const body = await show();
    const [team, build] = [
      byTitle(body, 'Name the project team'),
      byTitle(body, 'Decide what has to be built'),
    ];
    const ring = await officer.patch(`/plan-activities/${team.id}`, {
      version: team.version,
      after: [{ id: build.id, lag: 0 }],
    });
    expect(ring.status).toBe(422);
    expect(ring.body.detail).toMatch(/wait for each other: ".*" → ".*"/);
    expect(ring.body.detail).toContain('Name the project team');
    expect(byTitle(await show(), 'Name the project team').version).toBe(team.version);
  });

  test('two changes at once cannot make a ring together', async () => {
    const add = async (title: string) =>
      (await officer.post('/plan-activities', { title, phase: 2, kind: 'activity', days: 3, effortDays: 1 }))
        .body as Activity;
    const [a, b] = [await add('First'), await add('Second')];
    const both = await Promise.all([
      officer.patch(`/plan-activities/${a.id}`, { version: 1, after: [{ id: b.id, lag: 0 }] }),
      officer.patch(`/plan-activities/${b.id}`, { version: 1, after: [{ id: a.id, lag: 0 }] }),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual([200, 422]);
    expect((await officer.get('/plan')).status).toBe(200);
  });

  test.each(['1969-12-31', '2200-01-01', '2026-02-30', '-000001-01-01', 'tomorrow'])(
    'refuses %s as a day, in plan and activity',
    async (day) => {
      const body = await show();
      const team = byTitle(body, 'Name the project team');
      expect(
        (await officer.patch(`/plan-activities/${team.id}`, { version: team.version, notBefore: day }))
          .status,
      ).toBe(422);
      expect(
        (await officer.patch(`/plan/${body.plan.id}`, { version: body.plan.version, startOn: day })).status,
      ).toBe(422);
    },
  );

  test('an activity taken out hands its predecessors on', async () => {
    const body = await show();
    const learn = byTitle(body, 'Learn from the pilot');
    const pilot = byTitle(body, 'Work by it in the pilot areas');
    expect((await officer.delete(`/plan-activities/${learn.id}`, { version: learn.version })).status).toBe(
      200,
    );
    const after = await show();
    expect(byTitle(after, 'Put it into practice').after.map((each) => each.id)).toEqual([pilot.id]);
  });

  test('a change of somebody else is a conflict', async () => {
    const team = byTitle(await show(), 'Name the project team');
    await officer.patch(`/plan-activities/${team.id}`, { version: team.version, days: 6 });
    const late = await officer.patch(`/plan-activities/${team.id}`, { version: team.version, days: 7 });
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
  });
});

describe('progress', () => {
  test('names only checks that exist', () => {
    const known = new Set(allChecks(app.runtime.registry).map((each) => each.id));
    for (const each of template)
      for (const proof of each.proofs)
        if (proof.kind === 'check') expect(known, proof.id).toContain(proof.id);
  });

  test('comes from the records: naming the team shows the activity as done, and nothing else does', async () => {
    const { id } = await freshPlan();
    const before = (await show()).activities.find((each: Activity) =>
      each.title.startsWith('Name the project team'),
    );
    expect(before.progress).toEqual({ state: 'open', holds: 0, of: 1 });
    await named(id);
    const after = (await show()).activities.find((each: Activity) =>
      each.title.startsWith('Name the project team'),
    );
    expect(after.progress).toEqual({ state: 'shown', holds: 1, of: 1 });
    const typed = await officer.patch(`/plan-activities/${after.id}`, {
      version: after.version,
      progress: 100,
    });
    expect(typed.status).toBe(422);
  });
});

describe('the estimate and the business case', () => {
  test('a factor set by a person needs a reason and changes the weeks', async () => {
    const { id } = await freshPlan();
    const bare = await officer.patch(`/plan/${id}`, {
      version: 1,
      factors: [{ id: 'size', weeks: 6, reason: '' }],
    });
    expect(bare.status).toBe(422);
    const set = await officer.patch(`/plan/${id}`, {
      version: 1,
      factors: [{ id: 'size', weeks: 6, reason: 'Four countries' }],
    });
    expect(set.body).toMatchObject({ weeks: 34 });
  });

  test('sums whole cents, and counts what nobody knows as unknown', async () => {
    const { id } = await freshPlan();
    const none = (await officer.get('/plan/business-case')).body;
    expect(none).toMatchObject({ effortCents: null, cycleCents: null, unknownAmounts: 6 });
    await officer.patch(`/plan/${id}`, {
      version: 1,
      dayRateCents: 80_050,
      costs: [
        { label: 'Body', reason: 'Offer of May', cents: 1_250_075, times: 'once' },
        { label: 'Surveillance', reason: 'The same', cents: 400_000, times: 'yearly' },
        { label: 'Tool', reason: '', cents: null, times: 'once' },
      ],
    });
    const money = (await officer.get('/plan/business-case')).body;
    expect(money.effortCents).toBe(money.effortDays * 80_050);
    expect(money).toMatchObject({ onceCents: 1_250_075, yearlyCents: 400_000, unknownAmounts: 1 });
    expect(money.cycleCents).toBe(money.effortCents + 1_250_075 + 1_200_000);
    expect((await officer.patch(`/plan/${id}`, { version: 2, dayRateCents: 12.5 })).status).toBe(422);
    expect((await officer.patch(`/plan/${id}`, { version: 2, dayRateCents: -1 })).status).toBe(422);
  });
});

describe('an audit in four weeks', () => {
  test('says what can still be done and what no hurry makes', async () => {
    await freshPlan();
    const { body } = await officer.get('/plan/audit-date');
    expect(body).toMatchObject({ auditOn: '2026-12-22', daysLeft: 28 });
    const line = (title: string) =>
      body.lines.find((each: { title: string }) => each.title.startsWith(title));
    expect(line('Ask where you stand').state).toBe('fits');
    expect(line('Measure and watch').state).toBe('no-history');
    expect(line('Measure and watch').why).toMatch(/by then there are 4\b/);
    expect(body.sentence).toContain('cannot honestly be done');
    const far = (await officer.get('/plan/audit-date?auditOn=2027-12-01')).body;
    expect(
      far.lines.every((each: { state: string }) => each.state === 'fits' || each.state === 'shown'),
    ).toBe(true);
    expect((await officer.get('/plan/audit-date?auditOn=1950-01-01')).status).toBe(422);
  });
});

describe('gaps become activities', () => {
  test('once each, before the design is released', async () => {
    const { id } = await freshPlan();
    const taken = await officer.post(`/plan/${id}/gaps`, { requirementIds: ['4.2', '10.2'] });
    expect(taken.body.created).toHaveLength(2);
    const again = await officer.post(`/plan/${id}/gaps`, { requirementIds: ['4.2'] });
    expect(again.body.created).toHaveLength(0);
    const body = await show();
    const release = byTitle(body, 'Look the design over');
    expect(release.after.map((each) => each.id)).toEqual(
      expect.arrayContaining(taken.body.created.map((each: { id: string }) => each.id)),
    );
    expect((await officer.post(`/plan/${id}/gaps`, { requirementIds: ['99.9'] })).status).toBe(422);
  });
});

describe('checks', () => {
  const rowsOf = async (check: string, outcome: string) =>
    (await officer.get(`/conformity/checks/${check}/rows?outcome=${outcome}`)).body.rows;

  test('a proposed plan is a gap of 5.1 until top management commits, a draft is neither', async () => {
    const { id } = await freshPlan();
    expect(await rowsOf('roadmap.commitment', 'gap')).toEqual([]);
    await named(id);
    await officer.post(`/plan/${id}/propose`, { version: 2 });
    expect((await rowsOf('roadmap.commitment', 'gap'))[0].reason).toBe('not-approved');
    await top.post(`/plan/${id}/approve`, { version: 3, commitment: 'We commit to all of this.' });
    expect(await rowsOf('roadmap.commitment', 'ok')).toHaveLength(1);
  });

  test('7.1 wants team, day rate and every cost', async () => {
    const { id } = await freshPlan();
    await named(id);
    await officer.post(`/plan/${id}/propose`, { version: 2 });
    expect((await rowsOf('roadmap.resources', 'gap'))[0].reason).toBe('unknown-costs');
    await officer.post(`/plan/${id}/withdraw`, { version: 3, reason: 'Costs are missing' });
    await officer.patch(`/plan/${id}`, {
      version: 4,
      costs: [{ label: 'Body', reason: '', cents: 100, times: 'once' }],
    });
    await officer.post(`/plan/${id}/propose`, { version: 5 });
    expect(await rowsOf('roadmap.resources', 'ok')).toHaveLength(1);
  });
});

describe('exports', () => {
  test('a calendar has an entry for every activity', async () => {
    await freshPlan();
    const file = await officer.raw('/plan/file?format=ics');
    expect(file.headers.get('content-type')).toContain('text/calendar');
    const text = await file.text();
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(template.length);
    expect(text).toContain('DTSTART;VALUE=DATE:20261130');
    expect(text).not.toMatch(/DTSTART;VALUE=DATE:NaN/);
  });

  test.each(['xlsx', 'pdf', 'docx', 'md'])('%s', async (format) => {
    const file = await officer.raw(`/plan/file?format=${format}`);
    expect(file.status).toBe(200);
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });
});
