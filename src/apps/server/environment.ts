import { readFileSync } from 'node:fs';
import { AppError } from '#kernel/errors.ts';

/** Variables that hold a secret, or an address with one in it. */
const SECRETS = [
  'AIMS_SECRET',
  'AIMS_METRICS_TOKEN',
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'SMTP_URL',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
] as const;

/**
 * The environment, with each secret that lies in a file read from it: `DATABASE_URL_FILE=/run/secrets/database` instead
 * of `DATABASE_URL`, as vaults, systemd credentials and container engines hand secrets over. A line end at the end of a
 * file does not count.
 * @throws AppError `invalid-input` when a file cannot be read or is empty, or a variable is given in both ways
 */
export function environment(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = SECRETS.flatMap((name) => {
    const path = given[`${name}_FILE`];
    if (!path) return [];
    if (given[name]) throw wrong(`${name} and ${name}_FILE are both set.`, `Set one of them.`);
    return [[name, textOf(name, path)] as const];
  });
  return read.length === 0 ? given : { ...given, ...Object.fromEntries(read) };
}

function textOf(name: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw wrong(
      `${name}_FILE names ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code}.`,
      'Give it the path of a file that the user who runs OpenAIMS may read.',
    );
  }
  if (text === '') throw wrong(`${name}_FILE names ${path}, which is empty.`, `Write the value into it.`);
  return text;
}

const wrong = (message: string, next: string) => new AppError('invalid-input', message, { next });
