import { expect, test } from 'vitest';
import { killRounds } from './kill.ts';

const postgres = process.env.AIMS_TEST_DB === 'postgres';

test.each(['writers', 'imports', 'approval', 'everything'] as const)(
  'killed five times during %s, nothing that was answered is lost, nothing is half done and the trail agrees',
  async (during) => {
    const report = await killRounds(during, 5, { postgres });
    expect({ ...report, acknowledged: report.acknowledged > 0 }).toMatchObject({
      acknowledged: true,
      lost: [],
      half: [],
      answers: Array(5).fill('ok'),
    });
  },
  120_000,
);
