import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { changeStage } from './change.testing.ts';

let app: TestApp;
let on: Awaited<ReturnType<typeof changeStage>>;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  on = await changeStage(app);
});
afterAll(() => app.close());

const DESCRIBED = (client: TestClient) => ({
  purpose: 'The supplier ends the former version',
  consequences: 'Scores move; the risk is judged again',
  responsibleId: client.personId,
});

/** A recognised change of a base model, described, and the records behind it. */
async function recognised(name: string) {
  const made = await on.system(name);
  await on.newVersion(made.model.id, '2.0');
  await on.recognise();
  const found = await on.changeOf(made.model.id);
  const { body } = await on.officer.patch(`/system-changes/${found.id}`, {
    version: found.version,
    ...DESCRIBED(on.officer),
  });
  return { ...made, change: body };
}

describe('what a change makes stale', () => {
  test('nothing is stale while nothing changed: the first link is the making of a system, not its change', async () => {
    const { system, risk } = await on.system('Quiet');
    expect(await on.staleOf(system.id)).toEqual([]);
    expect(await on.staleOf(risk.id)).toEqual([]);
  });

  test('another version of a base model marks the classification and the risks of the systems that use it, no others', async () => {
    const { model, system, risk } = await on.system('Ranker');
    const other = await on.system('Untouched');
    await on.newVersion(model.id, '2.0');
    expect(await on.staleOf(system.id)).toMatchObject([
      { dependent: 'system.classification', cause: 'model.version', act: 'Confirm the classification again' },
    ]);
    expect(await on.staleOf(risk.id)).toMatchObject([
      {
        dependent: 'risk.assessment',
        owner: 'Person risk-manager',
        by: 'Person ai-engineer',
        href: `/risks/${risk.id}`,
      },
    ]);
    expect(await on.staleOf(other.risk.id)).toEqual([]);
    expect(await on.staleOf(other.system.id)).toEqual([]);
  });

  test('judging again clears it, although the result and the day are the same', async () => {
    const { model, risk } = await on.system('Same again');
    await on.newVersion(model.id, '2.0');
    expect(await on.staleOf(risk.id)).toHaveLength(1);
    const again = await on.manager.post(`/risks/${risk.id}/assess`, {
      version: risk.version,
      likelihood: 2,
      consequence: 2,
    });
    expect(again.body.version).toBe(risk.version + 1);
    expect(await on.staleOf(risk.id)).toEqual([]);
  });

  test('an edit of the text is no look, and a later change marks it anew', async () => {
    const { model, risk } = await on.system('Edited');
    await on.newVersion(model.id, '2.0');
    await on.manager.patch(`/risks/${risk.id}`, { version: risk.version, source: 'The base model' });
    expect(await on.staleOf(risk.id)).toHaveLength(1);
    const { body } = await on.manager.post(`/risks/${risk.id}/assess`, {
      version: risk.version + 1,
      likelihood: 3,
      consequence: 2,
    });
    expect(await on.staleOf(risk.id)).toEqual([]);
    await on.newVersion(model.id, '3.0');
    expect(await on.staleOf(body.id)).toHaveLength(1);
  });

  test.each([
    ['the purpose', { purpose: 'Decides on applications' }, 'system.purpose'],
    ['the people affected', { affectedPeople: 'Applicants and their families' }, 'system.population'],
    ['the autonomy', { autonomy: 'decides-alone' }, 'system.autonomy'],
    ['the sector', { sector: 'employment' }, 'system.sector'],
    ['our role', { isoRoles: ['ai-provider'] }, 'system.roles'],
  ])('%s of the system marks its risks', async (_what, patch, cause) => {
    const { system, risk } = await on.system(`Facts ${cause}`);
    await on.engineer.patch(`/systems/${system.id}`, { version: system.version, ...patch });
    expect((await on.staleOf(risk.id)).map((each) => each.cause)).toEqual([cause]);
  });

  test('a data set linked, changed and taken away each mark, over the model too', async () => {
    const { system, model, risk } = await on.system('Data');
    const { body: data } = await on.engineer.post('/datasets', { name: 'CVs', source: 'Bought' });
    await on.engineer.post(`/systems/${system.id}/links`, { kind: 'uses-data', to: data.id });
    await on.engineer.post(`/models/${model.id}/links`, { kind: 'trained-on', to: data.id });
    await on.engineer.patch(`/datasets/${data.id}`, { version: data.version, personalData: 'personal' });
    await on.engineer.raw(`/systems/${system.id}/links`, {
      method: 'DELETE',
      body: JSON.stringify({ kind: 'uses-data', to: data.id }),
      headers: { 'content-type': 'application/json' },
    });
    expect((await on.staleOf(risk.id)).map((each) => each.cause).sort()).toEqual([
      'dataset.content',
      'model.dataset',
      'system.dataset',
      'system.dataset',
    ]);
  });

  test('another supplier, and another contract of one, mark the systems behind', async () => {
    const { system, risk } = await on.system('Supplied');
    const { body: supplier } = await on.engineer.post('/suppliers', { name: 'Models Ltd', contract: 'C-1' });
    await on.engineer.post(`/systems/${system.id}/links`, { kind: 'supplied-by', to: supplier.id });
    await on.engineer.patch(`/suppliers/${supplier.id}`, { version: 1, contract: 'C-2' });
    expect((await on.staleOf(risk.id)).map((each) => each.cause).sort()).toEqual([
      'supplier.terms',
      'system.supplier',
    ]);
  });

  test('a control that rests on nothing but the risk is marked with it', async () => {
    const { model, system, risk } = await on.system('Controlled');
    const { body: own } = await on.officer.post('/controls', {
      title: 'A second look',
      implementation: 'planned',
      ownerId: on.officer.personId,
    });
    const { body: measure } = await on.manager.post(`/risks/${risk.id}/treatments`, {
      title: 'Look twice',
      ownerId: on.manager.personId,
      dueOn: '2027-01-31',
      controlIds: [own.id],
    });
    await on.top.post(`/treatments/${measure.id}/approve`, { version: measure.version });
    expect(await on.staleOf(own.id)).toEqual([]);
    await on.newVersion(model.id, '2.0');
    expect(await on.staleOf(own.id)).toMatchObject([{ dependent: 'control.inclusion' }]);
    const { body: now } = await on.officer.get(`/controls/${own.id}`);
    await on.officer.post(`/controls/${own.id}/include`, { version: now.version });
    expect(await on.staleOf(own.id)).toEqual([]);
    expect(system.id).toBeTruthy();
  });

  test('what was stale on a past day is read of that day', async () => {
    const { model, risk } = await on.system('Past');
    await on.newVersion(model.id, '2.0');
    const [mark] = await on.staleOf(risk.id);
    await on.manager.post(`/risks/${risk.id}/assess`, {
      version: risk.version,
      likelihood: 2,
      consequence: 2,
    });
    const of = async (at: number) => (await on.officer.get(`/records/${risk.id}/stale?at=${at}`)).body.marks;
    expect(await of(mark!.seq - 1)).toEqual([]);
    expect(await of(mark!.seq)).toHaveLength(1);
    expect(await on.staleOf(risk.id)).toEqual([]);
  });
});

