import { expect, test } from 'vitest';
import { scheduler } from '#apps/server/schedule.ts';
import { modules } from '#modules/index.ts';
import { jobRunner } from '#platform/jobs.ts';
import { writing } from '#platform/runtime.ts';
import { makeTestApp } from '#test/testkit/app.ts';
import { slowWork } from './slow-work.ts';

test('a clock that jumps back and forward leaves the log in order, and each day its work once', async () => {
  const app = await makeTestApp({ modules: [...modules, slowWork] });
  try {
    const officer = app.as('governance-officer');
    const jobs = jobRunner(
      app.runtime,
      app.runtime.registry.modules.flatMap((module) => module.jobs),
    );
    const schedule = scheduler(app.runtime, jobs);
    schedule.stop();
    const days = ['2026-11-24', '2026-11-21', '2026-11-24', '2027-12-30', '2026-11-25', '2026-11-25'];
    for (const [index, day] of days.entries()) {
      app.clock.set(`${day}T09:00:00.000Z`);
      const made = await officer.post('/suppliers', { name: `Written at ${index}` });
      expect(made.status).toBe(200);
      await schedule.wake();
    }
    const entries = await app.runtime.db.read(app.org, (q) =>
      q.selectFrom('log_entry').where('org_id', '=', app.org).select(['seq', 'at']).orderBy('seq').execute(),
    );
    const times = entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect((await officer.post('/trail/verify')).body.answer).toBe('ok');
    // Rules by day go by the clock as it is, and the work of each day that it showed was done once.
    const { body } = await officer.get('/suppliers?limit=200&q=Day');
    const worked = (body.rows as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => name.startsWith('Day'));
    expect(worked.sort()).toEqual([...new Set(days)].map((day) => `Day ${day}`).sort());
    expect((await officer.get('/suppliers?limit=1&total=true')).body.total).toBe(days.length + worked.length);
  } finally {
    await app.close();
  }
});

test('work that was left while the clock was a year ahead is not kept waiting for that year', async () => {
  const app = await makeTestApp({ modules: [...modules, slowWork] });
  try {
    const jobs = jobRunner(
      app.runtime,
      app.runtime.registry.modules.flatMap((module) => module.jobs),
    );
    const schedule = scheduler(app.runtime, jobs);
    schedule.stop();
    app.clock.set('2027-12-30T09:00:00.000Z');
    const waiting = async () =>
      (
        await app.runtime.db.read(null, (q) =>
          q.selectFrom('job').where('state', '=', 'waiting').select('id').execute(),
        )
      ).length;
    const operator = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
    await writing(app.runtime, { org: app.org, actor: operator, operation: 'faults.leave' }, (tx) =>
      tx.enqueue('faults.two-steps', { name: 'Left ahead' }),
    );
    app.clock.set('2026-11-25T09:00:00.000Z');
    await schedule.wake();
    expect(await waiting()).toBe(0);
  } finally {
    await app.close();
  }
});
