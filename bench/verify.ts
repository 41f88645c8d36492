import { risk } from '#modules/risk/contract.ts';
import { writing } from '#platform/runtime.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import { type Bench, type Figure, round } from './figure.ts';
import { type BenchInstance, benchInstance } from './instance.ts';
import { fullRisk } from './lists.ts';

const ENTRIES = 1_000_000;
const BATCH = 2000;

/** Log and rows held against each other: a million entries of 20 fields each, and a tenth of them before. */
export const verification: Bench = {
  name: 'verification of a long log',
  run: async () => {
    const instance = await benchInstance();
    try {
      await fill(instance, 0, ENTRIES / 10);
      const tenth = await seconds(instance);
      await fill(instance, ENTRIES / 10, ENTRIES);
      const whole = await seconds(instance);
      const figure: Figure = {
        name: 'Verify 1,000,000 entries of 20 fields, log and rows together',
        value: round(whole, 1),
        unit: 's',
        target: '< 60 s',
        met: whole < 60,
        beside: `${round(whole / tenth, 1)}× the time of a tenth of it (${round(tenth, 1)} s): linear`,
      };
      return [figure];
    } finally {
      await instance.close();
    }
  },
};

async function seconds({ runtime, org }: BenchInstance): Promise<number> {
  const before = performance.now();
  const { answer } = await verifyTrail(runtime, org);
  if (answer !== 'ok') throw new Error(`The log says ${answer}`);
  return (performance.now() - before) / 1000;
}

async function fill({ runtime, org, officer }: BenchInstance, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += BATCH)
    await writing(runtime, { org, actor: officer, operation: 'risk.create' }, async (tx) => {
      for (let i = at; i < at + BATCH; i += 1)
        await tx.insert(risk, {
          ...fullRisk(i, officer),
          libraryId: 'R-01',
          consequencesSociety: 'Trust goes',
        });
    });
}