describe('"still right"', () => {
  test('is said by the owner with a reason, for one change; the others stay open', async () => {
    const { model, system, risk } = await on.system('Answered');
    await on.newVersion(model.id, '2.0');
    await on.engineer.patch(`/systems/${system.id}`, { version: system.version, sector: 'employment' });
    const marks = await on.staleOf(risk.id);
    expect(marks).toHaveLength(2);
    const say = (client: TestClient, mark: object, reason = 'The scores were compared on the test set') =>
      client.post('/stale/still-right', { ...mark, id: risk.id, reason });
    const picked = { dependent: marks[0]!.dependent, cause: marks[0]!.cause, seq: marks[0]!.seq };
    expect((await say(on.officer, picked)).status).toBe(403);
    expect((await say(app.operator, picked)).status).toBe(403);
    expect((await say(on.manager, picked, ' ')).status).toBe(422);
    expect(await say(on.manager, picked)).toMatchObject({ status: 200, body: { left: 1 } });
    expect(await on.staleOf(risk.id)).toHaveLength(1);
    expect((await say(on.manager, picked)).body.code).toBe('wrong-state');
  });

  test('is the governance officer’s word where nobody owns the record', async () => {
    const { model, risk } = await on.system('Unowned');
    await on.manager.patch(`/risks/${risk.id}`, { version: risk.version, ownerId: null });
    await on.newVersion(model.id, '2.0');
    const [mark] = await on.staleOf(risk.id);
    const body = { dependent: mark!.dependent, cause: mark!.cause, seq: mark!.seq, id: risk.id };
    expect((await on.manager.post('/stale/still-right', { ...body, reason: 'It holds' })).status).toBe(403);
    expect((await on.officer.post('/stale/still-right', { ...body, reason: 'It holds' })).status).toBe(200);
  });
});

