import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import type { Auth } from './auth.ts';

/** Holds the password of somebody signed in. @throws AppError `forbidden` when it is wrong or the account has none */
export async function demandPassword(
  runtime: Runtime,
  auth: Auth,
  from: { readonly identity: Identity; readonly password: string },
): Promise<void> {
  const { rows } = await sql<{ password: string | null }>`
    select "password" from "account" where "userId" = ${from.identity.userId} and "providerId" = 'credential'`.execute(
    runtime.db.authRead,
  );
  const hash = rows[0]?.password;
  const { password } = await auth.$context;
  if (!hash || !(await password.verify({ hash, password: from.password })))
    throw new AppError('forbidden', t('This password is wrong.'), { next: t('Type it again.') });
}
