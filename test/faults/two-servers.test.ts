import { expect, test } from 'vitest';
import { twoServers } from './two-servers.ts';

/** Two servers can share PostgreSQL only; a data folder with SQLite has one owner. */
test.runIf(process.env.AIMS_TEST_DB === 'postgres')(
  'two servers write on one PostgreSQL; one is killed, nothing answered is lost and the other takes up its jobs',
  async () => {
    const report = await twoServers(3);
    expect(report.lost).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(report.afterKill).toBeGreaterThan(0);
    // The kill fell into somebody's work at least once, or this test would show nothing about taking over.
    expect(Math.max(...report.held)).toBeGreaterThan(0);
    expect(report.steps).toEqual([]);
    expect(report.days).toBe(1);
    expect(report.entries[0]).toBe(report.entries[1]);
    expect(report.answers).toEqual(['ok', 'ok', 'ok']);
  },
  120_000,
);