describe('recognising changes', () => {
  test('a change is written down once, with who made it and what it concerns, however often the log is looked through', async () => {
    await on.recognise();
    const { model } = await on.system('Recognised');
    expect(await on.recognise()).toBe(0);
    await on.newVersion(model.id, '2.0');
    expect(await on.recognise()).toBe(1);
    expect(await on.recognise()).toBe(0);
    expect(await on.changeOf(model.id)).toMatchObject({
      state: 'recognised',
      cause: 'model.version',
      subjects: 1,
      systems: 1,
      madeBy: on.engineer.personId,
      planned: 'unknown',
    });
  });

  test('a mark names the change as soon as it is recognised', async () => {
    const { model, risk } = await on.system('Named');
    await on.newVersion(model.id, '2.0');
    expect((await on.staleOf(risk.id))[0]!.changeRef).toBeNull();
    await on.recognise();
    expect((await on.staleOf(risk.id))[0]!.changeRef).toMatch(/^CHG-/);
  });

  test('an announced and approved change is paired with what the log shows', async () => {
    const { model, risk } = await on.system('Announced');
    const { body: announced } = await on.engineer.post('/system-changes/announce', {
      cause: 'model.version',
      subject: model.ref,
      title: 'Move to version 2',
      plannedFor: '2026-12-10',
      ...DESCRIBED(on.engineer),
    });
    expect(announced).toMatchObject({ state: 'announced', planned: 'planned', subjectId: model.id });
    const approved = await on.officer.post(`/system-changes/${announced.id}/approve`, { version: 1 });
    expect(approved.body.state).toBe('approved');
    await on.newVersion(model.id, '2.0');
    await on.recognise();
    expect(await on.changeOf(model.id)).toMatchObject({ id: announced.id, state: 'made', systems: 1 });
    expect((await on.staleOf(risk.id))[0]!.changeRef).toBe(announced.ref);
  });

  test('one that was made before it was approved says so', async () => {
    const { model } = await on.system('Too early');
    await on.engineer.post('/system-changes/announce', {
      cause: 'model.version',
      subject: model.id,
      title: 'Move to version 2',
    });
    await on.newVersion(model.id, '2.0');
    await on.recognise();
    expect(await on.changeOf(model.id)).toMatchObject({ state: 'recognised', planned: 'planned' });
  });

  test('a change that no register shows is announced for a system and counts from the report on', async () => {
    const { system, risk } = await on.system('Another region');
    const { body: announced } = await on.engineer.post('/system-changes/announce', {
      cause: 'change.other',
      subject: system.id,
      title: 'Use it in Austria too',
      ...DESCRIBED(on.engineer),
    });
    expect((await on.officer.post(`/system-changes/${announced.id}/approve`, { version: 1 })).status).toBe(
      200,
    );
    expect(await on.staleOf(risk.id)).toEqual([]);
    const made = await on.engineer.post(`/system-changes/${announced.id}/carry-out`, { version: 2 });
    expect(made.body.state).toBe('made');
    expect((await on.staleOf(risk.id)).map((each) => each.cause)).toEqual(['change.other']);
    await on.recognise();
    const { body: paired } = await on.officer.get(`/system-changes/${announced.id}`);
    expect(paired.seq).toBeGreaterThan(0);
    expect((await on.staleOf(risk.id))[0]!.changeRef).toBe(announced.ref);
  });

  test('a change that shows in its own register is not reported by hand', async () => {
    const { model } = await on.system('By hand');
    const { body } = await on.engineer.post('/system-changes/announce', {
      cause: 'model.version',
      subject: model.id,
      title: 'Move',
      ...DESCRIBED(on.engineer),
    });
    await on.officer.post(`/system-changes/${body.id}/approve`, { version: 1 });
    const answer = await on.engineer.post(`/system-changes/${body.id}/carry-out`, { version: 2 });
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });

  test('the preview tells beforehand what then is marked', async () => {
    const { model, system, risk } = await on.system('Foreseen');
    const { body } = await on.officer.get(`/change-preview?cause=model.version&subject=${model.ref}`);
    expect(body).toMatchObject({ systems: 1, total: 2 });
    await on.newVersion(model.id, '2.0');
    const marks = [...(await on.staleOf(system.id)), ...(await on.staleOf(risk.id))];
    expect(body.byKind.map((each: { dependent: string }) => each.dependent).sort()).toEqual(
      marks.map((each) => each.dependent).sort(),
    );
  });

  test('a change that cannot happen to the record is refused', async () => {
    const { system } = await on.system('Wrong kind');
    const body = { cause: 'model.version', subject: system.id, title: 'Move' };
    expect((await on.engineer.post('/system-changes/announce', body)).status).toBe(422);
    expect((await on.engineer.post('/system-changes/announce', { ...body, cause: 'no.such' })).status).toBe(
      422,
    );
    expect(
      (await on.engineer.post('/system-changes/announce', { ...body, subject: 'SYS-9999' })).status,
    ).toBe(404);
  });
});

