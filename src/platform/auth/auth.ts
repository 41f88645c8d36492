import { apiKey } from '@better-auth/api-key';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { newId } from '#kernel/ids.ts';
import { t } from '#kernel/language.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from '#kernel/password.ts';
import type { Runtime } from '../instance.ts';
import { cookiePrefix, isSecure } from './cookie.ts';

/**
 * better-auth over our own writer: passwords, sessions and keys are its work, never ours. Nobody signs up by
 * themselves: people come by the start link or an invitation.
 */
export function makeAuth(runtime: Runtime) {
  const site = new URL(runtime.mail.link('/'));
  return betterAuth({
    baseURL: 'http://localhost',
    basePath: '/api/auth',
    secret: runtime.secret,
    database: { db: runtime.db.auth as never, type: runtime.db.engine, transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Ours limits by address and by account apart, so that nobody can lock another person out (see guesses.ts).
    rateLimit: { enabled: false },
    // Our own check, on every route and not only on these: see csrf.ts.
    trustedOrigins: (request) =>
      request ? [new URL(request.url).origin, request.headers.get('origin') ?? ''].filter(Boolean) : [],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    // How fresh a proof must be is ours to say: see proof.ts.
    // A session ends seven days after its sign-in, however busy; sooner when nobody uses it: see idle.ts.
    session: { expiresIn: 60 * 60 * 24 * 7, disableSessionRefresh: true, freshAge: 0 },
    advanced: {
      // People reach it over TLS: the cookie must never leave without. The names say so themselves.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(runtime),
      defaultCookieAttributes: { secure: isSecure(runtime) },
      database: { generateId: ({ model }) => newId(model.slice(0, 4).toLowerCase(), runtime.clock.now()) },
    },
    plugins: [
      apiKey({ defaultPrefix: 'aims_', rateLimit: { enabled: false } }),
      twoFactor({ issuer: 'OpenAIMS' }),
      passkey({
        rpID: site.hostname,
        origin: site.origin,
        rpName: 'OpenAIMS',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) => unlocked(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) => unlocked(verification.authenticationInfo.userVerified),
        },
      }),
    ],
  });
}

/** A device that lies open proves nobody's presence: the finger, face or PIN of its owner must have unlocked it. */
async function unlocked(userVerified: boolean | undefined): Promise<void> {
  if (userVerified !== true)
    throw new APIError('UNAUTHORIZED', { message: t('The device was not unlocked.') });
}

export type Auth = ReturnType<typeof makeAuth>;
