import type { Finding } from '#apps/server/doctor.ts';
import { AppError } from '#kernel/errors.ts';
import { EXIT, print } from './output.ts';
import type { Session } from './session.ts';

const MARKS = { ok: '●', advice: '▲', bad: '■' } as const;

/** `doctor`: every finding on a line, with how to mend it below. */
export async function doctor({ connection, json }: Session): Promise<void> {
  if (connection.kind === 'remote')
    throw new AppError('forbidden', 'An instance is looked over on the machine that has the data.', {
      next: 'Run this there, without --server.',
    });
  const response = await connection.fetch('/api/doctor');
  const { findings } = (await response.json()) as { findings: readonly Finding[] };
  if (json) print({ findings }, true);
  else
    for (const { state, says, mend } of findings)
      process.stdout.write(`${MARKS[state]} ${says}\n${mend ? `    ${mend}\n` : ''}`);
  if (findings.some((each) => each.state === 'bad')) process.exitCode = EXIT.failed;
}
