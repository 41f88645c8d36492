import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import { membership, person } from '#kernel/people.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import { persons } from '#platform/people-tables.ts';
import { reading, writing } from '#platform/runtime.ts';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';
import { downloaded } from '#test/testkit/downloaded.ts';

let stage: BrowserStage;
beforeAll(async () => {
  stage = await openDemoStage();
});
afterAll(() => stage?.close());

/** A client in which the person of the stage answers for the management system. */
async function secondOrganisation(folder: string, practice: string): Promise<string> {
  const runtime = await openInstance({ folder, log: pino({ level: 'silent' }) });
  try {
    const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
    const org = await createOrganisation(runtime, {
      kind: 'live',
      name: 'Elbe Clinics',
      timeZone: 'UTC',
      actor,
    });
    const anna = await reading(runtime, { org: practice, actor }, (ctx) =>
      ctx.q
        .selectFrom(persons(ctx).as('p'))
        .select('p.authUserId')
        .where('p.email', '=', 'anna@example.org')
        .executeTakeFirstOrThrow(),
    );
    await writing(runtime, { org, actor, operation: 'person.create' }, async (tx) => {
      const made = await tx.insert(person, {
        name: 'Anna Berg',
        email: 'anna@example.org',
        jobTitle: null,
        organisationName: null,
        authUserId: anna.authUserId,
        active: true,
        language: null,
      });
      const rest = { outside: false, ground: null, until: null, scope: null };
      await tx.insert(membership, { personId: made.id, roles: ['governance-officer'], ...rest });
    });
    return org;
  } finally {
    await runtime.db.close();
  }
}

describe('whoever works for several organisations', () => {
  test('sees each in one row that leads into it', async () => {
    const { page, server } = stage;
    await page.goto(`${server.url}/portfolio`);
    await page.getByRole('heading', { name: 'Your organisations' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Nordlicht Care' });
    await row.getByText(/of 32/).waitFor();
    expect(await stage.violations()).toEqual([]);
    await row.getByRole('link', { name: 'Nordlicht Care (demo)' }).click();
    await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
  });

  test('takes a method into a client by choosing it, and replaces one only by choosing that', async () => {
    const { page, server, folder } = stage;
    const practice = new URL(page.url()).pathname.split('/')[1]!;
    const client = await secondOrganisation(folder, practice);
    await page.goto(`${server.url}/${client}/templates?from=${practice}`);
    const criteria = (name: RegExp) => page.getByRole('checkbox', { name });
    const risk = criteria(/^Risk criteria and appetite/);
    await risk.waitFor();
    expect(await risk.isChecked()).toBe(false);
    expect(await stage.violations()).toEqual([]);
    await risk.check();
    await page.getByRole('button', { name: /^Take \d+ templates/ }).click();
    await page.getByRole('status').filter({ hasText: 'taken' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Risk criteria and appetite' });
    await row.getByText('The same').waitFor();

    await page.goto(`${server.url}/${client}/risks/criteria`);
    await page.getByLabel('Appetite', { exact: false }).first().fill('2');
    await page.getByRole('button', { name: /^Decide/ }).click();
    await page.goto(`${server.url}/${client}/templates?from=${practice}`);
    await row.getByText('Decided otherwise here').waitFor();
    expect(await stage.violations()).toEqual([]);
    await criteria(/^Replace it: Risk criteria/).check();
    await page.getByRole('button', { name: 'Take 1 template' }).click();
    await row.getByText('The same').waitFor();
  });

  test('makes a copy of an organisation under their own passphrase and downloads it', async () => {
    const { page, open } = stage;
    await open('/hand-over');
    await page.getByRole('button', { name: 'Make a copy' }).click();
    const passphrase = 'a passphrase that somebody chose';
    await page.getByRole('dialog').getByRole('textbox').fill(passphrase);
    await page.getByRole('button', { name: 'Make the copy' }).click();
    const note = page.getByRole('status').filter({ hasText: /The file holds .* entries/ });
    await note.waitFor();
    expect(await note.getByRole('code').textContent()).toBe(passphrase);
    const download = await downloaded(page.getByRole('link', { name: /^copy-/ }));
    expect(download.suggestedFilename()).toMatch(/^copy-.*\.aims$/);
  });
});

holdsAccessible(() => stage, ['/hand-over', '/templates', '/settings']);

test('nothing is ever asked of another site', () => {
  expect(stage.foreign).toEqual([]);
});
