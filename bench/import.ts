import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type Bench, percentile, round } from './figure.ts';
import { send } from './http-client.ts';
import { benchInstance } from './instance.ts';

const REAL =
  process.env.AIMS_OMB_CSV ??
  new URL('../../shared/data/omb-2024-ai-use-cases.csv', import.meta.url).pathname;

const READERS = 4;

/** The real inventory over HTTP, staged and applied, while others go on reading. */
export const importInventory: Bench = {
  name: 'import of 2,133 systems',
  run: async () => {
    if (!existsSync(REAL)) {
      process.stderr.write(`The inventory is absent (${REAL}); set AIMS_OMB_CSV to measure the import.\n`);
      return [];
    }
    const instance = await benchInstance();
    try {
      await send(`${instance.url}/suppliers`, {
        method: 'POST',
        body: JSON.stringify({ name: 'Read again and again' }),
      });
      const done = new AbortController();
      const reads: number[] = [];
      const readOn = async () => {
        while (!done.signal.aborted) {
          const before = performance.now();
          await send(`${instance.url}/directory`);
          reads.push(performance.now() - before);
          await Promise.race([new Promise((resolve) => setTimeout(resolve, 5)), once(done.signal, 'abort')]);
        }
      };
      const readers = Promise.all(Array.from({ length: READERS }, readOn));
      const started = performance.now();
      const staged = (await (
        await fetch(`${instance.url}/imports?fileName=real.csv`, {
          method: 'POST',
          body: readFileSync(REAL),
          headers: { 'content-type': 'application/octet-stream' },
        })
      ).json()) as { id: string };
      const looked = performance.now() - started;
      const applied = (await (
        await fetch(`${instance.url}/imports/${staged.id}/apply`, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        })
      ).json()) as { created: number };
      const seconds = (performance.now() - started) / 1000;
      done.abort();
      await readers;
      const p99 = percentile(reads, 0.99);
      return [
        {
          name: 'Import of the 2,133-row inventory, looking at it included',
          value: round(seconds, 1),
          unit: 's',
          target: '< 5 s',
          met: seconds < 5 && applied.created === 2133,
          beside: `${round(looked / 1000, 1)} s of it is the dry run; ${applied.created} created`,
        },
        {
          name: `${READERS} other readers during that import`,
          value: round(p99),
          unit: 'ms p99',
          target: '< 100 ms',
          met: p99 < 100,
          beside: `p50 ${round(percentile(reads, 0.5), 1)} ms over ${reads.length} reads, slowest ${round(Math.max(...reads))} ms`,
        },
      ];
    } finally {
      await instance.close();
    }
  },
};
