import { publicApi } from '#apps/server/api.ts';
import { type Instance, openInstance } from '#apps/server/compose.ts';
import { startLink } from '#platform/auth/start.ts';
import { fakeClock } from './app.ts';
import { makePlace } from './schema.ts';
import { SITE, visitor } from './visitor.ts';

export type SignInStage = {
  readonly runtime: Instance;
  readonly api: ReturnType<typeof publicApi>;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly org: string;
  readonly password: string;
  /** The first administrator and AI governance officer, signed in: anna@example.org. */
  readonly anna: ReturnType<typeof visitor>;
  readonly close: () => Promise<void>;
};

/** An instance with real sign-in, begun by Anna. Sessions and codes go by the machine's clock, so its own begins there. */
export async function openSignIn(
  options: Pick<Parameters<typeof openInstance>[0], 'outside' | 'providers' | 'mail' | 'log'> = {},
): Promise<SignInStage> {
  const clock = fakeClock(new Date().toISOString());
  const password = 'a sentence is a good password';
  const { remove, ...place } = await makePlace();
  const runtime = await openInstance({ ...place, clock, ...options });
  const api = publicApi(runtime, () => {});
  const anna = visitor(api);
  const { body } = await anna('/api/start', {
    token: new URL((await startLink(runtime, SITE))!).searchParams.get('token'),
    name: 'Anna Berg',
    email: 'anna@example.org',
    password,
    organisation: { name: 'Nordlicht', timeZone: 'UTC' },
    choice: 'empty',
  });
  return {
    runtime,
    api,
    clock,
    org: body.org,
    password,
    anna,
    close: async () => {
      await runtime.db.close();
      await remove();
    },
  };
}
