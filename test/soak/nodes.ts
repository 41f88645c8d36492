import { twoServers } from '../faults/two-servers.ts';
import { startPostgres } from '../testkit/postgres.ts';

/** Two servers on one PostgreSQL; one is killed, again and again, while clients write through both. */
export async function twoServersRun(kills: number) {
  const postgres = await startPostgres({ durable: true });
  try {
    const { acknowledged, afterKill, lost, held, steps, days, entries, answers } = await twoServers(
      kills,
      postgres.url,
    );
    const trailOk = answers.filter((answer) => answer === 'ok').length;
    const whole = lost.length + steps.length === 0 && days === 1 && entries[0] === entries[1];
    return {
      held: whole && trailOk === kills && acknowledged > 0,
      kills,
      acknowledged,
      afterKill,
      lost,
      stepsNotOnce: steps,
      workOfTheDay: days,
      trailOk,
      jobsTakenOver: held.reduce((sum, count) => sum + count, 0),
    };
  } finally {
    await postgres.stop();
  }
}
