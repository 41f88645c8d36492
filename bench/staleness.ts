import { addDays } from '#kernel/days.ts';
import { staleBook } from '#modules/change/book.ts';
import { recogniseChanges } from '#modules/change/recognise.ts';
import { system } from '#modules/system/contract.ts';
import { systems } from '#modules/system/read.ts';
import { acting, reading, writing } from '#platform/runtime.ts';
import { countMarks, listMarks } from '#platform/staleness/read.ts';
import type { Bench } from './figure.ts';
import { round } from './figure.ts';
import { benchInstance } from './instance.ts';
import { fillLarge, RISKS, SYSTEMS } from './large-organisation.ts';

/** A date of the law is reached that binds every AI system of a large organisation at once. */
export const staleness: Bench = {
  name: 'what a date of the law makes stale',
  run: async () => {
    const instance = await benchInstance();
    try {
      await fillLarge(instance);
      const { runtime, org, officer } = instance;
      const today = runtime.clock.now().toISOString().slice(0, 10);
      const day = addDays(today, 2);
      await bind(instance, day);
      // The days pass: nothing else is written.
      const later = { ...runtime, clock: { now: () => new Date(`${addDays(day, 1)}T09:00:00.000Z`) } };
      const hands = await acting(later, { org, actor: officer, operation: 'change.recognise' });
      await recogniseUpTo(instance);
      const [recognised, recognising] = await timed(() => recogniseChanges(hands));
      const read = <T>(run: Parameters<typeof reading<T>>[2]) =>
        reading(later, { org, actor: officer }, run, true);
      const [counts, counting] = await timed(() => read((ctx) => countMarks(ctx, staleBook(ctx))));
      const [, listing] = await timed(() => read((ctx) => listMarks(ctx, staleBook(ctx), { limit: 100 })));
      const marks = counts.reduce((sum, each) => sum + each.count, 0);
      const pass = recognising + counting;
      return [
        {
          name: `One date of the law reached by ${SYSTEMS.toLocaleString('en')} systems: recognised and every mark counted`,
          value: round(pass),
          unit: 'ms',
          target: '< 2,000 ms',
          met: pass < 2000 && recognised.recognised === 1,
          beside: `${marks.toLocaleString('en')} marks over ${RISKS.toLocaleString('en')} risks, classifications and lines of the Statement; recognising ${round(recognising)} ms, counting ${round(counting)} ms`,
        },
        {
          name: 'The first page of what is to be looked at',
          value: round(listing),
          unit: 'ms',
          target: '< 2,000 ms',
          met: listing < 2000,
          beside: 'the same marks, named and sorted',
        },
      ];
    } finally {
      await instance.close();
    }
  },
};

type Instance = Awaited<ReturnType<typeof benchInstance>>;

/** Writes the date into every system, as a confirmed classification does. */
async function bind({ runtime, org, officer }: Instance, day: string): Promise<void> {
  const ids = await reading(runtime, { org, actor: officer }, (ctx) =>
    ctx.q.selectFrom(systems(ctx).as('s')).select('s.id').orderBy('s.id').execute(),
  );
  for (let from = 0; from < ids.length; from += 1000)
    await writing(runtime, { org, actor: officer, operation: 'system.confirmClassification' }, async (tx) => {
      for (const { id } of ids.slice(from, from + 1000))
        await tx.update(system, { id }, { euEarliest: day, euDates: [day], euState: 'confirmed' });
    });
}

async function recogniseUpTo({ runtime, org, officer }: Instance): Promise<void> {
  await recogniseChanges(await acting(runtime, { org, actor: officer, operation: 'change.recognise' }));
}

async function timed<T>(run: () => Promise<T>): Promise<readonly [T, number]> {
  const before = performance.now();
  const value = await run();
  return [value, performance.now() - before];
}
