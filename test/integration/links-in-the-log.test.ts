import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import { AppError } from '#kernel/errors.ts';
import { httpApp } from '#platform/http/app.ts';

test('whoever reads the log of requests cannot open what a link opens', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aims-log-'));
  const lines: string[] = [];
  const runtime = await openInstance({ folder, log: pino({}, { write: (line) => void lines.push(line) }) });
  try {
    const app = httpApp({
      runtime,
      operations: [],
      resolveActor: async () => {
        throw new AppError('not-signed-in', 'Nobody is.');
      },
    });
    for (const path of [
      '/api/by-link/S3CRET/interview',
      '/interview/S3CRET',
      '/api/invitations/S3CRET',
      '/api/password-resets/S3CRET',
      '/reset/S3CRET',
      '/invitation/S3CRET',
    ])
      await app.request(path);
    expect(lines.length).toBeGreaterThanOrEqual(6);
    expect(lines.join('\n')).not.toContain('S3CRET');
    expect(lines.join('\n')).toContain('/api/by-link/…/interview');
  } finally {
    await runtime.db.close();
    await rm(folder, { recursive: true, force: true });
  }
});
