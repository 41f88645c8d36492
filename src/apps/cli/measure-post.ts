import type { Command } from 'commander';
import { AppError, type Problem } from '#kernel/errors.ts';
import { type Result, resultHash } from '#measure/result.ts';
import { RemoteProblem } from './connection.ts';

/** Sends each result with its hash. A window that was sent before with the same content is accepted as the same. */
export async function postResults(results: readonly Result[], command: Command): Promise<void> {
  const { key } = command.optsWithGlobals() as { key?: string };
  if (!key)
    throw new AppError('not-signed-in', 'Results are sent with the API key of an AI engineer.', {
      next: 'Name it with --key, or in the environment variable AIMS_KEY.',
    });
  // The instance is opened here and not before: measuring alone needs none of it.
  const { withSession } = await import('./session.ts');
  await withSession(command, async ({ connection, org }) => {
    const path = `/api/orgs/${await org()}/monitors/results`;
    for (const result of results) {
      const response = await connection.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ result, hash: await resultHash(result) }),
      });
      if (!response.ok) throw new RemoteProblem((await response.json()) as Problem);
      process.stderr.write(`sent ${result.window.from}\n`);
    }
  });
}