describe('the life of a change', () => {
  test('approval needs purpose, consequences and who answers, and a second person', async () => {
    const { model } = await on.system('Bare');
    await on.newVersion(model.id, '2.0');
    await on.recognise();
    const bare = await on.changeOf(model.id);
    const refused = await on.officer.post(`/system-changes/${bare.id}/approve`, { version: bare.version });
    expect(refused.status).toBe(409);
    expect(refused.body.problems.map((each: { path: string }) => each.path)).toEqual([
      'purpose',
      'consequences',
      'responsibleId',
    ]);
  });

  test('whoever announced a change does not approve it', async () => {
    const { model } = await on.system('Own');
    const { body } = await on.officer.post('/system-changes/announce', {
      cause: 'model.version',
      subject: model.id,
      title: 'Move',
      ...DESCRIBED(on.officer),
    });
    expect((await on.officer.post(`/system-changes/${body.id}/approve`, { version: 1 })).status).toBe(403);
    expect((await on.top.post(`/system-changes/${body.id}/approve`, { version: 1 })).status).toBe(200);
  });

  test('an unintended change is approved only with what is done about its effects', async () => {
    const { change } = await recognised('Unintended');
    const { body: said } = await on.officer.patch(`/system-changes/${change.id}`, {
      version: change.version,
      planned: 'unintended',
    });
    const refused = await on.officer.post(`/system-changes/${change.id}/approve`, { version: said.version });
    expect(refused.body.problems).toMatchObject([{ path: 'mitigation' }]);
    const { body: mitigated } = await on.officer.patch(`/system-changes/${change.id}`, {
      version: said.version,
      mitigation: 'Results of the last week are checked by hand',
    });
    const approved = await on.officer.post(`/system-changes/${change.id}/approve`, {
      version: mitigated.version,
    });
    expect(approved.body.state).toBe('made');
  });

  test('its review closes only when everything it made stale was looked at, and the note tells who did what', async () => {
    const { change, risk, system } = await recognised('Whole life');
    const { body: made } = await on.officer.post(`/system-changes/${change.id}/approve`, {
      version: change.version,
    });
    const review = () =>
      on.officer.post(`/system-changes/${change.id}/review`, {
        version: made.version,
        conclusion: 'Everything was looked at',
      });
    expect((await review()).body.detail).toContain('2 records are still to be looked at again');
    const [mark] = await on.staleOf(risk.id);
    await on.manager.post('/stale/still-right', {
      dependent: mark!.dependent,
      id: risk.id,
      cause: mark!.cause,
      seq: mark!.seq,
      reason: 'Compared on the test set of May',
    });
    expect((await review()).body.detail).toContain('1 record is still');
    await on.confirmed(system.id);
    expect((await review()).body.state).toBe('reviewed');
    const { body } = await on.officer.get(`/system-changes/${change.id}/affected`);
    expect(body.tally).toMatchObject({ open: 0, 'still-right': 1, 'looked-again': 1 });
    const note = await on.officer.raw(`/system-changes/${change.id}/note?format=md`);
    const text = await note.text();
    expect(text).toContain('Compared on the test set of May');
    expect(text).toContain('Person governance-officer');
    for (const format of ['docx', 'pdf']) {
      const file = await on.officer.raw(`/system-changes/${change.id}/note?format=${format}`);
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(2000);
    }
  });

  test('what stands no longer is told as such', async () => {
    const { change, risk } = await recognised('Closed');
    await on.manager.post(`/risks/${risk.id}/close`, { version: risk.version, reason: 'The use ended' });
    const { body } = await on.officer.get(`/system-changes/${change.id}/affected?state=fell-away`);
    expect(body.rows).toMatchObject([{ id: risk.id, state: 'fell-away' }]);
  });

  test('a change withdrawn as not significant takes its marks away, and says why', async () => {
    const { change, risk } = await recognised('A typing error');
    expect(await on.staleOf(risk.id)).toHaveLength(1);
    const withdraw = (client: TestClient) =>
      client.post(`/system-changes/${change.id}/withdraw`, {
        version: change.version,
        reason: 'Only the spelling of the version was put right',
      });
    expect((await withdraw(on.engineer)).status).toBe(403);
    expect((await withdraw(on.officer)).body.state).toBe('withdrawn');
    expect(await on.staleOf(risk.id)).toEqual([]);
    const { body } = await on.officer.get(`/system-changes/${change.id}/affected`);
    expect(body.tally).toMatchObject({ open: 0, withdrawn: 2 });
    expect((await withdraw(on.officer)).status).toBe(409);
  });

  test('an approved announcement that is edited needs a new approval', async () => {
    const { model } = await on.system('Edited plan');
    const { body } = await on.engineer.post('/system-changes/announce', {
      cause: 'model.version',
      subject: model.id,
      title: 'Move',
      ...DESCRIBED(on.engineer),
    });
    await on.officer.post(`/system-changes/${body.id}/approve`, { version: 1 });
    const edited = await on.engineer.patch(`/system-changes/${body.id}`, {
      version: 2,
      purpose: 'Another one',
    });
    expect(edited.body).toMatchObject({ state: 'announced', approvedBy: null });
    const stale = await on.officer.post(`/system-changes/${body.id}/approve`, { version: 2 });
    expect(stale.body.code).toBe('conflict');
  });
});

