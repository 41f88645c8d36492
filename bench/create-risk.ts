import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Bench, type Figure, load, percentile, round } from './figure.ts';
import { send } from './http-client.ts';
import { benchInstance } from './instance.ts';

const SECONDS = 6;

/** Creating a risk over HTTP with its trail entry, 64 clients, beside raw durable commits of the same disk. */
export const createRisk: Bench = {
  name: 'create a risk',
  run: async () => {
    const floor = await rawCommits();
    const instance = await benchInstance();
    try {
      const failed = { count: 0 };
      const { rate, durations } = await load(64, SECONDS, async (client, n) => {
        const body = JSON.stringify({
          kind: 'risk',
          title: `Risk ${client}-${n}`,
          category: 'Fairness',
          source: 'Historic bias in data',
          event: 'Applicants of one group are ranked lower',
          consequencesIndividuals: 'Jobs are not offered',
          impactDimensions: ['fairness'],
        });
        const reply = await send(`${instance.url}/risks`, { method: 'POST', body });
        if (reply.status !== 200) failed.count += 1;
      });
      const figure: Figure = {
        name: 'Create a risk with its trail entry, 64 clients over HTTP',
        value: round(rate),
        unit: 'requests/s',
        target: '≥ 1,500/s, none failing',
        met: rate >= 1500 && failed.count === 0,
        beside: `${round(rate / floor, 2)}× the raw durable commits of one row (${round(floor)}/s): group commit shares them`,
        notes: `p50 ${round(percentile(durations, 0.5))} ms, p99 ${round(percentile(durations, 0.99))} ms, ${failed.count} failed`,
      };
      return [figure];
    } finally {
      await instance.close();
    }
  },
};

/** How many single-row transactions this disk makes durable in a second. */
async function rawCommits(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-floor-'));
  const db = new DatabaseSync(join(folder, 'floor.db'));
  db.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table t (id integer primary key, text text)',
  );
  const insert = db.prepare('insert into t (text) values (?)');
  const started = performance.now();
  let n = 0;
  for (; performance.now() - started < 2000; n += 1) insert.run('x'.repeat(900));
  const rate = n / ((performance.now() - started) / 1000);
  db.close();
  await rm(folder, { recursive: true, force: true });
  return rate;
}
