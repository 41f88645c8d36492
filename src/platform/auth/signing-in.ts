import type { Runtime } from '../instance.ts';
import { type From, noteSignIn, type Way } from './sign-ins.ts';

/** What a way in answers: the cookies to set, those of a session unless it waits for a code. */
type CameIn = { readonly headers: Headers; readonly waitsForCode?: boolean };

/**
 * Every way in goes through here: it is noted for the list of sign-ins, and the session that this browser had before
 * opens nothing any more, whoever's it was, so that nobody can have planted it.
 */
export async function signingIn<T extends CameIn>(
  runtime: Runtime,
  { way, ...from }: From & { readonly way: Way },
  comeIn: () => Promise<T>,
): Promise<T> {
  const before = await runtime.accounts.identify(from.request);
  const came = await comeIn();
  if (came.waitsForCode) return came;
  const identity = await identityOf(runtime, came.headers);
  await runtime.db.write(null, async (handle) => {
    if (before?.sessionId) await handle.exec(`delete from "session" where "id" = ?`, [before.sessionId]);
    if (identity) await noteSignIn(runtime, handle, { identity, way, from });
  });
  runtime.accounts.forget();
  return came;
}

/** Whose session these cookies open. */
export function identityOf(runtime: Runtime, headers: Headers) {
  const cookie = headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return runtime.accounts.identify(new Request('http://localhost/', { headers: { cookie } }));
}
