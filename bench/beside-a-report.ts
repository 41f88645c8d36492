import { type Kysely, sql } from 'kysely';
import { type Bench, load, percentile, round } from './figure.ts';
import { send } from './http-client.ts';
import { benchInstance } from './instance.ts';

const COUNTED = 30_000_000;

/** One record read again and again, alone and beside a report that counts for seconds. */
export const besideReport: Bench = {
  name: 'reads beside a slow report',
  run: async () => {
    const instance = await benchInstance();
    try {
      await send(`${instance.url}/suppliers`, {
        method: 'POST',
        body: JSON.stringify({ name: 'Read again and again' }),
      });
      const read = async () => {
        await send(`${instance.url}/suppliers/SUP-0001`);
      };
      await load(4, 1, read);
      const alone = await load(4, 3, read);
      const started = performance.now();
      const report = instance.runtime.db.scan(instance.org, async (q) => {
        await sql`with recursive "c"("i") as (select 1 union all select "i" + 1 from "c" where "i" < ${sql.lit(COUNTED)})
          select count(*) from "c"`.execute(q as unknown as Kysely<unknown>);
        return performance.now() - started;
      });
      const beside = await load(4, 3, read);
      const seconds = (await report) / 1000;
      const [p99, floor] = [percentile(beside.durations, 0.99), percentile(alone.durations, 0.99)];
      return [
        {
          name: `Read one record while a report of ${round(seconds, 1)} s runs, 4 clients`,
          value: round(p99, 1),
          unit: 'ms p99',
          target: 'no delay',
          met: p99 < 5 * Math.max(floor, 2),
          beside: `${round(p99 / floor, 1)}× the p99 without it (${round(floor, 1)} ms); ${round(beside.rate)}/s against ${round(alone.rate)}/s on two cores`,
        },
      ];
    } finally {
      await instance.close();
    }
  },
};
