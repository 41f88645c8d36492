import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { broken, type Claim, filesAgree, sha256, verdict } from './claims.ts';
import { noWatchedDisk, watchedDisk } from './disk/shim.ts';
import { get, kill, post, request, start } from './server.ts';

const why =
  process.env.AIMS_TEST_DB === 'postgres' ? 'PostgreSQL writes to a disk of its own' : noWatchedDisk();

test.skipIf(why !== null).each([
  ['read-only', 503, 'storage-refused'],
  ['full', 507, 'storage-full'],
  ['no-sync', 503, 'storage-refused'],
] as const)(
  `a disk that becomes %s under a running server is named, nothing is lost, and it goes on without a restart${why ? ` (not here: ${why})` : ''}`,
  async (mood, status, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'aims-broken-'));
    const data = join(folder, 'data');
    const disk = watchedDisk(folder, data);
    let server = await start({ folder: data, env: disk.env });
    try {
      const told: Claim[] = [];
      const add = async (name: string) => {
        const answer = await post(server, '/suppliers', { name });
        if (answer.ok) told.push({ path: `/suppliers/${answer.body.id}`, has: { name } });
        return answer;
      };
      const upload = async (text: string) => {
        const answer = await request(server, '/evidence-files?fileName=a.txt', { body: text });
        if (answer.ok)
          told.push({ path: `/evidence/${answer.body.id}/file`, sha256: sha256(Buffer.from(text)) });
        return answer;
      };
      expect((await add('Before')).status).toBe(200);
      expect((await upload('Before')).status).toBe(200);

      disk.feel(mood);
      const refused = await Promise.all([add('During 1'), add('During 2'), upload('During')]);
      for (const each of refused) expect(each).toMatchObject({ status, body: { code } });
      expect(await broken(server, told)).toEqual([]);
      expect((await get(server, '/suppliers?limit=1&total=true')).body.total).toBe(1);

      disk.feel('well');
      expect((await add('After')).status).toBe(200);
      expect((await upload('After')).status).toBe(200);
      expect(readdirSync(join(data, 'files', 'incoming'))).toEqual([]);
      expect(await verdict(server)).toBe('ok');

      await kill(server);
      server = await start({ folder: data });
      expect(await broken(server, told)).toEqual([]);
      expect(await filesAgree(server, data)).toEqual([]);
      expect(await verdict(server)).toBe('ok');
    } finally {
      await kill(server);
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);
