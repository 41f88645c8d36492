import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { frameworkModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [frameworkModule] });
});
afterAll(() => app.close());

const get = async (path: string) => (await app.as('staff').get(path)).body;

describe('the library of requirements', () => {
  test('ISO/IEC 42001 lists its 32 subclauses and 38 controls', async () => {
    const { entries } = await get('/frameworks/iso-42001');
    const kinds = (kind: string) => entries.filter((each: { kind: string }) => each.kind === kind);
    expect(kinds('clause')).toHaveLength(32);
    expect(kinds('control')).toHaveLength(38);
  });

  test('Annex A comes in its own groups and in four themes, each control once', async () => {
    const { groups, themes, themesNote } = await get('/annex-a');
    type Group = { controls: { id: string }[]; groups?: Group[] };
    const ids = (list: Group[]): string[] =>
      list.flatMap((each) => [...each.controls.map(({ id }) => id), ...ids(each.groups ?? [])]).sort();
    expect(groups).toHaveLength(9);
    expect(groups[4].groups.map((each: { id: string }) => each.id)).toEqual(['A.6.1', 'A.6.2']);
    expect(ids(groups)).toHaveLength(38);
    expect(ids(themes)).toEqual(ids(groups));
    expect(themes.map((each: { title: string }) => each.title)).toEqual([
      'Organisation and governance',
      'Life cycle of AI systems',
      'Data',
      'Transparency',
    ]);
    expect(themesNote).toContain("authors' reading");
  });

  test('a requirement shows summary, questions, evidence and mappings with relation, source and confidence', async () => {
    const page = await get('/frameworks/iso-42001/requirements/6.1.3');
    expect(page.asks.length).toBeGreaterThan(2);
    expect(page.path.map((each: { id: string }) => each.id)).toEqual(['6', '6.1']);
    const article = page.mappings.find((each: { to: string }) => each.to === 'eu-ai-act:art-9');
    expect(article).toMatchObject({
      relation: 'intersects',
      meaning: 'shares a part with',
      fulfils: false,
      confidence: 'high',
    });
    expect(article.rationale.length).toBeGreaterThan(10);
    expect(article.source.length).toBeGreaterThan(5);
  });

  test('a row written from the other end says who helps whom', async () => {
    const meaning = async (path: string, to: string) =>
      (await get(`/frameworks/${path}`)).mappings.find((each: { to: string }) => each.to === to).meaning;
    expect(await meaning('iso-42001/requirements/A.3.3', 'eu-ai-act:art-73')).toBe(
      'helps with, but is not part of,',
    );
    expect(await meaning('eu-ai-act/requirements/art-73', 'iso-42001:A.3.3')).toBe('is helped by');
  });

  test('each framework names its publisher, its pack by version and digest, how much is loaded and how deep', async () => {
    const { frameworks } = await get('/frameworks');
    const iso = frameworks.find((each: { id: string }) => each.id === 'iso-42001');
    expect(iso).toMatchObject({
      publisher: app.runtime.catalog.packs['iso-42001'].publisher,
      version: app.runtime.catalog.pack('iso-42001').version,
      sha256: app.runtime.catalog.pack('iso-42001').sha256,
      depth: 'questions',
      loads: expect.arrayContaining([{ kind: 'control', count: 38 }]),
    });
    for (const { id, requirements, loads } of frameworks)
      expect(
        loads.reduce((sum: number, each: { count: number }) => sum + each.count, 0),
        id,
      ).toBe(requirements);
  });

  test('an intersection or a support never counts as fulfilled, in any direction', async () => {
    for (const framework of ['iso-42001', 'iso-27001', 'eu-ai-act']) {
      const { entries } = await get(`/frameworks/${framework}`);
      for (const { id, mapped } of entries) {
        if (mapped === 0) continue;
        const { mappings } = await get(`/frameworks/${framework}/requirements/${id}`);
        expect(mappings).toHaveLength(mapped);
        for (const each of mappings)
          expect(each.fulfils).toBe(each.relation === 'equal' || each.relation === 'superset');
      }
    }
  });

  test('search finds by id first, then by words of title, summary and questions', async () => {
    const byId = await get('/requirements?q=6.1.3&framework=iso-42001');
    expect(byId.results[0]).toMatchObject({ id: '6.1.3', framework: 'iso-42001' });
    const byWords = await get('/requirements?q=impact%20assessment');
    expect(byWords.results.map((each: { ref: string }) => each.ref)).toContain('iso-42001:6.1.4');
    expect((await get('/requirements?q=zzzzqq')).total).toBe(0);
  });

  test.each([
    ['/frameworks/iso-99999', 404],
    ['/frameworks/iso-42001/requirements/11.9', 404],
    ['/requirements?q=', 422],
    ['/requirements?q=risk&framework=nowhere', 404],
  ] as const)('%s answers %i', async (path, status) => {
    expect((await app.as('staff').get(path)).status).toBe(status);
  });
});
