import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#kernel/roles.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const admin = () => app.as('administrator');
const made = async (name: string, email: string | null = null) =>
  (await admin().post('/people', { name, email })).body as { id: string; version: number };
const grant = (id: string, roles: readonly Role[], until: string | null = null) =>
  admin().post(`/people/${id}/memberships`, { roles, until });
const end = (membership: { id: string; version: number }) =>
  admin().delete(`/memberships/${membership.id}`, { version: membership.version });
const own = async () => (await admin().get('/organisation')).body as { id: string; version: number };

describe('who advised an organisation', () => {
  test.each(['internal-auditor', 'external-auditor'] as const)('does not audit it as %s', async (role) => {
    const { id } = await made(`Adviser and ${role}`);
    expect((await grant(id, ['consultant'])).status).toBe(200);
    const answer = await grant(id, [role]);
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toBe(
      'This person advised the organisation until today and may audit it from 2029-11-24 on.',
    );
  });

  test('does not audit it after the roles were taken away, until three years are over', async () => {
    const { id } = await made('Adviser of before');
    const { body } = await grant(id, ['consultant']);
    await end(body);
    expect((await grant(id, ['internal-auditor'])).status).toBe(403);
    app.clock.advanceDays(3 * 365 - 5);
    expect((await grant(id, ['internal-auditor'])).status).toBe(403);
    app.clock.advanceDays(10);
    expect((await grant(id, ['internal-auditor'])).status).toBe(200);
  });

  test('does not audit it under a second record of the same address', async () => {
    const first = await made('One record', 'same@adviser.example');
    await grant(first.id, ['consultant']);
    const second = await made('Another record', 'Same@Adviser.example');
    expect((await grant(second.id, ['external-auditor'])).status).toBe(403);
  });

  test('counts by the last day that the membership held, not by the day it was entered', async () => {
    const { id } = await made('Adviser to a day');
    const today = app.clock.now().toISOString().slice(0, 10);
    await grant(id, ['consultant'], today);
    app.clock.advanceDays(40);
    const answer = await grant(id, ['internal-auditor']);
    expect(answer.body.detail).toContain(`advised the organisation until ${today}`);
  });

  test('does not become an auditor by a change of roles either, and an auditor does not become an adviser', async () => {
    const adviser = await made('Changes roles');
    const { body } = await grant(adviser.id, ['consultant']);
    const change = await admin().patch(`/memberships/${body.id}`, {
      version: 1,
      roles: ['internal-auditor'],
    });
    expect(change.status).toBe(403);
    const auditor = await made('Audits');
    await grant(auditor.id, ['internal-auditor']);
    expect((await grant(auditor.id, ['consultant'])).status).toBe(403);
  });

  test('may hold every other role', async () => {
    const { id } = await made('Adviser and engineer');
    await grant(id, ['consultant']);
    expect((await grant(id, ['ai-engineer', 'quality-manager'])).status).toBe(200);
  });
});

describe('an exception', () => {
  const ask = async (role: Role, input: object) =>
    app.as(role).post('/organisation/audit-exceptions', { version: (await own()).version, ...input });
  const REASON = 'Two people work here; the audit is reviewed by the sister company.';
  const day = (days: number) =>
    new Date(app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

  test('is recorded by top management alone, for a year at most, and not for themselves', async () => {
    const { id } = await made('To be excepted');
    await grant(id, ['consultant']);
    const input = { personId: id, reason: REASON, until: day(200) };
    for (const role of ['administrator', 'governance-officer', 'consultant'] as const)
      expect([role, (await ask(role, input)).status]).toEqual([role, 403]);
    expect((await ask('top-management', { ...input, until: day(400) })).status).toBe(422);
    expect((await ask('top-management', { ...input, reason: 'short' })).status).toBe(422);
    expect(
      (await ask('top-management', { ...input, personId: app.as('top-management').personId })).status,
    ).toBe(403);
    expect((await ask('top-management', { ...input, personId: app.as('staff').personId })).status).toBe(409);
    expect((await ask('top-management', input)).status).toBe(200);
  });

  test('opens internal audits until its day, and never external ones', async () => {
    const { id } = await made('Excepted');
    await grant(id, ['consultant']);
    await ask('top-management', { personId: id, reason: REASON, until: day(100) });
    expect((await grant(id, ['external-auditor'])).body.next).toContain('no exception');
    const open = await grant(id, ['internal-auditor']);
    expect(open.status).toBe(403);
    expect(open.body.next).toContain(`until ${day(100)} at the latest`);
    expect((await grant(id, ['internal-auditor'], day(100))).status).toBe(200);
    app.clock.advanceDays(101);
    expect((await grant(id, ['internal-auditor'], day(10))).status).toBe(403);
  });

  test('is not needed after the years are over, which an organisation may make more, never fewer', async () => {
    const { id } = await made('Adviser of long ago');
    const { body } = await grant(id, ['consultant']);
    await end(body);
    app.clock.advanceDays(3 * 366);
    const decide = async (advisedYears: number | null) =>
      app
        .as('governance-officer')
        .post('/organisation/impartiality', { version: (await own()).version, advisedYears });
    expect((await decide(2)).status).toBe(422);
    expect((await decide(5)).status).toBe(200);
    expect((await grant(id, ['internal-auditor'])).status).toBe(403);
    expect((await decide(null)).status).toBe(200);
    expect((await grant(id, ['internal-auditor'])).status).toBe(200);
  });
});
