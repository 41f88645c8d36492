import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import papaparse from 'papaparse';
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
    const file = readFileSync(REAL);
    const once = await imported(file);
    const tenfold = await imported(tenTimes(file));
    return [
      {
        name: 'Import of the 2,133-row inventory, looking at it included',
        value: round(once.seconds, 1),
        unit: 's',
        target: '< 5 s',
        met: once.seconds < 5 && once.created === 2133,
        beside: `${round(once.looked, 1)} s of it is the dry run; ${once.created} created; ten times the rows take ${round(tenfold.seconds / once.seconds, 1)}× as long`,
      },
      {
        name: `${READERS} other readers during that import`,
        value: round(once.p99),
        unit: 'ms p99',
        target: '< 100 ms',
        met: once.p99 < 100,
        beside: `p50 ${round(once.p50, 1)} ms over ${once.reads} reads, slowest ${round(once.slowest)} ms; p99 ${round(tenfold.p99)} ms with ten times the rows`,
      },
    ];
  },
};

/** Stages and applies a file on an instance of its own while others read. */
async function imported(file: Uint8Array<ArrayBuffer>) {
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
        body: file,
        headers: { 'content-type': 'application/octet-stream' },
      })
    ).json()) as { id: string };
    const looked = (performance.now() - started) / 1000;
    const { created } = (await (
      await fetch(`${instance.url}/imports/${staged.id}/apply`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      })
    ).json()) as { created: number };
    const seconds = (performance.now() - started) / 1000;
    done.abort();
    await readers;
    return {
      seconds,
      looked,
      created,
      reads: reads.length,
      p50: percentile(reads, 0.5),
      p99: percentile(reads, 0.99),
      slowest: Math.max(...reads),
    };
  } finally {
    await instance.close();
  }
}

/** The same rows ten times over, each time under other names. */
function tenTimes(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const { data } = papaparse.parse<string[]>(Buffer.from(file).toString('latin1'), { skipEmptyLines: true });
  const [header, ...rows] = data;
  const many = Array.from({ length: 10 }, (_, k) =>
    rows.map(([name, ...rest]) => [k === 0 ? name! : `${name} (${k + 1})`, ...rest]),
  ).flat();
  return new Uint8Array(Buffer.from(papaparse.unparse([header!, ...many]), 'latin1'));
}
