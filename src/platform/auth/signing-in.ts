import type { Runtime } from '../instance.ts';

/** What a way in answers: the cookies to set, those of a session unless it waits for a code. */
type CameIn = { readonly headers: Headers; readonly waitsForCode?: boolean };

/**
 * Every way in goes through here. The session that this browser had before opens nothing any more, whoever's it was:
 * nobody can have planted it.
 */
export async function signingIn<T extends CameIn>(
  runtime: Runtime,
  request: Request,
  comeIn: () => Promise<T>,
): Promise<T> {
  const before = await runtime.accounts.identify(request);
  const came = await comeIn();
  if (!before?.sessionId || came.waitsForCode) return came;
  await runtime.db.write(null, ({ exec }) =>
    exec(`delete from "session" where "id" = ?`, [before.sessionId]),
  );
  runtime.accounts.forget();
  return came;
}
