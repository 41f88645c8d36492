import { type DatabaseReport, databaseFailsOver, databaseRestarts } from '../faults/database-fails.ts';

/** PostgreSQL is killed and stopped in turn under load, then a primary is killed and its standby promoted, three times. */
export async function databaseRun(restarts: number) {
  const restarted = await databaseRestarts(restarts);
  const failedOver: DatabaseReport[] = [];
  for (let n = 0; n < 3; n += 1) failedOver.push(await databaseFailsOver());
  return { held: [restarted, ...failedOver].every(heldIn), restarted, failedOver };
}

function heldIn({ acknowledged, answers, lost, refusals, unanswered }: DatabaseReport): boolean {
  const honest = Object.keys(refusals).every((each) => /^503 (unavailable|outcome-unknown)$/.test(each));
  return (
    acknowledged > 0 && lost.length + unanswered === 0 && honest && answers.every((answer) => answer === 'ok')
  );
}
