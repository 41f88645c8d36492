import { sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import { leaveNote } from './account-notes.ts';
import type { Auth } from './auth.ts';

/** What a browser answers when it used or made a passkey; the library checks its inside. */
export const passkeyAnswer = z.object({ response: z.record(z.string(), z.unknown()) });
export const newPasskey = passkeyAnswer.extend({
  name: z.string().trim().min(1, 'Give it a name, such as the device it lies on').max(80),
});

const FRESH_MS = 15 * 60_000;

/** What changes the ways into an account needs a fresh proof, whatever its organisations ask. @throws AppError `proof-needed` */
export function demandFreshProof(runtime: Runtime, identity: Identity): void {
  if (identity.onlyOrg !== null)
    throw new AppError('forbidden', t('This session was opened by the provider of one organisation.'), {
      next: t('Sign in with your password or a passkey to change the ways into your account.'),
    });
  const age = runtime.clock.now().getTime() - Date.parse(identity.provenAt ?? '1970-01-01');
  if (age > FRESH_MS)
    throw new AppError('proof-needed', t('Changing your passkeys needs a fresh proof that it is you.'));
}

/** One's own passkeys, oldest first; of the keys themselves nothing. */
export async function listPasskeys(runtime: Runtime, { userId }: Identity) {
  const { rows } = await sql<{ id: string; name: string | null; createdAt: string | Date }>`
    select "id", "name", "createdAt" from "passkey" where "userId" = ${userId} order by "createdAt", "id"`.execute(
    runtime.db.authRead,
  );
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }));
}

/** Keeps a new passkey. @throws AppError `forbidden` when the device's answer does not hold */
export async function addPasskey(
  runtime: Runtime,
  auth: Auth,
  from: {
    readonly request: Request;
    readonly identity: Identity;
    readonly input: z.output<typeof newPasskey>;
  },
): Promise<void> {
  const { request, identity, input } = from;
  const response = await auth.api.verifyPasskeyRegistration({
    body: { response: input.response, name: input.name },
    headers: request.headers,
    asResponse: true,
  });
  if (!response.ok)
    throw new AppError('forbidden', t('The answer of this device does not hold, or came too late.'), {
      next: t('Try again, with a device that asks for your finger, face or PIN.'),
    });
  const note = { userId: identity.userId, event: 'passkeyAdded', by: 'session' } as const;
  await runtime.db.write(null, (handle) => leaveNote(runtime, handle, note));
}

/** Takes a passkey of one's own away. @throws AppError `not-found` when it is not theirs */
export async function removePasskey(runtime: Runtime, { userId }: Identity, id: string): Promise<void> {
  const gone = await runtime.db.write(null, async (handle) => {
    const rows = await handle.exec(`delete from "passkey" where "id" = ? and "userId" = ? returning "id"`, [
      id,
      userId,
    ]);
    if (rows.length > 0) await leaveNote(runtime, handle, { userId, event: 'passkeyRemoved', by: 'session' });
    return rows;
  });
  if (gone.length === 0) throw new AppError('not-found', t('You have no such passkey.'));
}

/**
 * Signs in by a passkey, which proves two things at once: the device, and who unlocked it.
 * @throws AppError `not-signed-in`
 */
export async function signInByPasskey(
  runtime: Runtime,
  auth: Auth,
  from: { readonly request: Request; readonly response: Record<string, unknown> },
): Promise<Headers> {
  const { request, response: answer } = from;
  const response = await auth.api.verifyPasskeyAuthentication({
    // Its inside is checked by the library, signature and all.
    body: { response: answer as never },
    headers: request.headers,
    asResponse: true,
  });
  if (!response.ok)
    throw new AppError(
      'not-signed-in',
      t('This passkey opens no account here, or the answer came too late.'),
      {
        next: t('Try again, or sign in with your password.'),
      },
    );
  const { session } = (await response.json()) as { readonly session: { readonly id: string } };
  await runtime.db.write(null, ({ exec }) =>
    exec(`update "session" set "byPasskey" = true, "provenAt" = ? where "id" = ?`, [
      runtime.clock.now().toISOString(),
      session.id,
    ]),
  );
  runtime.accounts.forget();
  return response.headers;
}
