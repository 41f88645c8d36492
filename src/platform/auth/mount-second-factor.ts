import type { Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { addressOf } from '../http/address.ts';
import type { Env } from '../http/env.ts';
import { readJson } from '../http/respond.ts';
import { parseInput } from '../validate.ts';
import { withCookies } from './answer.ts';
import { refuseForeign } from './csrf.ts';
import { guessing } from './guesses.ts';
import type { SignInParts } from './parts.ts';
import { proofInput, prove } from './proof.ts';
import * as factor from './second-factor.ts';
import { ownSession } from './sessions.ts';
import { fromOf } from './sign-ins.ts';
import { signingIn } from './signing-in.ts';

const passwordInput = z.object({ password: z.string().max(256) });
const bothInput = passwordInput.extend(factor.codeInput.shape);

/** The second factor: answering it at sign-in, setting it up and taking it off; and a fresh proof for acts of authority. */
export function mountSecondFactor(app: Hono<Env>, { runtime, auth }: SignInParts): void {
  const guess = guessing(runtime, 'wrong codes and passwords');
  /** Guessing is slowed here as at the sign-in, whichever of the two is guessed. */
  const slowly = <T>(c: Parameters<typeof addressOf>[0], account: string, run: () => Promise<T>) =>
    guess({ address: addressOf(c), account }, run);

  app.post('/api/auth/second-factor', async (c) => {
    refuseForeign(c.req.raw);
    const { code } = parseInput(factor.codeInput, await readJson(c.req.raw));
    const userId = await factor.challengeOf(runtime, c.req.raw);
    if (userId === null)
      throw new AppError('not-signed-in', t('No sign-in waits for a code here, or its time is over.'), {
        next: t('Begin again with your password.'),
        data: { over: true },
      });
    const from = { request: c.req.raw, userId, code };
    const { headers } = await signingIn(runtime, fromOf(c, 'code'), () =>
      slowly(c, userId, async () => ({ headers: await factor.answerChallenge(runtime, await auth(), from) })),
    );
    return withCookies(c, headers);
  });
  app.get('/api/account/second-factor', async (c) => {
    const identity = await ownSession(runtime, c.req.raw);
    c.header('cache-control', 'no-store');
    return c.json(await factor.showSecondFactor(runtime, await auth(), identity));
  });
  app.post('/api/account/second-factor', async (c) => {
    refuseForeign(c.req.raw);
    const { password } = parseInput(passwordInput, await readJson(c.req.raw));
    const { userId } = await ownSession(runtime, c.req.raw);
    c.header('cache-control', 'no-store');
    return c.json(
      await slowly(c, userId, async () => factor.beginSecondFactor(await auth(), c.req.raw, password)),
    );
  });
  app.post('/api/account/second-factor/confirm', async (c) => {
    refuseForeign(c.req.raw);
    const { code } = parseInput(factor.codeInput, await readJson(c.req.raw));
    const identity = await ownSession(runtime, c.req.raw);
    const from = { request: c.req.raw, identity, code };
    return withCookies(
      c,
      await slowly(c, identity.userId, async () => factor.confirmSecondFactor(runtime, await auth(), from)),
    );
  });
  app.post('/api/account/second-factor/recovery-codes', async (c) => {
    refuseForeign(c.req.raw);
    const given = parseInput(bothInput, await readJson(c.req.raw));
    const identity = await ownSession(runtime, c.req.raw);
    const from = { request: c.req.raw, identity, ...given };
    c.header('cache-control', 'no-store');
    return c.json({
      recoveryCodes: await slowly(c, identity.userId, async () =>
        factor.renewRecoveryCodes(runtime, await auth(), from),
      ),
    });
  });
  app.delete('/api/account/second-factor', async (c) => {
    refuseForeign(c.req.raw);
    const given = parseInput(bothInput, await readJson(c.req.raw));
    const identity = await ownSession(runtime, c.req.raw);
    const from = { request: c.req.raw, identity, ...given };
    return withCookies(
      c,
      await slowly(c, identity.userId, async () => factor.endSecondFactor(runtime, await auth(), from)),
    );
  });
  app.post('/api/account/proof', async (c) => {
    refuseForeign(c.req.raw);
    const proof = parseInput(proofInput, await readJson(c.req.raw));
    const identity = await ownSession(runtime, c.req.raw);
    if (identity.secondFactor && !('code' in proof))
      throw new AppError('forbidden', t('Your account has a second factor: give a code of it.'));
    await slowly(c, identity.userId, async () =>
      prove(runtime, await auth(), { request: c.req.raw, identity, proof }),
    );
    return c.json({ done: true });
  });
}
