import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromCsv } from '#documents/csv.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
const made = async (path: string, fields: object) => {
  const { status, body } = await officer().post(path, fields);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { id: string; ref: string; version: number };
};
const link = (path: string, each: { id: string }, kind: string, to: { id: string }) =>
  officer().post(`/${path}/${each.id}/links`, { kind, to: to.id });

/** raw → clean → model → two systems; raw → sample, which feeds nothing; clean feeds one system by itself. */
async function chain() {
  const [raw, clean, sample] = [
    await made('/datasets', { name: 'Raw applications' }),
    await made('/datasets', { name: 'Clean applications' }),
    await made('/datasets', { name: 'Sample' }),
  ];
  const model = await made('/models', { name: 'Ranker' });
  const [ranking, letters] = [
    await made('/systems', { name: 'Ranking' }),
    await made('/systems', { name: 'Letters' }),
  ];
  await link('datasets', clean, 'derived-from', raw);
  await link('datasets', sample, 'derived-from', raw);
  await link('models', model, 'trained-on', clean);
  await link('systems', ranking, 'uses-model', model);
  await link('systems', letters, 'uses-model', model);
  await link('systems', ranking, 'uses-data', clean);
  return { raw, clean, sample, model, ranking, letters };
}
const ids = (rows: readonly { id: string }[]) => rows.map((each) => each.id).sort();

describe('lineage', () => {
  test('says which data sets, models and systems are touched if one is withdrawn, each with the shortest way', async () => {
    const it = await chain();
    const { body } = await officer().get(`/datasets/${it.raw.ref}/touched`);
    expect(ids(body.datasets)).toEqual(ids([it.clean, it.sample]));
    expect(ids(body.models)).toEqual([it.model.id]);
    expect(ids(body.systems)).toEqual(ids([it.ranking, it.letters]));
    const way = (id: string) => body.systems.find((each: { id: string }) => each.id === id).path;
    expect(way(it.ranking.id)).toEqual([it.raw.ref, it.clean.ref, it.ranking.ref]);
    expect(way(it.letters.id)).toEqual([it.raw.ref, it.clean.ref, it.model.ref, it.letters.ref]);
    expect((await officer().get(`/datasets/${it.sample.id}/touched`)).body).toEqual({
      datasets: [],
      models: [],
      systems: [],
    });
  });

  test('shows two steps around any record, counts what lies beyond, and opens it on request', async () => {
    const it = await chain();
    const { body } = await officer().get(`/lineage/${it.raw.id}`);
    const columns = Object.fromEntries(
      body.nodes.map((each: { id: string; column: number }) => [each.id, each.column]),
    );
    expect(columns).toEqual({
      [it.raw.id]: 0,
      [it.clean.id]: 1,
      [it.sample.id]: 1,
      [it.model.id]: 2,
      [it.ranking.id]: 2,
    });
    const hidden = (shown: typeof body, id: string) =>
      shown.nodes.find((each: { id: string }) => each.id === id).hidden;
    expect(hidden(body, it.model.id)).toBe(1);
    expect(body.edges).toContainEqual({ from: it.clean.id, to: it.model.id, label: 'trains' });
    expect(body.edges).toContainEqual({ from: it.model.id, to: it.ranking.id, label: 'is used by' });
    const { body: opened } = await officer().get(`/lineage/${it.raw.id}?open=${it.model.id}`);
    expect(ids(opened.nodes)).toEqual(ids(Object.values(it)));
    expect(hidden(opened, it.model.id)).toBe(0);
    const { body: fromSystem } = await officer().get(`/lineage/${it.letters.ref}?depth=3`);
    expect(fromSystem.nodes.find((each: { id: string }) => each.id === it.raw.id).column).toBe(-3);
  });

  test('is as it was at a position of the past', async () => {
    const it = await chain();
    const { body: then } = await officer().get('/datasets?limit=1');
    await officer().delete(`/models/${it.model.id}/links`, { kind: 'trained-on', to: it.clean.id });
    const touched = async (query: string) =>
      (await officer().get(`/datasets/${it.clean.id}/touched${query}`)).body;
    expect((await touched('')).models).toEqual([]);
    expect(ids((await touched(`?at=${then.at}`)).models)).toEqual([it.model.id]);
  });

  test('lets no data set come from itself, over however many steps, and keeps nothing of the attempt', async () => {
    const it = await chain();
    expect((await link('datasets', it.raw, 'derived-from', it.raw)).status).toBe(422);
    const third = await made('/datasets', { name: 'Third' });
    await link('datasets', third, 'derived-from', it.clean);
    expect((await link('datasets', it.raw, 'derived-from', third)).status).toBe(422);
    const { body } = await officer().get(`/datasets/${it.raw.id}/linked`);
    expect(body.neighbours.filter((each: { direction: string }) => each.direction === 'from')).toEqual([]);
  });

  test('shows nothing of another organisation', async () => {
    const it = await chain();
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get(`/lineage/${it.raw.id}`)).status).toBe(404);
    // References are the same in every organisation: what is found is one's own, or nothing.
    const touched = await stranger.get(`/datasets/${it.raw.id}/touched`);
    expect(JSON.stringify(touched.body)).not.toContain(it.clean.id);
  });
});

