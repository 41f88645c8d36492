import { expect, test } from 'vitest';
import { killRounds } from './kill.ts';

test.each(['writers', 'import', 'approval'] as const)(
  'killed five times during %s, nothing that was answered is lost and the trail agrees',
  async (during) => {
    const report = await killRounds(during, 5);
    expect(report.lost).toEqual([]);
    expect(report.answers).toEqual(Array(5).fill('ok'));
    if (during === 'writers') expect(report.acknowledged).toBeGreaterThan(0);
  },
  120_000,
);
