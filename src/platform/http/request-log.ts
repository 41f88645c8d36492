import { createHmac } from 'node:crypto';
import type { Context } from 'hono';
import type { Problem } from '#kernel/errors.ts';
import type { Runtime } from '../instance.ts';
import { addressOf } from './address.ts';
import type { Env } from './env.ts';

/** What somebody who should look may want to count: doors that stayed shut. */
const REFUSALS = new Set([
  'not-signed-in',
  'forbidden',
  'second-factor-needed',
  'proof-needed',
  'rate-limited',
]);

/** Parts of paths behind which a secret stands, beside those that modules mount as doors. */
const SECRET_AFTER = ['by-link', 'interview', 'invitation', 'invitations', 'password-resets', 'reset'];

/** Who asked, when it is known: a person's id and the organisation's, never a name. */
type Who = { readonly org?: string; readonly person?: string };

/** Writes one line for each request, and a warning for each that was refused. */
export function requestLog(runtime: Runtime) {
  const doors = runtime.registry.modules.flatMap((module) => module.doors ?? []);
  const before = new Set([...SECRET_AFTER, ...doors.flatMap(({ path }) => beforeToken(path))]);
  return {
    done: (c: Context<Env>, ms: number): void =>
      runtime.log.info(
        {
          trace: c.get('trace'),
          method: c.req.method,
          path: withoutSecrets(c.req.path, before),
          status: c.res.status,
          ms,
          ...whoOf(c),
        },
        'request',
      ),
    refused: (c: Context<Env>, problem: Problem): void => {
      if (!REFUSALS.has(problem.code)) return;
      runtime.log.warn(
        {
          trace: problem.trace,
          method: c.req.method,
          path: withoutSecrets(c.req.path, before),
          code: problem.code,
          from: markOf(runtime, addressOf(c)),
          ...whoOf(c),
        },
        'refused',
      );
    },
  };
}

/** The same address has the same mark, and nobody learns the address from it: enough to see that one place tries often. */
function markOf(runtime: Runtime, address: string): string {
  return createHmac('sha256', runtime.secret).update(`address ${address}`).digest('base64url').slice(0, 12);
}

function whoOf(c: Context<Env>): Who {
  return c.get('who') ?? {};
}

/**
 * The path for the log: whoever reads the log must not be able to open what a link opens. Whatever stands behind one of
 * these parts is left out, and so is every part that looks like a token, wherever it stands.
 */
function withoutSecrets(path: string, before: ReadonlySet<string>): string {
  const parts = path.split('/');
  return parts
    .map((part, i) => (before.has(parts[i - 1] ?? '') || looksSecret(part) ? '…' : part))
    .join('/')
    .slice(0, 500);
}

/** 24 and more letters and digits in a row that are neither a word of an address nor an id of ours (`sup_` and a UUID). */
function looksSecret(part: string): boolean {
  return /[A-Za-z0-9_-]{24,}/.test(part) && /[0-9A-Z]/.test(part) && !/^[a-z]{2,8}_[0-9a-f-]{36}$/.test(part);
}

function beforeToken(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.flatMap((part, i) => (part.startsWith(':token') && parts[i - 1] ? [parts[i - 1]!] : []));
}
