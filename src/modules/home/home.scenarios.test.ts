import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarModule } from '#modules/calendar/module.ts';
import { conformityModule } from '#modules/conformity/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { defineModule } from '#platform/module.ts';
import { byUrgency } from '#platform/tasks.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { homeModule } from './module.ts';

/** A module with work of its own, so that the order over modules shows. */
const dueModule = defineModule({
  name: 'due',
  title: 'Due',
  tasks: async (ctx) =>
    ctx.actor.roles.includes('risk-manager')
      ? [
          {
            id: 'late',
            kind: 'review',
            title: 'Judge a risk again',
            why: 'It is due.',
            href: '/risks',
            dueAt: '2026-12-01',
            count: 1,
          },
          {
            id: 'soon',
            kind: 'review',
            title: 'Approve a treatment',
            why: 'It waits.',
            href: '/risks',
            dueAt: '2026-11-25',
            count: 1,
          },
        ]
      : [],
});

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, dueModule, conformityModule, calendarModule, homeModule],
  });
});
afterAll(() => app.close());

describe('home answers what to do, what changed, where we stand', () => {
  test('the inbox holds the work of all modules for this person, due dates first', async () => {
    const { body } = await app.as('risk-manager').get('/home/inbox');
    expect(body.tasks.map((each: { id: string; module: string }) => [each.module, each.id])).toEqual([
      ['due', 'soon'],
      ['due', 'late'],
    ]);
    expect((await app.as('staff').get('/home/inbox')).body.tasks).toEqual([]);
  });

  test('a date comes before a pile, an early date before a late one, a larger pile before a smaller', () => {
    const task = (dueAt: string | null, count: number, title: string) => ({ dueAt, count, title });
    const sorted = [
      task(null, 3, 'c'),
      task(null, 9, 'd'),
      task('2026-12-02', 1, 'b'),
      task('2026-12-01', 1, 'a'),
      task(null, 3, 'b'),
    ].sort(byUrgency);
    expect(sorted.map((each) => `${each.dueAt} ${each.count} ${each.title}`)).toEqual([
      '2026-12-01 1 a',
      '2026-12-02 1 b',
      'null 9 d',
      'null 3 b',
      'null 3 c',
    ]);
  });

  test('what changed comes in sentences, newest first, page after page without a gap', async () => {
    const officer = app.as('governance-officer');
    for (let i = 0; i < 5; i += 1) await officer.post('/suppliers', { name: `Supplier ${i}` });
    const { body: made } = await officer.post('/suppliers', { name: 'Nordlicht AI' });
    await officer.patch(`/suppliers/${made.id}`, { version: 1, country: 'Norway' });
    const first = (await officer.get('/home/changes?limit=3')).body;
    expect(first.changes.map((each: { sentence: string }) => each.sentence)).toEqual([
      `Person governance-officer changed the supplier: Nordlicht AI (${made.ref})`,
      `Person governance-officer added the supplier: Nordlicht AI (${made.ref})`,
      'Person governance-officer added the supplier: Supplier 4 (SUP-0005)',
    ]);
    expect(first.changes[0]).toMatchObject({ type: 'supplier', id: made.id });
    const second = (await officer.get(`/home/changes?limit=2&before=${first.next}`)).body;
    expect(second.changes.map((each: { sentence: string }) => each.sentence)).toEqual([
      'Person governance-officer added the supplier: Supplier 3 (SUP-0004)',
      'Person governance-officer added the supplier: Supplier 2 (SUP-0003)',
    ]);
  });

  test('what a key did again and again is one sentence, what a person did are several', async () => {
    const officer = app.as('governance-officer');
    const key = { 'x-test-key': 'key_1' };
    for (let i = 0; i < 4; i += 1) await officer.post('/suppliers', { name: `By key ${i}` }, key);
    for (let i = 0; i < 2; i += 1) await officer.post('/suppliers', { name: `By hand ${i}` });
    const { changes } = (await officer.get('/home/changes?limit=3')).body;
    expect(changes.map((each: { sentence: string }) => each.sentence)).toEqual([
      expect.stringContaining('By hand 1'),
      expect.stringContaining('By hand 0'),
      expect.stringMatching(/added the supplier: By key 0 .* and 3 more$/),
    ]);
    expect(changes[2].entries).toBe(4);
  });

  test('the numbers add up to 32 subclauses and 38 controls, and each leads somewhere', async () => {
    const { body } = await app.as('staff').get('/home/standing');
    const sum = (list: { count: number }[]) => list.reduce((all, each) => all + each.count, 0);
    expect(sum(body.subclauses)).toBe(32);
    expect(sum(body.controls)).toBe(38);
    for (const each of [...body.subclauses, ...body.controls, ...body.numbers])
      expect(each.href).toMatch(/^\/conformity\?/);
  });
});
