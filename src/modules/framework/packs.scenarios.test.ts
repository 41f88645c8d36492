import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packText } from '#catalog/installed.ts';
import { packIds } from '#catalog/pack-ids.ts';
import { roleIds } from '#kernel/roles.ts';
import { freezeVerdicts } from '#modules/conformity/api.ts';
import { conformityModule } from '#modules/conformity/module.ts';
import { acting } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { frameworkModule } from './module.ts';

const OLD = '2026-11-24';
const NEW = '2026-12-01';
let app: TestApp;
let folder: string;

/** The packs that ship, and a second version of the crosswalks in which one rationale reads otherwise. */
function twoVersions(): string {
  const path = mkdtempSync(join(tmpdir(), 'aims-packs-'));
  cpSync(new URL('../../catalog/packs/', import.meta.url), path, { recursive: true });
  const pack = JSON.parse(readFileSync(join(path, 'crosswalks.json'), 'utf8'));
  const row = pack.rows.find((each: { from: string }) => each.from === 'iso-42001:A.3.3');
  const text = packText({
    ...pack,
    version: NEW,
    rows: pack.rows.map((each: object) => (each === row ? { ...row, rationale: 'Read anew.' } : each)),
  });
  writeFileSync(join(path, 'crosswalks-2.json'), text);
  const list = JSON.parse(readFileSync(join(path, 'installed.json'), 'utf8'));
  const sha256 = createHash('sha256').update(text).digest('hex');
  list.packs.push({ id: 'crosswalks', version: NEW, file: 'crosswalks-2.json', sha256 });
  writeFileSync(join(path, 'installed.json'), JSON.stringify(list));
  return path;
}

beforeAll(async () => {
  folder = twoVersions();
  app = await makeTestApp({
    modules: [frameworkModule, conformityModule],
    packs: pathToFileURL(`${folder}/`),
  });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const officer = () => app.as('governance-officer');
const crosswalks = async (query = '') =>
  (await app.as('staff').get(`/packs${query}`)).body.packs.find(
    (each: { id: string }) => each.id === 'crosswalks',
  );
const rationales = async (query = '', client = app.as('staff')) =>
  (await client.get(`/frameworks/iso-42001/requirements/A.3.3${query}`)).body.mappings.map(
    (each: { rationale: string }) => each.rationale,
  );
const choose = (version: string | null, pack = 'crosswalks') =>
  officer().post(`/packs/${pack}/choose`, { version, reason: 'Decided in the steering group' });

describe('the versions of packs', () => {
  test('without a choice each pack is the newest installed', async () => {
    expect((await app.as('staff').get('/packs')).body.packs).toHaveLength(packIds.length);
    expect(await crosswalks()).toMatchObject({ version: NEW, choice: null });
    expect((await crosswalks()).installed.map((each: { version: string }) => each.version)).toEqual([
      OLD,
      NEW,
    ]);
    expect(await rationales()).toContain('Read anew.');
  });

  test('a chosen version counts from then on, for this organisation alone, and is frozen with the verdicts', async () => {
    const { officer: stranger } = await app.otherOrganisation();
    app.clock.set('2026-12-02T09:00:00.000Z');
    expect(await choose(OLD)).toMatchObject({ status: 200, body: { packId: 'crosswalks' } });
    expect(await crosswalks()).toMatchObject({
      version: OLD,
      choice: { version: OLD, by: 'Person governance-officer', on: '2026-12-02' },
    });
    expect(await rationales()).not.toContain('Read anew.');
    expect(await rationales('', stranger)).toContain('Read anew.');
    const { sha256 } = await crosswalks();
    const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
    const ctx = await acting(app.runtime, { org: app.org, actor, operation: 'statement.issue' });
    const frozen = await freezeVerdicts(ctx, { purpose: 'audit', subjectId: 'aud_1' });
    expect(frozen.catalogVersion.split('\n')).toContain(`crosswalks ${OLD} ${sha256}`);
  });

  test('a day before the choice is read with the pack of that day', async () => {
    expect(await rationales('?asOf=2026-12-01')).toContain('Read anew.');
    expect(await crosswalks('?asOf=2026-12-01')).toMatchObject({ version: NEW, choice: null });
    expect(await rationales('?asOf=2026-12-02')).not.toContain('Read anew.');
  });

  test('null follows the newest again, in the same row', async () => {
    app.clock.set('2026-12-03T09:00:00.000Z');
    expect((await choose(null)).body.version).toBe(2);
    expect(await crosswalks()).toMatchObject({ version: NEW, choice: { version: null } });
    expect(await rationales('?asOf=2026-12-02')).not.toContain('Read anew.');
  });

  test.each([
    ['a version that is not installed', '1999-01-01', 'crosswalks', 422],
    ['a pack that does not exist', null, 'iso-99999', 422],
  ] as const)('%s is refused', async (_name, version, pack, status) => {
    expect((await choose(version, pack)).status).toBe(status);
    expect(await crosswalks()).toMatchObject({ version: NEW });
  });

  test.each(roleIds.map((role) => [role, ['administrator', 'governance-officer'].includes(role)] as const))(
    'chosen by %s: %s',
    async (role, may) => {
      const answer = await app.as(role).post('/packs/gdpr/choose', { version: null, reason: 'As it comes' });
      expect(answer.status).toBe(may ? 200 : 403);
    },
  );
});

describe('what a newer version of a pack changes', () => {
  const changes = (from: string, to: string, pack = 'crosswalks') =>
    officer().get(`/packs/${pack}/changes?from=${from}&to=${to}`);

  test('is shown entry by entry, with the records that rest on it', async () => {
    const own = (await officer().post('/own-frameworks', { title: 'Ours', kind: 'law', applies: 'yes' }))
      .body;
    const made = (
      await officer().post('/own-requirements', {
        framework: own.ref,
        number: '1',
        title: 'Speak up',
        mappedTo: ['A.3.3'],
        relation: 'supports',
      })
    ).body;
    const { body } = await changes(OLD, NEW);
    expect(body.total).toBe(1);
    expect(body.changes[0]).toMatchObject({
      what: 'changed',
      section: 'rows',
      fields: [{ field: 'rationale', after: 'Read anew.' }],
      ends: expect.arrayContaining(['iso-42001:A.3.3']),
    });
    expect(body.effects).toEqual([
      expect.objectContaining({ type: 'ownRequirement', id: made.id, entry: 'iso-42001:A.3.3' }),
    ]);
    expect((await changes(NEW, NEW)).body).toMatchObject({ total: 0, effectCount: 0 });
  });

  test('needs two installed versions of a pack that there is', async () => {
    expect((await changes('2020-01-01', NEW)).status).toBe(404);
    expect((await changes(OLD, NEW, 'nothing')).status).toBe(422);
  });
});
