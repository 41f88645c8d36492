import { z } from 'zod';
import type { Actor } from '#kernel/policy.ts';
import { decidingRoles, type Role } from '#kernel/roles.ts';
import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import type { ReadOnlyOrg } from '../org.ts';
import type { Auth } from './auth.ts';
import { demandPassword } from './password-check.ts';
import { codeInput, demandCode } from './second-factor.ts';

/** A fresh proof: a code where the account has a second factor, else the password. */
export const proofInput = z.union([codeInput.strict(), z.strictObject({ password: z.string().max(256) })]);

/**
 * What stands between this identity and acts of authority in this organisation: a proof that is too old, or a key that
 * was not made for them.
 */
export function proofOf(org: ReadOnlyOrg, identity: Identity, now: Date): Pick<Actor, 'proof'> {
  if (org.stepUpMinutes === null) return {};
  if (identity.via === 'key') return identity.authority ? {} : { proof: 'key' };
  const proven = identity.provenAt === null ? 0 : Date.parse(identity.provenAt);
  return now.getTime() - proven > org.stepUpMinutes * 60_000 ? { proof: 'stale' } : {};
}

/**
 * Whether an organisation's rule asks a second factor of this account: `from` names the day until which it may wait,
 * `due` that the day has come.
 */
export function secondFactorOwed(
  org: ReadOnlyOrg,
  account: { readonly strong: boolean; readonly roles: readonly Role[] },
  today: string,
): { readonly from: string; readonly due: boolean } | null {
  const from = org.secondFactorFrom;
  if (from === null || account.strong || !account.roles.some((role) => decidingRoles.includes(role)))
    return null;
  return { from, due: from <= today };
}

/**
 * Notes on the session that whoever uses it has just proved who they are.
 * @throws AppError `forbidden` for a wrong password or code; a password alone where there is a second factor
 */
export async function prove(
  runtime: Runtime,
  auth: Auth,
  from: {
    readonly request: Request;
    readonly identity: Identity;
    readonly proof: z.output<typeof proofInput>;
  },
): Promise<void> {
  const { request, identity, proof } = from;
  if ('code' in proof) await demandCode(runtime, auth, { request, identity, code: proof.code });
  else await demandPassword(runtime, auth, { identity, password: proof.password });
  await runtime.db.write(null, ({ exec }) =>
    exec(`update "session" set "provenAt" = ? where "id" = ?`, [
      runtime.clock.now().toISOString(),
      identity.sessionId,
    ]),
  );
  runtime.accounts.forget();
}
