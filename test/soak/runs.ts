import { agreeAtScale } from './agree.ts';
import { databaseRun } from './database.ts';
import { dayOfTraffic } from './day/day.ts';
import { killThousand } from './kills.ts';
import { measureLarge } from './measure.ts';
import { twoServersRun } from './nodes.ts';
import { powerCutRun } from './power.ts';

/** A long run: `size` is what its argument says, such as a number of kills. */
export type Run = {
  readonly name: string;
  /** What the argument counts, and how much of it there is without one. */
  readonly size: readonly [unit: string, standard: number];
  /** @returns what was counted; `held` says whether everything held that must hold */
  readonly run: (size: number) => Promise<{ readonly held: boolean } & Record<string, unknown>>;
};

/** All of them, in the order of `npm run soak`. */
export const runs: readonly Run[] = [
  { name: 'kills', size: ['kills', 1000], run: killThousand },
  { name: 'power', size: ['images', 1000], run: powerCutRun },
  { name: 'database', size: ['restarts', 10], run: databaseRun },
  { name: 'two-servers', size: ['kills', 50], run: twoServersRun },
  { name: 'day', size: ['minutes', 60], run: dayOfTraffic },
  {
    name: 'agree',
    size: ['rows', 1_000_000],
    run: async (rows) => {
      const { failed, held, ...rest } = await agreeAtScale(rows);
      return { held: held > 0 && failed.length === 0, comparisons: held, failed, ...rest };
    },
  },
  {
    name: 'measure',
    size: ['rows', 100_000_000],
    run: async (rows) => {
      const measured = await measureLarge(rows);
      return { held: measured.residentMb < 300, ...measured };
    },
  },
];
