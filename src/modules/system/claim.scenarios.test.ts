import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCsv } from '#documents/csv.ts';
import { reading, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { statementsIn } from './claim-omb.ts';
import { claimTasks } from './claim-tasks.ts';
import { system } from './contract.ts';
import { OMB } from './import-omb-columns.ts';
import { newSystem } from './service.ts';

const REAL =
  process.env.AIMS_OMB_CSV ??
  new URL('../../../../shared/data/omb-2024-ai-use-cases.csv', import.meta.url).pathname;

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
const operator = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
const COLUMNS = [
  OMB.name,
  OMB.agency,
  OMB.bureau,
  OMB.stage,
  OMB.impact,
  OMB.assessment,
  OMB.tested,
  OMB.independent,
  OMB.monitoring,
  OMB.notice,
  OMB.appeal,
  OMB.optOut,
];
let made = 0;
/** A row of the inventory with these statements, in the order of the seven columns. */
const row = (name: string, said: readonly string[]) => [
  name,
  'DMA',
  'Office',
  'Operation and Maintenance',
  'Rights-Impacting',
  ...said,
];
const SAID = [
  'Yes',
  'Benchmark evaluation: of models',
  'Planned or in-progress',
  'No monitoring protocols have been established',
  'Email',
  'No – not practical',
  'N/A',
];

async function imported(rows: readonly (readonly string[])[]) {
  const staged = await officer().raw('/imports?fileName=inventory.csv', {
    method: 'POST',
    body: toCsv(COLUMNS, rows) as BodyInit,
    headers: { 'content-type': 'application/octet-stream' },
  });
  const { id } = await staged.json();
  const applied = await officer().post(`/imports/${id}/apply`);
  expect(applied.body.state, JSON.stringify(applied.body)).toBe('done');
  return id as string;
}
async function one(said: readonly string[] = SAID) {
  made += 1;
  const name = `System ${made}`;
  const batch = await imported([row(name, said)]);
  const { body } = await officer().get(`/systems?name=${name}`);
  return { batch, name, id: body.rows[0].id as string };
}
type Claim = {
  id: string;
  ref: string;
  version: number;
  topic: string;
  value: string;
  state: string;
  said: string;
};
const claimsAt = async (systemId: string): Promise<Claim[]> =>
  (await officer().get(`/claims?systemId=${systemId}&limit=50`)).body.rows;
const short = (claims: readonly Claim[]) =>
  claims.map((each) => `${each.topic} ${each.value} ${each.state}`).sort();
const prove = async (id: string) => {
  const { body } = await officer().post('/evidence', { title: 'Report', url: 'https://example.org/report' });
  expect((await officer().post(`/evidence/${body.id}/links`, { recordId: id })).status).toBe(200);
};
const act = (
  role: 'governance-officer' | 'ai-engineer' | 'internal-auditor' | 'staff',
  each: Claim,
  verb: string,
  body: object = {},
) => app.as(role).post(`/claims/${each.id}/${verb}`, { version: each.version, ...body });

describe('statements of an imported source', () => {
  test('are kept as dated claims in the words of the source; empty cells and those that do not apply state nothing', async () => {
    const { id } = await one();
    const claims = await claimsAt(id);
    expect(short(claims)).toEqual([
      'appeal no claimed',
      'impact-assessment yes claimed',
      'independent-evaluation planned claimed',
      'monitoring no claimed',
      'notice yes claimed',
      'real-world-test partly claimed',
    ]);
    expect(claims.find((each) => each.topic === 'appeal')).toMatchObject({
      said: 'No – not practical',
      saidOn: '2024-12-31',
      source: expect.stringContaining('Federal AI use case inventory 2024'),
    });
  });

  test.each([
    ['', []],
    ['Not Applicable', []],
    ['AI is not safety or rights-impacting.', []],
    ['Agency CAIO has waived this minimum practice and reported such waiver to OMB.', ['waived']],
    ['YES', ['yes']],
    ['No', ['no']],
    ['use case is not rights impacting; however, a process is underway', ['unclear']],
  ])('"%s" about an impact assessment is read as %j', (said, values) => {
    expect(statementsIn({ [OMB.assessment]: said }).map((each) => each.value)).toEqual(values);
  });

  test('count in no check and open no gate, but the gate says what is claimed', async () => {
    const { id } = await one();
    const { body: gate } = await officer().get(`/systems/${id}/gate?stage=deployment`);
    const verification = gate.conditions.find((each: { id: string }) => each.id === 'record.verification');
    expect(verification.ok).toBe(false);
    expect(verification.reason).toContain(
      'a claim that counts nowhere until a person confirms it with evidence',
    );
    // Deciding every claim changes nothing that is judged: nothing reads them.
    const verdicts = async () =>
      (await officer().get('/conformity')).body.requirements.map(
        (each: { id: string; verdict: string; openGaps: number; proofs: number }) =>
          `${each.id} ${each.verdict} ${each.openGaps} ${each.proofs}`,
      );
    const before = await verdicts();
    expect(before.length).toBeGreaterThan(60);
    for (const each of await claimsAt(id))
      await act('governance-officer', each, 'refute', { reason: 'Nobody could show it' });
    expect(await verdicts()).toEqual(before);
  });

  test.each([
    ['governance-officer', 200],
    ['internal-auditor', 200],
    ['ai-engineer', 403],
    ['staff', 403],
  ] as const)('are confirmed by %s with %i', async (role, status) => {
    const { id } = await one();
    const [claim] = await claimsAt(id);
    await prove(claim!.id);
    expect((await act(role, claim!, 'confirm')).status).toBe(status);
  });

  test('are confirmed only with evidence, refuted only with a reason, and opened again with one', async () => {
    const { id } = await one();
    const [claim, other] = await claimsAt(id);
    expect((await act('governance-officer', claim!, 'confirm')).body.code).toBe('wrong-state');
    await prove(claim!.id);
    const { body: confirmed } = await act('governance-officer', claim!, 'confirm', {
      reason: 'Report of May',
    });
    expect(confirmed).toMatchObject({
      state: 'confirmed',
      decidedBy: officer().personId,
      decidedOn: '2026-11-24',
    });
    expect((await act('governance-officer', other!, 'refute')).status).toBe(422);
    const { body: refuted } = await act('governance-officer', other!, 'refute', {
      reason: 'The report is of another system',
    });
    expect(refuted.state).toBe('refuted');
    expect((await act('governance-officer', refuted, 'confirm')).body.code).toBe('wrong-state');
    expect(
      (await act('governance-officer', refuted, 'reopen', { reason: 'Looked again' })).body,
    ).toMatchObject({ state: 'claimed', decidedBy: null });
    expect((await app.operator.post(`/claims/${claim!.id}/confirm`, { version: 2 })).status).toBe(403);
    expect((await officer().post('/claims', { topic: 'notice' })).status).toBe(404);
  });

  test('go with the import when it is undone; a system whose statement was judged is left, with the reason', async () => {
    const [gone, kept] = [await one(), await one()];
    const [claim] = await claimsAt(kept.id);
    await act('governance-officer', claim!, 'refute', { reason: 'Not so' });
    const undo = async (batch: string) => (await officer().post(`/imports/${batch}/undo`)).body;
    expect(await undo(gone.batch)).toMatchObject({ removed: 1, kept: [] });
    expect(await claimsAt(gone.id)).toEqual([]);
    expect(await undo(kept.batch)).toMatchObject({
      removed: 0,
      kept: [expect.objectContaining({ id: kept.id, reason: expect.stringContaining('statement') })],
    });
    expect(await claimsAt(kept.id)).toHaveLength(6);
  });

  test('follow the source when it is imported again: decided ones stay, open ones become what it says now, undo brings them back', async () => {
    const each = await one();
    const before = await claimsAt(each.id);
    const assessment = before.find((claim) => claim.topic === 'impact-assessment')!;
    await act('governance-officer', assessment, 'refute', { reason: 'Not found' });
    const second = await imported([row(each.name, ['No', 'Yes', '', ...SAID.slice(3)])]);
    expect(short(await claimsAt(each.id))).toEqual([
      'appeal no claimed',
      'impact-assessment no claimed',
      'impact-assessment yes refuted',
      'monitoring no claimed',
      'notice yes claimed',
      'real-world-test yes claimed',
    ]);
    await officer().post(`/imports/${second}/undo`);
    expect(short(await claimsAt(each.id))).toEqual([
      'appeal no claimed',
      'impact-assessment yes refuted',
      'independent-evaluation planned claimed',
      'monitoring no claimed',
      'notice yes claimed',
      'real-world-test partly claimed',
    ]);
  });

  test('are read out of systems that were imported before, once', async () => {
    const earlier = await writing(
      app.runtime,
      { org: app.org, actor: operator, operation: 'import.apply' },
      (tx) =>
        tx.insert(
          system,
          newSystem({
            name: 'Earlier',
            importKey: 'earlier#1',
            sourceFields: { [OMB.appeal.slice(0, 80)]: 'Yes' },
          }),
        ),
    );
    expect((await officer().post('/claims-derived')).body).toEqual({ systems: 1, claims: 1 });
    expect(short(await claimsAt(earlier.id))).toEqual(['appeal yes claimed']);
    expect((await officer().post('/claims-derived')).body).toEqual({ systems: 0, claims: 0 });
    expect((await app.as('staff').post('/claims-derived')).status).toBe(403);
  });

  test('of systems in scope wait in the inbox as one line for those who may judge them', async () => {
    const { id } = await one();
    const tasks = async (role: 'governance-officer' | 'staff') => {
      const actor = { ...operator, via: 'session' as const, id: app.as(role).personId, roles: [role] };
      return reading(app.runtime, { org: app.org, actor }, claimTasks);
    };
    expect(await tasks('governance-officer')).toEqual([]);
    await officer().post(`/systems/${id}/scope`, { version: 1, scope: 'in' });
    expect(await tasks('governance-officer')).toEqual([expect.objectContaining({ count: 6 })]);
    expect(await tasks('staff')).toEqual([]);
  });
});

describe.runIf(existsSync(REAL))('the real inventory', () => {
  test('gives the statements that its columns hold, and loses them when the import is undone', async () => {
    const other = await app.otherOrganisation();
    const staged = await other.officer.raw('/imports?fileName=omb.csv', {
      method: 'POST',
      body: readFileSync(REAL) as BodyInit,
      headers: { 'content-type': 'application/octet-stream' },
    });
    const { id } = await staged.json();
    await other.officer.post(`/imports/${id}/apply`);
    const count = async (filter: string) =>
      (await other.officer.get(`/claims?limit=1&total=true&${filter}`)).body.total as number;
    // Counted in the file by hand: 113 "Yes" and one "YES", 65 "No", 32 planned; 76 appeals; 82 and 36 + 1 opt-outs.
    expect(await count('topic=impact-assessment&value=yes')).toBe(114);
    expect(await count('topic=impact-assessment&value=no')).toBe(65);
    expect(await count('topic=impact-assessment&value=planned')).toBe(32);
    expect(await count('topic=real-world-test&value=yes')).toBe(51 + 15 + 22);
    expect(await count('topic=real-world-test&value=partly')).toBe(26);
    expect(await count('topic=independent-evaluation&value=yes')).toBe(57 + 22 + 18 + 10);
    expect(await count('topic=monitoring&value=no')).toBe(39);
    expect(await count('topic=appeal&value=yes')).toBe(76);
    expect(await count('topic=opt-out&value=no')).toBe(37);
    expect(await count('state=claimed')).toBe(await count(''));
    const { body } = await other.officer.post(`/imports/${id}/undo`);
    expect(body).toMatchObject({ removed: 2133, kept: [] });
    expect(await count('')).toBe(0);
  }, 120_000);
});

if (!existsSync(REAL))
  process.stderr.write(`The real inventory is absent (${REAL}); set AIMS_OMB_CSV to read its statements.\n`);
