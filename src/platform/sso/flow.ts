import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { cookieToSet, sentCookie } from '../auth/cookie.ts';
import type { Runtime } from '../instance.ts';
import { sealText, unsealText } from './providers.ts';

/**
 * One way to a provider and back. It travels sealed in a cookie of the browser that began it, so that nobody can be
 * signed in by a link that another began, and that beginning writes nothing; coming back it is good once.
 */
export type Flow = {
  readonly state: string;
  readonly provider: string;
  readonly purpose: 'sign-in' | 'proof' | 'try';
  readonly nonce: string;
  readonly verifier: string;
  /** The session that proves itself, or of the administrator who tries it out. */
  readonly sessionId: string | null;
  readonly returnTo: string;
  readonly begunAt: string;
};

const MINUTES = 10;
const SEAL = 'sso-flow';
const STATE = /^[A-Za-z0-9_-]{43}$/;

export function newFlow(
  runtime: Runtime,
  flow: Pick<Flow, 'provider' | 'purpose' | 'sessionId' | 'returnTo'>,
): Flow {
  return {
    ...flow,
    state: random(),
    nonce: random(),
    verifier: random(),
    begunAt: runtime.clock.now().toISOString(),
  };
}

/** The cookie that keeps it; several tabs keep several. */
export function flowCookie(runtime: Runtime, flow: Flow): string {
  const value = sealText(runtime.secret, JSON.stringify(flow), SEAL);
  return cookieToSet(runtime, { name: nameFor(flow.state), value, seconds: MINUTES * 60 });
}

/** The flow that this browser began, used up. @throws AppError `not-signed-in` when it did not, or too long ago, or twice */
export async function endFlow(
  runtime: Runtime,
  request: Request,
  wanted: { readonly state: string; readonly provider: string },
): Promise<Flow> {
  const flow = STATE.test(wanted.state) ? readCookie(runtime, request, wanted.state) : null;
  const oldest = new Date(runtime.clock.now().getTime() - MINUTES * 60_000).toISOString();
  if (!flow || flow.state !== wanted.state || flow.provider !== wanted.provider || flow.begunAt < oldest)
    throw lost('This sign-in was not begun in this browser, or its time is over.');
  if (!(await claimOnce(runtime, 'state', flow.state)))
    throw lost('This answer of the provider was used already.');
  return flow;
}

/** Notes that something is good once. @returns false when it was noted before */
export async function claimOnce(
  runtime: Runtime,
  kind: string,
  text: string,
  minutes = 2 * MINUTES,
): Promise<boolean> {
  const rows = await keep(runtime, { kind, text, sealed: null, minutes });
  return rows.length > 0;
}

/** Keeps something for a few minutes under a secret handle. @returns the handle */
export async function keepFor(runtime: Runtime, kind: string, value: unknown): Promise<string> {
  const handle = random();
  await keep(runtime, {
    kind,
    text: handle,
    sealed: sealText(runtime.secret, JSON.stringify(value), `sso ${kind}`),
    minutes: MINUTES,
  });
  return handle;
}

/** What was kept under a handle; `once` takes it away. @returns null when there is nothing */
export async function keptFor(
  runtime: Runtime,
  kind: string,
  handle: string,
  once: boolean,
): Promise<unknown> {
  const key = hash(`${kind} ${handle}`);
  const [row] = await runtime.db.write(null, ({ exec }) =>
    once
      ? exec(`delete from "sso_once" where "hash" = ? and "kind" = ? returning "sealed", "expiresAt"`, [
          key,
          kind,
        ])
      : exec(`select "sealed", "expiresAt" from "sso_once" where "hash" = ? and "kind" = ?`, [key, kind]),
  );
  if (!row || (row.expiresAt as string) <= runtime.clock.now().toISOString()) return null;
  return JSON.parse(unsealText(runtime.secret, row.sealed as string, `sso ${kind}`));
}

async function keep(
  runtime: Runtime,
  { kind, text, sealed, minutes }: { kind: string; text: string; sealed: string | null; minutes: number },
): Promise<readonly unknown[]> {
  const now = runtime.clock.now();
  return runtime.db.write(null, async ({ exec }) => {
    await exec(`delete from "sso_once" where "expiresAt" < ?`, [now.toISOString()]);
    return exec(
      `insert into "sso_once" ("hash","kind","sealed","expiresAt") values (?,?,?,?) on conflict do nothing returning "hash"`,
      [hash(`${kind} ${text}`), kind, sealed, new Date(now.getTime() + minutes * 60_000).toISOString()],
    );
  });
}

function readCookie(runtime: Runtime, request: Request, state: string): Flow | null {
  const sealed = sentCookie(runtime, request, nameFor(state));
  if (!sealed) return null;
  try {
    return JSON.parse(unsealText(runtime.secret, sealed, SEAL)) as Flow;
  } catch {
    return null;
  }
}

const nameFor = (state: string) => `aims_sso_${state.slice(0, 12)}`;
const random = () => randomBytes(32).toString('base64url');
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function lost(message: string): AppError {
  return new AppError('not-signed-in', message, { next: t('Begin again on the sign-in page.') });
}
