import { expect, test } from 'vitest';
import { supplierModule } from '#modules/supplier/module.ts';
import { trailModule } from '#modules/trail/module.ts';
import { createBackup } from '#platform/backup/create.ts';
import { makeTestApp } from '#test/testkit/app.ts';

test('the trail agrees and a backup is made while people write, because each reads one moment', async () => {
  const app = await makeTestApp({ modules: [supplierModule, trailModule] });
  try {
    const officer = app.as('governance-officer');
    let over = false;
    let written = 0;
    const writers = Array.from({ length: 8 }, async (_, client) => {
      for (let n = 0; !over; n += 1) {
        const made = await officer.post('/suppliers', { name: `Number ${client}-${n}` });
        if (made.status !== 200) throw new Error(JSON.stringify(made.body));
        await officer.patch(`/suppliers/${made.body.id}`, { version: 1, supplies: 'Changed' });
        written += 2;
      }
    });
    // Enough that the trail takes more than one page.
    while (written < 2500) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = written;
    const answers = await Promise.all([1, 2, 3].map(() => officer.post('/trail/verify')));
    const target = `${app.folder}/backups/beside.tar.gz`;
    const backup = await createBackup(app.runtime, target);
    over = true;
    await Promise.all(writers);
    expect(answers.map(({ body }) => body.sentences[0])).toEqual(
      Array(3).fill(expect.stringMatching(/entries and every record agree/)),
    );
    expect(backup.verified).toBe(true);
    expect(written).toBeGreaterThan(before);
  } finally {
    await app.close();
  }
}, 60_000);
