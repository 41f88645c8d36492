import { t } from '#kernel/language.ts';
import { post } from './api.ts';

/** Whether this browser can use passkeys here: it wants HTTPS, or this machine. */
export const hasPasskeys = () => window.isSecureContext && 'PublicKeyCredential' in window;

type Options = Readonly<Record<string, unknown>>;

/** Signs in by a passkey of this device. @throws ApiError, or Error in words when the device gave none */
export async function signInByPasskey(): Promise<void> {
  const [{ startAuthentication }, options] = await Promise.all([
    import('@simplewebauthn/browser'),
    post<Options>('/api/auth/passkey/options', {}),
  ]);
  const response = await startAuthentication({
    optionsJSON: { ...options, userVerification: 'required' } as never,
  }).catch(() => {
    throw new Error(noneGiven());
  });
  await post('/api/auth/passkey', { response });
}

/** Makes a passkey on this device and keeps it under a name. @throws ApiError, or Error in words */
export async function makePasskey(name: string): Promise<void> {
  const [{ startRegistration }, options] = await Promise.all([
    import('@simplewebauthn/browser'),
    post<Options>('/api/account/passkeys/options', {}),
  ]);
  const response = await startRegistration({ optionsJSON: options as never }).catch((error: Error) => {
    throw new Error(
      error.name === 'InvalidStateError'
        ? t('This device holds a passkey for your account already.')
        : noneGiven(),
    );
  });
  await post('/api/account/passkeys', { name, response });
}

const noneGiven = () =>
  t('No passkey was given. Your device may have asked for too long, or holds none for this site.');
