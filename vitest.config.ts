import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { databaseTests } from './scripts/layers/database-tests.ts';

const UNIT = [
  'src/**/*.test.{ts,tsx}',
  'scripts/**/*.test.ts',
  'test/integration/**/*.test.ts',
  'test/faults/**/*.test.ts',
];

// AIMS_TEST_DB=postgres runs again what touches a database, on a PostgreSQL started for the run.
const onPostgres = process.env.AIMS_TEST_DB === 'postgres';
const root = import.meta.dirname;
const shared = {
  globalSetup: ['test/testkit/run.ts', ...(onPostgres ? ['test/testkit/postgres.ts'] : [])],
};

/** Files of half a minute and more: begun last, one of them leaves the other worker idle. */
const LONG = /\/(every-operation|cli|kill|scoped-matrix|handover|two-servers|database-fails)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (LONG.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'unit',
          root,
          include: onPostgres ? [...databaseTests(root, UNIT)] : UNIT,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          ...shared,
        },
      },
      {
        test: {
          name: 'pages',
          root,
          // Every page of the registry of routes: `npm run pages`, too long for each `npm test`.
          include: ['test/pages/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...shared,
        },
      },
      {
        test: {
          name: 'e2e',
          root,
          include: ['test/e2e/**/*.test.ts'],
          // One browser at a time: two and their servers on two cores make each other wait.
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          ...shared,
        },
      },
    ],
  },
});
