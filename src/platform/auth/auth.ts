import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { newId } from '#kernel/ids.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from '#kernel/password.ts';
import type { Runtime } from '../instance.ts';

/**
 * better-auth over our own writer: passwords, sessions and keys are its work, never ours. Nobody signs up by
 * themselves: people come by the start link or an invitation.
 */
export function makeAuth(runtime: Runtime) {
  return betterAuth({
    baseURL: 'http://localhost',
    basePath: '/api/auth',
    secret: runtime.secret,
    database: { db: runtime.db.auth as never, type: runtime.db.engine, transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Ours limits by address and by account apart, so that nobody can lock another person out (see throttle.ts).
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
    session: { expiresIn: 60 * 60 * 24 * 7, updateAge: 60 * 60 * 24 },
    advanced: {
      database: { generateId: ({ model }) => newId(model.slice(0, 4).toLowerCase(), runtime.clock.now()) },
    },
    plugins: [
      apiKey({ defaultPrefix: 'aims_', rateLimit: { enabled: false } }),
      twoFactor({ issuer: 'OpenAIMS' }),
    ],
  });
}

export type Auth = ReturnType<typeof makeAuth>;
