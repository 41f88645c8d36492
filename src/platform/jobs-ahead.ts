import type { Runtime } from './instance.ts';

/** A clock may differ from another node's by so much without having jumped, in milliseconds. */
const SLACK = 5 * 60_000;

/**
 * Takes back what a clock that was ahead did to waiting jobs: one that was left in the future is due after the same
 * pause from now, and one that somebody took there is free again. Otherwise they would wait until that day comes.
 */
export async function takeUpFromAhead({ clock, db }: Runtime): Promise<void> {
  const now = clock.now();
  const ahead = new Date(now.getTime() + SLACK).toISOString();
  const jobs = await db.read(null, (q) =>
    q
      .selectFrom('job')
      .where('state', 'in', ['waiting', 'running'])
      .where('updatedAt', '>', ahead)
      .select(['id', 'dueAt', 'updatedAt'])
      .limit(10_000)
      .execute(),
  );
  for (const { id, dueAt, updatedAt } of jobs) {
    const pause = Math.max(0, Date.parse(dueAt) - Date.parse(updatedAt));
    const due = new Date(now.getTime() + pause).toISOString();
    await db.write(null, ({ exec }) =>
      exec(
        `update "job" set "state" = 'waiting', "dueAt" = ?, "updatedAt" = ? where "id" = ? and "updatedAt" = ?`,
        [due, now.toISOString(), id, updatedAt],
      ),
    );
  }
}
