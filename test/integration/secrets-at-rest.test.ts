import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBackup } from '#platform/backup/create.ts';
import { openKey } from '#platform/trail/seal.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { totp } from '#test/testkit/totp.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

const SMTP_PASSWORD = 'mailbox-password-7f3a';

let stage: SignInStage;
/** What must not be readable in anything that is stored, by what it opens. */
const secrets = new Map<string, string>();
beforeAll(async () => {
  stage = await openSignIn({
    mail: {
      url: `smtp://aims:${SMTP_PASSWORD}@127.0.0.1:1`,
      from: { name: 'AIMS', address: 'aims@example.org' },
    },
  });
  const { anna, api, org, password, runtime } = stage;
  secrets.set('the password', password);
  secrets.set('the mailbox of the instance', SMTP_PASSWORD);
  secrets.set('the secret of the instance', runtime.secret);
  const { body: key } = await anna(`/api/orgs/${org}/keys`, { name: 'pipeline' });
  secrets.set('an API key', key.key);
  const { body: invited } = await anna(`/api/orgs/${org}/invitations`, {
    email: 'ben@example.org',
    roles: ['staff'],
    byMail: false,
  });
  if (invited.token) secrets.set('an invitation', invited.token);
  const { body: feed } = await anna(`/api/orgs/${org}/calendar/feed`, {});
  secrets.set('a calendar feed', JSON.stringify(feed).match(/calendar-feeds\/([A-Za-z0-9_-]+)/)![1]!);
  const { body: hook } = await anna(`/api/orgs/${org}/webhooks`, {
    name: 'Pager',
    url: 'https://hooks.example.org/',
    events: ['*'],
  });
  secrets.set('a webhook', hook.secret);
  secrets.set('the bytes of a webhook', hook.secret.replace('whsec_', ''));
  const { body: factor } = await anna('/api/account/second-factor', { password });
  const seed = new URL(factor.uri).searchParams.get('secret')!;
  await anna('/api/account/second-factor/confirm', { code: totp(factor.uri) });
  secrets.set('a second factor', seed);
  secrets.set('the bytes of a second factor', base32(seed).toString('latin1'));
  for (const [i, code] of factor.recoveryCodes.entries()) secrets.set(`recovery code ${i}`, code);
  const cookie = await api.request(`${SITE}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { host: 'localhost:4242', origin: SITE, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'anna@example.org', password }),
  });
  // What a session is opened by is the token with its signature; the token alone opens nothing.
  for (const each of cookie.headers.getSetCookie()) {
    const [name = '', value = ''] = each.split(';')[0]!.split('=');
    if (value !== '') secrets.set(`the cookie ${name}`, decodeURIComponent(value));
  }
  await visitor(api)('/api/auth/forgotten', { email: 'anna@example.org' });
});
afterAll(() => stage.close());

test('no table holds a secret as it is, in any column', async () => {
  const held = await stage.runtime.db.admin(async (db) => {
    const found: string[] = [];
    for (const { name } of await db.introspection.getTables()) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          for (const [what, secret] of secrets)
            if (textOf(value).includes(secret)) found.push(`${what} in ${name}.${column}`);
    }
    return found;
  });
  expect(secrets.size).toBeGreaterThan(15);
  expect(held).toEqual([]);
});

test('what must be used again is sealed, and opens with the secret of the instance alone', async () => {
  const rows = await stage.runtime.db.admin(
    async (db) =>
      (
        await sql<{ keyName: string; sealed: Uint8Array }>`select "keyName", "sealed" from "log_key"`.execute(
          db,
        )
      ).rows,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { keyName, sealed } of rows) {
    expect(
      openKey(new Uint8Array(sealed), Buffer.from(stage.runtime.secret), keyName).byteLength,
    ).toBeGreaterThan(30);
    expect(() => openKey(new Uint8Array(sealed), Buffer.from('x'.repeat(64)), keyName)).toThrow();
    // Sealed for one use: it does not open under another name.
    expect(() => openKey(new Uint8Array(sealed), Buffer.from(stage.runtime.secret), 'another')).toThrow();
  }
});

test('no file of the data folder holds one, but the file that is for it', async () => {
  const held: string[] = [];
  for (const path of await readdir(stage.runtime.folder, { recursive: true })) {
    const full = join(stage.runtime.folder, path);
    if (!(await stat(full)).isFile() || path === 'secret') continue;
    const bytes = await readFile(full);
    for (const [what, secret] of secrets)
      if (bytes.includes(Buffer.from(secret, 'latin1'))) held.push(`${what} in ${path}`);
  }
  expect(held).toEqual([]);
  const { mode } = await stat(join(stage.runtime.folder, 'secret'));
  expect((mode & 0o777).toString(8)).toBe('600');
});

test('no backup holds one, nor a session, a key of the log or a link', async () => {
  const file = join(stage.runtime.folder, 'backup.tar.gz');
  await createBackup(stage.runtime, file);
  const bytes = gunzipSync(await readFile(file));
  for (const [what, secret] of secrets)
    expect([what, bytes.includes(Buffer.from(secret, 'latin1'))]).toEqual([what, false]);
  const { stdout } = await promisify(execFile)('tar', ['-tzf', file]);
  for (const table of ['session', 'log_key', 'one_time_token', 'job', 'verification'])
    expect(stdout).not.toContain(`tables/${table}.jsonl`);
  // Others on the machine cannot read it.
  expect(((await stat(file)).mode & 0o077).toString(8)).toBe('0');
});

test('passwords are kept by scrypt with a salt of their own', async () => {
  const { rows } = await sql<{
    password: string;
  }>`select "password" from "account" where "password" is not null`.execute(stage.runtime.db.authRead);
  for (const { password } of rows) {
    const [salt = '', key = ''] = password.split(':');
    expect(Buffer.from(salt, 'hex').byteLength).toBeGreaterThanOrEqual(16);
    expect(Buffer.from(key, 'hex').byteLength).toBeGreaterThanOrEqual(32);
  }
});

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
