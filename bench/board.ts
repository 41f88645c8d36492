import type { Bench, Figure } from './figure.ts';
import { percentile, round } from './figure.ts';
import { send } from './http-client.ts';
import { benchInstance } from './instance.ts';
import { fillLarge, GAPS, SYSTEMS } from './large-organisation.ts';

const RISKS = 20_000;
const UNITS = 50;
const ROUNDS = 9;

const PAGES = [
  { name: 'The page for the board', path: '/board' },
  { name: 'Readiness unit by unit', path: '/board/units' },
  { name: 'What the AI systems of one unit lack', path: '/board/gaps?unit=UNIT-0001' },
  { name: 'What one AI system lacks', path: '/board/gaps?system=SYS-0001' },
  { name: 'The list of units, with what belongs to them', path: '/units-tree' },
] as const;

/** What a board asks of a large organisation, each page read again and again by one reader. */
export const board: Bench = {
  name: 'board and readiness by unit of a large organisation',
  run: async () => {
    const instance = await benchInstance();
    try {
      await fillLarge(instance, { systems: SYSTEMS, risks: RISKS, units: UNITS });
      const figures: Figure[] = [];
      for (const page of PAGES) figures.push(await measured(instance.url, page));
      return figures;
    } finally {
      await instance.close();
    }
  },
};

async function measured(url: string, { name, path }: (typeof PAGES)[number]): Promise<Figure> {
  const [cold, ...warm] = await times(ROUNDS, `${url}${path}`);
  const body = JSON.stringify({ kind: 'risk', title: 'Found since', impactDimensions: [] });
  await send(`${url}/risks`, { method: 'POST', body });
  const [changed] = await times(1, `${url}${path}`);
  const median = percentile(
    warm.map(({ wall }) => wall),
    0.5,
  );
  const cpu = percentile(
    warm.map((each) => each.cpu),
    0.5,
  );
  return {
    name: `${name}, ${SYSTEMS.toLocaleString('en')} AI systems in ${UNITS} units with ${RISKS.toLocaleString('en')} risks`,
    value: round(median),
    unit: 'ms',
    target: '< 300 ms',
    met: median < 300,
    beside: `${round(cpu)} ms of CPU, client and threads included; the first time ${round(cold!.wall)} ms (${round(cold!.cpu)} ms of CPU), after one change ${round(changed!.wall)} ms (${round(changed!.cpu)} ms of CPU)`,
    notes: GAPS,
  };
}

type Time = { readonly wall: number; readonly cpu: number };

/** Milliseconds of some readings, one after the other: on the clock, and of work, which other programs do not slow. */
async function times(rounds: number, url: string): Promise<readonly Time[]> {
  const found: Time[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const [before, busy] = [performance.now(), process.cpuUsage()];
    const { status } = await send(url);
    if (status !== 200) throw new Error(`${url} answered ${status}`);
    const { user, system } = process.cpuUsage(busy);
    found.push({ wall: performance.now() - before, cpu: (user + system) / 1000 });
    // What is remembered of the checks is written after the answer.
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return found;
}
