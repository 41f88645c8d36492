import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Auth } from './auth.ts';
import { refuseWeakPassword } from './password-rule.ts';

export type NewAccount = { readonly name: string; readonly email: string; readonly password: string };

/**
 * Makes an account with a password.
 * @param organisations names of those it opens, which make a password easy to guess
 * @returns its user id
 * @throws AppError `duplicate` when the address has an account, `invalid-input` for a weak password
 */
export async function createAccount(
  auth: Auth,
  account: NewAccount,
  organisations: readonly string[],
): Promise<string> {
  const { password, internalAdapter } = await auth.$context;
  const email = account.email.trim().toLowerCase();
  await refuseWeakPassword(account.password, { ...account, organisations });
  if (await internalAdapter.findUserByEmail(email))
    throw new AppError('duplicate', t('There is an account for this e-mail address already.'), {
      next: t('Sign in with it.'),
    });
  const user = await internalAdapter.createUser({ name: account.name, email, emailVerified: true }, {
    method: 'admin',
  } as never);
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await password.hash(account.password),
  });
  return user.id;
}

/**
 * Signs in by password and answers the cookies to set: those of a session, or, where the account has a second factor,
 * of a sign-in that waits for a code.
 * @throws AppError `not-signed-in`
 */
export async function signIn(
  auth: Auth,
  request: Request,
  credentials: { readonly email: string; readonly password: string },
): Promise<{ readonly headers: Headers; readonly waitsForCode: boolean }> {
  const response = await auth.api.signInEmail({
    body: { email: credentials.email.trim().toLowerCase(), password: credentials.password },
    headers: request.headers,
    asResponse: true,
  });
  if (!response.ok) throw new AppError('not-signed-in', t('E-mail address or password is wrong.'));
  const body = (await response.json()) as { readonly twoFactorRedirect?: boolean };
  return { headers: response.headers, waitsForCode: body.twoFactorRedirect === true };
}
