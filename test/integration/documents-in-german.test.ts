import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createDemo } from '#apps/server/demo/demo.ts';
import { readCatalog } from '#platform/language/catalogs.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { zipEntry } from '#test/testkit/zip.ts';

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await makeTestApp();
  org = await createDemo(app.runtime);
}, 90_000);
afterAll(() => app.close());

const fetched = (path: string, init: RequestInit = {}) =>
  app.request(`/api/orgs/${org}${path}`, {
    ...init,
    headers: { 'x-test-person': 'operator', 'content-type': 'application/json', ...init.headers },
  });
const first = async (path: string, fits: (row: Record<string, unknown>) => boolean = () => true) => {
  const { rows } = (await (await fetched(path)).json()) as { rows: Record<string, unknown>[] };
  return String(rows.find(fits)!.id);
};

const highRisk = async () => {
  const { systems } = (await (await fetched('/frameworks-bundles')).json()) as { systems: { id: string }[] };
  return systems[0]!.id;
};

/** Each document that speaks a language, by the id of its endpoint: where it is and in which form it is read here. */
const DOCUMENTS: Readonly<Record<string, () => string | Promise<string>>> = {
  'board.file': () => '/board/file?format=md',
  'readiness.report': () => '/readiness/report?stage=2&format=md',
  'gap.report': () => '/gap/report?format=md',
  'framework.readinessFile': () => '/frameworks/eu-ai-act/readiness/file?format=md',
  'framework.bundleFile': async () => `/frameworks-bundles/${await highRisk()}/file`,
  'card.file': async () => `/cards/${await first('/cards')}/file?format=md`,
  'card.technicalFile': async () =>
    `/systems/${await first('/systems')}/technical-documentation/file?annex=annex-iv&format=docx`,
  'impact.export': async () => `/impacts/${await first('/impacts')}/export?as=aisia&format=docx`,
  'impact.processingRecord': () => '/processing-record?format=docx',
  'statement.file': () => '/statements/working/file?format=md',
  'plan.schedule': () => '/plan/file?format=md',
  'nonconformity.file': async () => `/nonconformities/${await first('/nonconformities')}/report?format=md`,
  'calendar.export': () => '/calendar/export?from=2026-11-01&to=2027-01-31&format=csv',
  'change.note': async () => `/system-changes/${await first('/system-changes')}/note?format=md`,
  'dataset.processing': () => '/processing-records?format=docx',
  'organisation.sample': () => '/organisation/sample?format=docx',
};

/** A document in a language: its name, and its texts line by line and cell by cell. */
async function written(id: string, language: string | null, accept?: string) {
  const path = await DOCUMENTS[id]!();
  const asked = language === null ? '' : `language=${language}`;
  const response =
    id === 'framework.bundleFile'
      ? await fetched(path, {
          method: 'POST',
          body: JSON.stringify({ format: 'md', ...(language && { language }) }),
        })
      : await fetched(`${path}&${asked}`, accept ? { headers: { 'accept-language': accept } } : {});
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = path.includes('format=docx')
    ? zipEntry(bytes, 'word/document.xml')
        .replace(/<[^>]+>/g, '\n')
        .replaceAll('&apos;', "'")
    : bytes.toString('utf8');
  return {
    name: decodeURIComponent(
      /filename\*=UTF-8''(.*)$/.exec(response.headers.get('content-disposition')!)![1]!,
    ),
    text,
    cells: text
      .replace(/\\(.)/g, '$1')
      .split(path.includes('format=csv') ? /[\r\n,]+/ : /[\n|;]|\*\*|<br>/)
      .map((each) => each.replace(/^[-#\s]+|[:\s]+$/g, '')),
  };
}

const english = new Set(
  Object.entries(readCatalog('de')).flatMap(([text, words]) =>
    text !== words && !/[{<]/.test(text) && text.length > 2 ? [text] : [],
  ),
);

/** What packs and the people of the demo organisation call their own things. */
const OF_DATA = new Set([
  'AI management system',
  'AI system impact assessment',
  'Accuracy',
  'Accountability',
  'Answer the findings',
  'Applicant ranking for care jobs',
  'Applicants',
  'Ask where you stand',
  'Control of documented information',
  'Customers',
  'Fit for release',
  'Internal audit',
  'Internal audit programme',
  'Management review',
  'Monitoring',
  'None',
  'Open source',
  'Decide the risk method, criteria and appetite',
  'Privacy',
  'Ranking of applicants, by diploma and gender',
  'Rejected applicants were not read by a second person',
  'Resources',
  'Review of the AI policy',
  'Roles',
  'Staff',
  'Suppliers',
]);

describe('documents', () => {
  test('in a language to choose are all that stand in the list here', () => {
    const found = app.runtime.registry.modules
      .flatMap((module) => module.operations)
      .filter(
        ({ endpoint: { answers, input } }) =>
          answers === 'file' && input instanceof z.ZodObject && 'language' in input.shape,
      )
      .map(({ endpoint }) => endpoint.id);
    expect(found.sort()).toEqual(Object.keys(DOCUMENTS).sort());
  });

  test.each(Object.keys(DOCUMENTS))(
    '%s says nothing of its own in English for who asks for German',
    async (id) => {
      const { cells } = await written(id, 'de');
      expect([...new Set(cells)].filter((text) => english.has(text) && !OF_DATA.has(text))).toEqual([]);
      const plain = await written(id, null);
      expect(plain.cells.filter((text) => english.has(text)).length).toBeGreaterThan(0);
    },
  );

  test('bear a name in that language too, and follow Accept-Language when no language is named', async () => {
    expect((await written('board.file', 'de')).name).toMatch(/^Leitungsübersicht [\d-]+\.md$/);
    expect((await written('board.file', 'en', 'de')).name).toMatch(/^Board [\d-]+\.md$/);
    expect((await written('board.file', null, 'de-AT,de;q=0.9')).text).toContain(
      'Wo das KI-Managementsystem steht',
    );
    expect((await fetched('/board/file?format=md&language=tlh')).status).toBe(422);
  });

  test('leave what people wrote as it is, and dates as readers write them', async () => {
    const { text } = await written('gap.report', 'de');
    const plain = await written('gap.report', 'en');
    const days = (of: string) => of.match(/\d{4}-\d\d-\d\d/g) ?? [];
    expect(days(plain.text).length).toBeGreaterThan(0);
    expect(text).toMatch(/\d\d\.\d\d\.2026/);
    expect(
      days(
        text
          .split('\n')
          .filter((line) => line.startsWith('|'))
          .join('\n'),
      ),
    ).toEqual([]);
  });
});
