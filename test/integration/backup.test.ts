import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { supplier } from '#modules/supplier/contract.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { trailModule } from '#modules/trail/module.ts';
import { createBackup } from '#platform/backup/create.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { historyOf } from '#platform/register/history.ts';
import { reading } from '#platform/runtime.ts';
import { makeCheckpoint } from '#platform/trail/checkpoint-store.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import { makeTestApp } from '#test/testkit/app.ts';

const modules = [supplierModule, evidenceModule, trailModule];

test('a backup made while people work restores on an empty instance, in a new epoch, with what was erased still erased', async () => {
  const app = await makeTestApp({ modules });
  const elsewhere = await mkdtemp(join(tmpdir(), 'aims-restored-'));
  try {
    const officer = app.as('governance-officer');
    const { body: kept } = await officer.post('/suppliers', { name: 'Kept' });
    const upload = await (
      await officer.raw('/evidence-files?fileName=proof.txt', {
        method: 'POST',
        body: 'the proof',
        headers: { 'content-type': 'application/octet-stream' },
      })
    ).json();
    const guest = await app.person('Greta Holm', ['staff']);
    const file = join(app.folder, 'backup.tar.gz');
    const [made] = await Promise.all([
      createBackup(app.runtime, file),
      ...Array.from({ length: 20 }, (_, i) => officer.post('/suppliers', { name: `While ${i}` })),
    ]);
    expect(made).toMatchObject({ verified: true, files: 1 });
    await officer.post('/suppliers', { name: 'After the backup' });
    const lost = await makeCheckpoint(app.runtime, app.org, 'After the backup');
    const { body: request } = await app
      .as('administrator')
      .post('/erasures', { recordId: guest.personId, paths: ['name'], ground: 'GDPR Article 17' });
    await app.as('data-protection-officer').post(`/erasures/${request.id}/approve`);

    const restored = await openInstance({ folder: elsewhere, clock: app.clock, modules });
    try {
      await expect(restoreBackup(restored, file, {})).rejects.toThrow('must erase again');
      const answer = await restoreBackup(restored, file, { erasures: join(app.folder, 'erasures.jsonl') });
      expect(answer).toMatchObject({ organisations: 1, files: 1, erasedAgain: 1 });
      const verified = await verifyTrail(restored, app.org);
      expect(verified).toMatchObject({ answer: 'ok', erased: 1 });
      expect((await verifyTrail(restored, app.org, { against: lost })).answer).toBe('restored');
      const actor = { id: null, name: 'x', via: 'operator' as const, roles: [] };
      const history = await reading(restored, { org: app.org, actor }, (ctx) =>
        historyOf(ctx, supplier as never, kept.id),
      );
      expect(history).toHaveLength(1);
      expect(await restored.files.has(app.org, upload.fileHash)).toBe(true);
      const names = await restored.db.write(app.org, ({ exec }) =>
        exec(`select "name" from "person" where "id" = ?`, [guest.personId]),
      );
      expect(names[0]!.name).toBeNull();
      await expect(restoreBackup(restored, file, { noErasures: 'none' })).rejects.toThrow(
        'holds data already',
      );
    } finally {
      await restored.db.close();
    }
  } finally {
    await app.close();
    await rm(elsewhere, { recursive: true, force: true });
  }
}, 30_000);
