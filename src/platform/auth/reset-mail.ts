import { createHash } from 'node:crypto';
import { t } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import { inLanguage } from '../language/in-language.ts';
import { languageOfAccount } from '../language/language-for.ts';
import { leaveJob } from '../leave-job.ts';
import { openKey, sealKey } from '../trail/seal.ts';
import { makeResetLink, userOf } from './password-reset.ts';

const SEAL = 'reset';

/**
 * Leaves the wish for a reset link by e-mail, for any address alike: whether it has an account is looked up later by
 * the job, so that neither the answer nor its time tells. The link goes to the account's own address and nowhere else;
 * an address gets one in a quarter of an hour. Nothing happens when mail is off.
 */
export async function askForResetMail(runtime: Runtime, email: string): Promise<void> {
  if (!runtime.mail.on) return;
  const address = email.trim().toLowerCase();
  const now = runtime.clock.now();
  const sealed = Buffer.from(sealKey(Buffer.from(address), Buffer.from(runtime.secret), SEAL)).toString(
    'base64',
  );
  const quarter = Math.floor(now.getTime() / 900_000);
  const key = createHash('sha256').update(`${runtime.secret} ${address} ${quarter}`).digest('hex');
  await runtime.db.write(null, (handle) =>
    leaveJob(handle, now, { org: null, kind: 'auth.reset-mail', key, payload: { sealed } }),
  );
}

/** Makes the link and leaves the message, when the address has an account. */
export async function sendResetMail(
  runtime: Runtime,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const bytes = openKey(Buffer.from(String(payload.sealed), 'base64'), Buffer.from(runtime.secret), SEAL);
  const email = Buffer.from(bytes).toString();
  const made = await makeResetLink(runtime, email).catch(() => null);
  if (!made) return;
  const language = await languageOfAccount(runtime, await userOf(runtime, email));
  await inLanguage(language, () =>
    runtime.mail.queue(
      {
        to: email,
        subject: t('Set a new password for OpenAIMS'),
        parts: [
          {
            kind: 'text',
            text: t(
              'Somebody asked for a new password for the account with this address. When it was you, open the link; it works once and for one day. When it was not you, do nothing: your password stays as it is.',
            ),
          },
          { kind: 'link', label: t('Set a new password'), url: runtime.mail.link(made.path) },
        ],
      },
      { org: null },
    ),
  );
}