describe('the rules', () => {
  test('are those shipped until the organisation decides otherwise, with a reason and by whom', async () => {
    const { system, risk } = await on.system('Ruled');
    await on.engineer.patch(`/systems/${system.id}`, { version: system.version, sector: 'employment' });
    const { body: before } = await on.officer.get('/stale-rules');
    const find = (rules: { cause: string; dependent: string }[]) =>
      rules.find((each) => each.cause === 'system.sector' && each.dependent === 'risk.assessment');
    expect(find(before.rules)).toMatchObject({ marks: true, decided: false });
    expect(await on.staleOf(risk.id)).toHaveLength(1);
    const rule = {
      cause: 'system.sector',
      dependent: 'risk.assessment',
      reason: 'We sell to one sector only',
    };
    const decided = await on.manager.post('/stale-rules', { ...rule, marks: false });
    expect(decided.body).toMatchObject({ marks: false, decided: true, open: 0 });
    expect(await on.staleOf(risk.id)).toEqual([]);
    const { body: after } = await on.officer.get('/stale-rules');
    expect(find(after.rules)).toMatchObject({
      marks: false,
      decided: true,
      reason: 'We sell to one sector only',
      decidedBy: 'Person risk-manager',
    });
    const again = await on.manager.post('/stale-rules', { ...rule, marks: true, reason: 'Two sectors now' });
    expect(again.body.open).toBeGreaterThan(0);
    expect(await on.staleOf(risk.id)).toHaveLength(1);
  });

  test('a shipped exception says why, and can be decided the other way', async () => {
    const { system } = await on.system('Scoped');
    const { body: scoped } = await on.officer.post(`/systems/${system.id}/scope`, {
      version: system.version,
      scope: 'in',
    });
    expect(scoped.scope).toBe('in');
    expect(await on.staleOf(system.id)).toEqual([]);
    const rule = { cause: 'system.scope', dependent: 'system.classification' };
    const { body } = await on.officer.get('/stale-rules');
    const shipped = body.rules.find(
      (each: { cause: string; dependent: string }) =>
        each.cause === rule.cause && each.dependent === rule.dependent,
    );
    expect(shipped).toMatchObject({ marks: false, decided: false });
    expect(shipped.reason.length).toBeGreaterThan(20);
    await on.officer.post('/stale-rules', { ...rule, marks: true, reason: 'We look at both together' });
    expect(await on.staleOf(system.id)).toHaveLength(1);
    await on.officer.post('/stale-rules', { ...rule, marks: false, reason: 'No longer' });
  });

  test('rules for what no register knows are refused', async () => {
    const rule = { cause: 'model.version', dependent: 'risk.assessment', marks: true, reason: 'A reason' };
    expect((await on.officer.post('/stale-rules', { ...rule, cause: 'x.y' })).status).toBe(422);
    expect((await on.officer.post('/stale-rules', { ...rule, dependent: 'x.y' })).status).toBe(422);
    expect((await on.officer.post('/stale-rules', { ...rule, reason: '' })).status).toBe(422);
  });
});

