import type { Hono } from 'hono';
import { throttle } from '../auth/throttle.ts';
import type { ProtocolHands } from '../context.ts';
import type { Runtime } from '../instance.ts';
import { acting, reading } from '../runtime.ts';
import { addressOf } from './address.ts';
import type { Env } from './env.ts';

/** Mounts the protocols of others that modules speak. Whoever tries tokens must wait. */
export function mountProtocols(app: Hono<Env>, runtime: Runtime): void {
  const guesses = throttle(runtime.clock, 'wrong tokens');
  const nobody = { id: null, name: 'OpenAIMS', via: 'job', roles: [] } as const;
  const hands: ProtocolHands = {
    look: (org, run) => reading(runtime, { org, actor: nobody }, run),
    act: (org, operation, actor) => acting(runtime, { org, actor, operation }),
  };
  for (const protocol of runtime.registry.modules.flatMap((module) => module.protocols ?? []))
    app.all(`${protocol.path}/*`, async (c) => {
      const address = addressOf(c);
      guesses.before(address);
      const response = await protocol.answer(hands, c.req.raw);
      guesses.after(address, response.status !== 401);
      return response;
    });
}
