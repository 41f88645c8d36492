import type { JobHandler } from '#platform/module.ts';
import { verdict } from './contract.ts';
import { movedSince } from './freeze.ts';

/** Once a day: keeps how the verdicts moved since the record before. Says nothing when nothing moved. */
export const snapshotJob: JobHandler = {
  kind: 'conformity.snapshot',
  daily: true,
  run: async (ctx) => {
    const fields = await ctx.scan(movedSince);
    if (fields !== null) await ctx.write((tx) => tx.insert(verdict, fields));
  },
};
