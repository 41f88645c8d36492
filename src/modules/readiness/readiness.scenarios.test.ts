import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import type { Readiness } from './contract.ts';

let app: TestApp;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp();
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

const at = async (stage: 1 | 2, query = '') =>
  (await officer.get(`/readiness?stage=${stage}${query}`)).body as Readiness;
const of = (answer: Readiness, id: string) => answer.findings.filter((each) => each.requirement === id);

describe('readiness', () => {
  test('Stage 1 states areas of concern without grades, Stage 2 proposes grades', async () => {
    const [first, second] = [await at(1), await at(2)];
    expect(first.findings.length).toBeGreaterThan(5);
    expect(first.findings.every((each) => each.grade === null)).toBe(true);
    expect(second.findings.every((each) => each.grade === each.mayBecome)).toBe(true);
    expect(first.sentence).toContain('no grades');
    expect(first.findings.some((each) => each.requirement.startsWith('A.'))).toBe(false);
    expect(JSON.stringify([first, second])).not.toMatch(/compliant|certified by|100 ?%/i);
  });

  test('a missing method is major at Stage 2, with the record that proves it and where it is mended', async () => {
    const [finding] = of(await at(2), '6.1.2').filter((each) => each.id.includes('risk.criteria'));
    expect(finding).toMatchObject({ grade: 'major', count: 1 });
    expect(finding!.proof[0]).toMatchObject({
      fix: '/risks/criteria',
      message: expect.stringContaining('Nobody has decided'),
    });
  });

  test('disappears when the record is there, and says the same as conformity does', async () => {
    const matrix = (await officer.get('/conformity')).body.requirements;
    for (const each of (await at(2)).findings.filter((one) => one.count > 0)) {
      const line = matrix.find((one: { id: string }) => one.id === each.requirement);
      if (line) expect(line.openGaps > 0 || each.id === '7.5.3 late').toBe(true);
    }
    const before = of(await at(2), '6.1.1').length;
    const { suggested } = (await officer.get('/risk-criteria')).body;
    expect((await app.as('risk-manager').post('/risk-criteria', suggested)).status).toBe(200);
    expect(of(await at(2), '6.1.1').length).toBeLessThan(before);
  });

  test('says how short the operating history is, from the log, which nobody can date back', async () => {
    const now = await at(2);
    expect(now.history.recordedWeeks).toBe(0);
    expect(of(now, '4.4').find((each) => each.id === '4.4 history')).toMatchObject({
      grade: 'major',
      sentence: expect.stringContaining('Not enough operating history (0 weeks'),
    });
    await officer.post('/evidence', {
      title: 'Old minutes',
      url: 'https://example.org/minutes',
      effectiveOn: '2025-11-01',
    });
    const dated = await at(2);
    expect(dated.history).toMatchObject({
      recordedWeeks: 0,
      firstEffectiveOn: '2025-11-01',
      effectiveWeeks: 55,
    });
    app.clock.advanceDays(70);
    expect(of(await at(2), '4.4').find((each) => each.id === '4.4 history')).toMatchObject({
      grade: 'minor',
    });
    app.clock.advanceDays(28);
    expect(of(await at(2), '4.4').find((each) => each.id === '4.4 history')).toBeUndefined();
  });

  test('shows both days of a record entered late', async () => {
    const { enteredLate } = await at(1);
    expect(enteredLate).toMatchObject({ dated: 1, late: 1 });
    expect(enteredLate.rows[0]).toMatchObject({
      title: 'Old minutes',
      effectiveOn: '2025-11-01',
      enteredOn: '2026-11-24',
      days: 388,
    });
  });

  test('always says what no rule can judge', async () => {
    const { cannotJudge } = await at(1);
    expect(cannotJudge.always.length).toBeGreaterThan(5);
    expect(cannotJudge.parts.length).toBeGreaterThan(0);
  });

  test('reads a past day as it was known then', async () => {
    const past = await at(2, '&asOf=2026-11-24');
    expect(past.today).toBe('2026-11-24');
    expect(past.history.recordedWeeks).toBe(0);
  });

  test('every member may look, an external auditor too; a stranger sees their own organisation only', async () => {
    expect((await app.as('external-auditor').get('/readiness')).status).toBe(200);
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get('/readiness?stage=2')).body.enteredLate.dated).toBe(0);
  });

  test('refuses a stage that does not exist', async () => {
    expect((await officer.get('/readiness?stage=3')).status).toBe(422);
  });

  test.each(['docx', 'pdf', 'xlsx', 'html', 'md'])('comes as %s', async (format) => {
    const file = await officer.raw(`/readiness/report?stage=2&format=${format}`);
    expect(file.status).toBe(200);
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });
});
