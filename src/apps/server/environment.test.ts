import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { environment } from './environment.ts';

describe('secrets that lie in files', () => {
  let folder: string;
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aims-environment-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('are read as if the variable held them, without the end of the line', async () => {
    const env = {
      DATABASE_URL_FILE: await file('database', 'postgres://aims:a-word@db.example.org/aims\n'),
      SMTP_URL_FILE: await file('smtp', 'smtps://aims:a-word@mail.example.org\r\n'),
      MAIL_FROM: 'aims@example.org',
    };
    const config = readConfig(environment(env));
    expect(config.databaseUrl).toBe('postgres://aims:a-word@db.example.org/aims');
    expect(config.mail?.url).toBe('smtps://aims:a-word@mail.example.org');
  });

  test('leave an environment without any as it is', () => {
    const env = { AIMS_SECRET: 'said here' };
    expect(environment(env)).toBe(env);
  });

  test.each([
    ['a file that is not there', async () => join(folder, 'none'), /cannot be read: ENOENT/],
    ['a folder', async () => folder, /cannot be read: EISDIR/],
    ['an empty file', () => file('empty', '\n'), /which is empty/],
  ])('are refused from %s', async (_what, path, says) => {
    const env = { AIMS_SECRET_FILE: await path() };
    expect(() => environment(env)).toThrow(says);
  });

  test('are refused when the variable is set as well', async () => {
    const env = { AIMS_SECRET: 'one', AIMS_SECRET_FILE: await file('two', 'two') };
    expect(() => environment(env)).toThrow('AIMS_SECRET and AIMS_SECRET_FILE are both set.');
  });
});