describe('changes of the management system', () => {
  const plan = (client: TestClient, changes: object = {}) =>
    client.post('/management-changes', {
      title: 'Move the risk meeting to every month',
      area: 'processes',
      purpose: 'Risks grow older than they should',
      consequences: 'More work for the owners',
      integrity: 'The quarterly meeting stays until the first monthly one took place',
      resources: 'Half a day each month',
      responsibilities: 'The risk manager calls the meeting',
      responsibleId: client.personId,
      plannedFor: '2026-12-01',
      ...changes,
    });

  test('go from planned over approved by a second person and carried out to reviewed', async () => {
    const { body: planned } = await plan(on.manager);
    expect(planned).toMatchObject({ state: 'planned', proposedBy: on.manager.personId });
    const at = `/management-changes/${planned.id}`;
    expect((await on.manager.post(`${at}/approve`, { version: 1 })).status).toBe(403);
    const approved = await on.officer.post(`${at}/approve`, { version: 1 });
    expect(approved.body).toMatchObject({ state: 'approved', approvedOn: '2026-11-24' });
    expect((await on.officer.post(`${at}/review`, { version: 2, effect: 'Good' })).body.code).toBe(
      'wrong-state',
    );
    const done = await on.manager.post(`${at}/carry-out`, {
      version: 2,
      outcome: 'The first one took place',
    });
    expect(done.body).toMatchObject({ state: 'carried-out', carriedOutOn: '2026-11-24' });
    const reviewed = await on.officer.post(`${at}/review`, { version: 3, effect: 'Risks are younger' });
    expect(reviewed.body).toMatchObject({ state: 'reviewed', effect: 'Risks are younger' });
    expect((await on.manager.patch(at, { version: 4, title: 'Another' })).status).toBe(409);
  });

  test.each([
    ['purpose'],
    ['consequences'],
    ['integrity'],
    ['resources'],
    ['responsibilities'],
    ['plannedFor'],
  ])('are not approved without %s', async (field) => {
    const { body } = await plan(on.manager, { [field]: null });
    const refused = await on.officer.post(`/management-changes/${body.id}/approve`, { version: 1 });
    expect(refused).toMatchObject({ status: 409, body: { problems: [{ path: field }] } });
  });

  test('are withdrawn with a reason until they are carried out', async () => {
    const { body } = await plan(on.manager);
    const at = `/management-changes/${body.id}/withdraw`;
    expect((await on.manager.post(at, { version: 1 })).status).toBe(422);
    expect((await on.manager.post(at, { version: 1, reason: 'Too early' })).body.state).toBe('withdrawn');
    expect((await on.manager.post(at, { version: 2, reason: 'Again' })).status).toBe(409);
  });

  test('an approved one that is edited needs a new approval', async () => {
    const { body } = await plan(on.manager);
    await on.officer.post(`/management-changes/${body.id}/approve`, { version: 1 });
    const edited = await on.manager.patch(`/management-changes/${body.id}`, { version: 2, area: 'policy' });
    expect(edited.body).toMatchObject({ state: 'planned', approvedBy: null });
  });
});

