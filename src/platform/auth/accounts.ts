import { AppError } from '#kernel/errors.ts';
import type { Auth } from './auth.ts';
import { MIN_PASSWORD } from './password-rule.ts';

export type NewAccount = { readonly name: string; readonly email: string; readonly password: string };

/**
 * Makes an account with a password.
 * @returns its user id
 * @throws AppError `duplicate` when the address has an account, `invalid-input` for a short password
 */
export async function createAccount(auth: Auth, account: NewAccount): Promise<string> {
  const { password, internalAdapter } = await auth.$context;
  const email = account.email.trim().toLowerCase();
  refuseShortPassword(account.password);
  if (await internalAdapter.findUserByEmail(email))
    throw new AppError('duplicate', 'There is an account for this e-mail address already.', {
      next: 'Sign in with it.',
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

/** @throws AppError `invalid-input` for a password that is too short */
export function refuseShortPassword(password: string): void {
  if (password.length < MIN_PASSWORD)
    throw new AppError('invalid-input', 'This password is too short.', {
      problems: [
        { path: 'password', message: `Use at least ${MIN_PASSWORD} characters; a sentence works well` },
      ],
    });
}

/** Signs in and answers the cookies to set. @throws AppError `not-signed-in` */
export async function signIn(
  auth: Auth,
  request: Request,
  credentials: { readonly email: string; readonly password: string },
): Promise<Headers> {
  const response = await auth.api.signInEmail({
    body: { email: credentials.email.trim().toLowerCase(), password: credentials.password },
    headers: request.headers,
    asResponse: true,
  });
  if (!response.ok) throw new AppError('not-signed-in', 'E-mail address or password is wrong.');
  return response.headers;
}