describe('a data set in use', () => {
  test.each([
    ['data-protection-officer', 200],
    ['ai-engineer', 200],
    ['governance-officer', 200],
    ['quality-manager', 403],
    ['staff', 403],
    ['external-auditor', 403],
  ] as const)('withdrawn by %s gets %i', async (role, status) => {
    const each = await made('/datasets', { name: 'Mail' });
    const answer = await app
      .as(role)
      .post(`/datasets/${each.id}/withdraw`, { version: 1, reason: 'Consent ended' });
    expect(answer.status).toBe(status);
  });

  test('is withdrawn with a reason, once, and taken back into use with one', async () => {
    const each = await made('/datasets', { name: 'Mail' });
    const act = (verb: string, version: number, reason?: string) =>
      officer().post(`/datasets/${each.id}/${verb}`, { version, reason });
    expect((await act('withdraw', 1)).status).toBe(422);
    expect((await act('withdraw', 1, 'Consent ended')).body).toMatchObject({
      withdrawnOn: '2026-11-24',
      withdrawnBy: officer().personId,
    });
    expect((await act('withdraw', 2, 'Again')).body.code).toBe('wrong-state');
    expect((await act('reinstate', 2, 'New consent')).body).toMatchObject({ withdrawnOn: null });
    expect((await act('reinstate', 3, 'Again')).body.code).toBe('wrong-state');
  });

  test('refuses values that do not fit, each at its place', async () => {
    const answer = await officer().post('/datasets', {
      name: 'Mail',
      legalBasis: 'habit',
      labelAgreement: 0.93,
      quality: [{ about: 'taste', limit: 'high' }],
      qualityConfirmedBy: officer().personId,
    });
    expect(answer.status).toBe(422);
    const paths = answer.body.problems.map((each: { path: string }) => each.path);
    expect(paths).toEqual(
      expect.arrayContaining(['legalBasis', 'labelAgreement', 'quality.0.about', 'quality.0.limit']),
    );
  });
});

describe('the record of processing activities', () => {
  const file = async (format: string) =>
    app.as('data-protection-officer').raw(`/processing-records?format=${format}`);

  test('has a row for each data set that holds personal data or may, and shows what is not said', async () => {
    await made('/datasets', { name: 'Weather', personalData: 'none' });
    const each = await made('/datasets', {
      name: '=Patients',
      purpose: 'Tests',
      personalData: 'special-categories',
      legalBasis: 'consent',
      subjects: ['Patients', 'Relatives'],
      retention: 'Two years',
    });
    const { columns, rows } = fromCsv(new Uint8Array(await (await file('csv')).arrayBuffer()));
    expect(columns).toHaveLength(11);
    expect(rows.flat().join(' ')).not.toContain('Weather');
    const row = rows.find((cells) => cells[0] === each.ref)!;
    const cell = (letter: string) => row[columns.findIndex((column) => column.startsWith(letter))];
    expect(row[1]).toBe('=Patients');
    expect(cell('(b)')).toBe('Tests');
    expect(cell('(c) People')).toBe('Patients, Relatives');
    expect(cell('(d)')).toBe('NOT SAID');
    expect(cell('(f)')).toBe('Two years');
    expect(cell('Legal')).toBe('Consent, Article 6(1)(a)\nCondition of Article 9(2): NOT SAID');
  });

  test.each([
    ['docx', 'PK'],
    ['xlsx', 'PK'],
    ['json', '{'],
  ])('comes as %s', async (format, start) => {
    const answer = await file(format);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining(`processing-records.${format}`),
    ]);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .toString('latin1')
        .startsWith(start),
    ).toBe(true);
  });
});
