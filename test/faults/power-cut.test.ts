import { expect, test } from 'vitest';
import { noWatchedDisk } from './disk/shim.ts';
import { powerCuts } from './power-cut.ts';

const why =
  process.env.AIMS_TEST_DB === 'postgres' ? 'PostgreSQL writes to a disk of its own' : noWatchedDisk();

test.skipIf(why !== null)(
  `the power is cut below SQLite at twelve moments and nothing that was answered is lost${why ? ` (not here: ${why})` : ''}`,
  async () => {
    const report = await powerCuts({ images: 12, seconds: 1 });
    expect(report).toMatchObject({ images: 12, faults: [] });
    expect(report.withClaims).toBeGreaterThan(0);
    expect(report.syncs).toBeGreaterThan(10);
  },
  120_000,
);
