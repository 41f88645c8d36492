import { expect, test } from 'vitest';
import { databaseFailsOver, databaseRestarts } from './database-fails.ts';

/** What a client may be told while the database is away. */
const HONEST = /^503 (unavailable|outcome-unknown)$/;

test.runIf(process.env.AIMS_TEST_DB === 'postgres')(
  'PostgreSQL is killed and stopped under load: nothing answered is lost, and both servers come back by themselves',
  async () => {
    const report = await databaseRestarts(2);
    expect(report).toMatchObject({ lost: [], unanswered: 0, answers: ['ok', 'ok'] });
    expect(report.acknowledged).toBeGreaterThan(0);
    for (const refusal of Object.keys(report.refusals)) expect(refusal).toMatch(HONEST);
  },
  180_000,
);

test.runIf(process.env.AIMS_TEST_DB === 'postgres')(
  'the primary is killed under load and its standby promoted: nothing answered is lost, and both servers go on with it',
  async () => {
    const report = await databaseFailsOver();
    expect(report).toMatchObject({ lost: [], unanswered: 0, answers: ['ok', 'ok'] });
    expect(report.acknowledged).toBeGreaterThan(0);
    for (const refusal of Object.keys(report.refusals)) expect(refusal).toMatch(HONEST);
  },
  180_000,
);