describe('who may', () => {
  const RULE = { cause: 'system.sector', dependent: 'risk.acceptance', marks: true, reason: 'As before' };
  test.each([
    ['external-auditor', '/stale', 'get', 200],
    ['external-auditor', '/system-changes', 'get', 200],
    ['external-auditor', '/system-changes/recognise', 'post', 403],
    ['external-auditor', '/management-changes', 'post', 403],
    ['staff', '/stale-rules', 'get', 200],
    ['staff', '/stale-rules', 'post', 403],
    ['staff', '/system-changes/announce', 'post', 403],
    ['ai-engineer', '/stale-rules', 'post', 403],
    ['quality-manager', '/system-changes/recognise', 'post', 200],
    ['top-management', '/stale-rules', 'post', 200],
  ] as const)('%s at %s (%s) gets %i', async (role, path, method, status) => {
    const body =
      path === '/stale-rules'
        ? RULE
        : path.endsWith('announce')
          ? { cause: 'model.version', subject: 'MDL-0001', title: 'x' }
          : { title: 'x', area: 'other' };
    const client = app.as(role);
    const answer = await (method === 'get' ? client.get(path) : client.post(path, body));
    expect(answer.status).toBe(status);
  });

  test('the operator neither approves nor decides rules, but has the log looked through', async () => {
    const { change } = await recognised('Operator');
    expect(
      (await app.operator.post(`/system-changes/${change.id}/approve`, { version: change.version })).status,
    ).toBe(403);
    expect((await app.operator.post('/stale-rules', RULE)).status).toBe(403);
    expect((await app.operator.post('/system-changes/recognise')).status).toBe(200);
  });

  test('another organisation sees and touches nothing of it', async () => {
    const { change, risk } = await recognised('Ours');
    const other = await app.otherOrganisation();
    expect((await other.officer.get(`/system-changes/${change.id}`)).status).toBe(404);
    expect((await other.officer.get(`/records/${risk.id}/stale`)).status).toBe(404);
    expect((await other.officer.get('/stale')).body).toMatchObject({ total: 0, rows: [] });
    expect((await other.officer.post(`/system-changes/${change.id}/approve`, { version: 1 })).status).toBe(
      404,
    );
    const [mark] = await on.staleOf(risk.id);
    const answer = {
      dependent: mark!.dependent,
      id: risk.id,
      cause: mark!.cause,
      seq: mark!.seq,
      reason: 'Ours',
    };
    expect((await other.officer.post('/stale/still-right', answer)).status).toBe(409);
  });

  test('hostile words stay words', async () => {
    const { system } = await on.system('<script>alert(1)</script>');
    await on.engineer.patch(`/systems/${system.id}`, { version: system.version, sector: 'employment' });
    await on.recognise();
    const found = await on.changeOf(system.id);
    const note = await on.officer.raw(`/system-changes/${found.id}/note?format=html`);
    expect(await note.text()).not.toContain('<script>alert');
    expect((await on.officer.get(`/stale?dependent=${encodeURIComponent("x' or 1=1 --")}`)).body.total).toBe(
      0,
    );
    expect((await on.officer.get(`/records/${encodeURIComponent("x' or 1=1")}/stale`)).status).toBe(404);
  });
});

describe('inbox and conformity', () => {
  const tasksOf = async (client: TestClient) =>
    (await client.get('/home/inbox')).body.tasks as { id: string; count: number; href: string }[];

  test('owners find what to look at, approvers what to approve', async () => {
    const { risk, model } = await on.system('Tasks');
    const count = async (client: TestClient, id: string) =>
      (await tasksOf(client)).find((each) => each.id === id)?.count ?? 0;
    const before = await count(on.manager, 'change:look:risk.assessment');
    await on.newVersion(model.id, '2.0');
    expect(await count(on.manager, 'change:look:risk.assessment')).toBe(before + 1);
    const waiting = await count(on.officer, 'change:approve');
    await on.recognise();
    expect(await count(on.officer, 'change:approve')).toBe(waiting + 1);
    await on.manager.post(`/risks/${risk.id}/assess`, {
      version: risk.version,
      likelihood: 2,
      consequence: 2,
    });
    expect(await count(on.manager, 'change:look:risk.assessment')).toBe(before);
  });

  test('a stale risk is a gap of 8.2 until somebody looks', async () => {
    const { model, risk } = await on.system('Judged');
    const rowOf = async () =>
      (await on.officer.get(`/conformity/records/${risk.id}`)).body.rows.find(
        (each: { check: { id: string } | string }) =>
          (typeof each.check === 'string' ? each.check : each.check.id) === 'stale.risk.assessment',
      );
    expect(await rowOf()).toMatchObject({ outcome: 'ok' });
    await on.newVersion(model.id, '2.0');
    expect(await rowOf()).toMatchObject({ outcome: 'gap', reason: 'stale' });
    expect((await rowOf()).message).toContain('another version');
    await on.manager.post(`/risks/${risk.id}/assess`, {
      version: risk.version,
      likelihood: 2,
      consequence: 2,
    });
    expect(await rowOf()).toMatchObject({ outcome: 'ok' });
  });
});
