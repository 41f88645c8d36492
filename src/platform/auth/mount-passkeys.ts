import type { Hono } from 'hono';
import { addressOf } from '../http/address.ts';
import type { Env } from '../http/env.ts';
import { readJson } from '../http/respond.ts';
import { parseInput } from '../validate.ts';
import { withCookies } from './answer.ts';
import { refuseForeign } from './csrf.ts';
import { guessing } from './guesses.ts';
import type { SignInParts } from './parts.ts';
import * as passkeys from './passkeys.ts';
import { ownSession } from './sessions.ts';
import { fromOf } from './sign-ins.ts';
import { signingIn } from './signing-in.ts';

/** Passkeys: signing in by one, and looking after one's own. */
export function mountPasskeys(app: Hono<Env>, { runtime, auth }: SignInParts): void {
  const slowly = guessing(runtime, 'passkeys that open nothing');
  // The same for everybody: which accounts have a passkey is told to nobody.
  app.post('/api/auth/passkey/options', async (c) => {
    refuseForeign(c.req.raw);
    const response = await (await auth()).api.generatePasskeyAuthenticationOptions({
      headers: new Headers(),
      asResponse: true,
    });
    return withCookies(c, response.headers, (await response.json()) as Record<string, unknown>);
  });
  app.post('/api/auth/passkey', async (c) => {
    refuseForeign(c.req.raw);
    const { response } = parseInput(passkeys.passkeyAnswer, await readJson(c.req.raw));
    const { headers } = await signingIn(runtime, fromOf(c, 'passkey'), () =>
      slowly({ address: addressOf(c), account: '' }, async () => ({
        headers: await passkeys.signInByPasskey(runtime, await auth(), { request: c.req.raw, response }),
      })),
    );
    return withCookies(c, headers);
  });
  app.get('/api/account/passkeys', async (c) => {
    c.header('cache-control', 'no-store');
    return c.json({
      passkeys: await passkeys.listPasskeys(runtime, await ownSession(runtime, c.req.raw)),
    });
  });
  app.post('/api/account/passkeys/options', async (c) => {
    refuseForeign(c.req.raw);
    passkeys.demandFreshProof(runtime, await ownSession(runtime, c.req.raw));
    const response = await (await auth()).api.generatePasskeyRegistrationOptions({
      query: {},
      headers: c.req.raw.headers,
      asResponse: true,
    });
    return withCookies(c, response.headers, (await response.json()) as Record<string, unknown>);
  });
  app.post('/api/account/passkeys', async (c) => {
    refuseForeign(c.req.raw);
    const input = parseInput(passkeys.newPasskey, await readJson(c.req.raw));
    const identity = await ownSession(runtime, c.req.raw);
    passkeys.demandFreshProof(runtime, identity);
    await passkeys.addPasskey(runtime, await auth(), { request: c.req.raw, identity, input });
    return withCookies(c, new Headers());
  });
  app.delete('/api/account/passkeys/:id', async (c) => {
    refuseForeign(c.req.raw);
    const identity = await ownSession(runtime, c.req.raw);
    passkeys.demandFreshProof(runtime, identity);
    await passkeys.removePasskey(runtime, identity, c.req.param('id'));
    return withCookies(c, new Headers());
  });
}
