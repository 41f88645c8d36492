import { t } from '#kernel/language.ts';
import {
  type Actor,
  allOf,
  allowed,
  byAuthority,
  byRole,
  type Decision,
  denied,
  isOperator,
} from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';

export const mayManagePeople = byRole('administrator');

/** When colleagues came in and from where concerns whoever keeps the sign-in safe, and nobody else. */
export const maySeeSignIns = byRole('administrator');
export const mayChangeSettings = byRole('administrator', 'governance-officer', 'top-management');

/** How people prove who they are is decided by a named person, who proves it first. */
export const mayDecideSignIn = byAuthority('administrator', 'governance-officer', 'top-management');

/** The whole organisation in one file, with its signing key when it is handed over. */
export const mayExport = byAuthority('administrator', 'top-management');
export const mayFetchExport = byRole('administrator', 'top-management');

/** That somebody audits what they advised is answered for at the top, by somebody else. */
export function mayExcept(actor: Actor, { personId }: { readonly personId: string }): Decision {
  return allOf(
    actor.id === personId
      ? denied(t('Nobody excepts themselves. Another member of top management must.'))
      : allowed,
    byAuthority('top-management')(actor),
  );
}

/**
 * Roles are granted by administrators, and nobody grants themselves anything: a second administrator must.
 * The operator may invite, but gives no roles to people who already have an account (spine.md section 8).
 */
export function mayGrant(actor: Actor, personId: string): Decision {
  if (isOperator(actor))
    return denied(t('The command line may invite people; roles are given by a signed-in administrator.'));
  if (actor.id === personId) return denied(t('Nobody changes their own roles. Ask another administrator.'));
  return actor.roles.includes('administrator') ? allowed : denied(t('Roles are given by an administrator.'));
}

/** Only top management and the AI governance officer are answerable enough to switch four eyes off. */
export function maySwitchFourEyes(actor: Actor): Decision {
  if (actor.id === null) return denied(t('A signed-in person must record this.'));
  const needed: readonly Role[] = ['top-management', 'governance-officer', 'administrator'];
  return actor.roles.some((role) => needed.includes(role))
    ? allowed
    : denied(t('This is decided by top management, the AI governance officer or an administrator.'));
}
