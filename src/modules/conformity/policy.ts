import { t } from '#kernel/language.ts';
import { type Actor, byAuthority, type Decision, denied } from '#kernel/policy.ts';

const byOffice = byAuthority('governance-officer', 'quality-manager', 'top-management');

/**
 * Who may say that a subclause is conforming: an act of authority of a named person. Auditors do not confirm what
 * they audit, whatever else they are (42001 9.2.2: impartial).
 */
export function mayConfirm(actor: Actor): Decision {
  if (actor.roles.some((role) => role === 'internal-auditor' || role === 'external-auditor'))
    return denied(t('An auditor does not confirm what is audited. Somebody without that role has to do it.'));
  return byOffice(actor);
}

/** Who may set another verdict beside the computed one. */

/** Whoever could give it may take it back, and its author in any case. */
export function mayWithdraw(actor: Actor, author: string | null): Decision {
  return actor.id !== null && actor.id === author ? { allowed: true } : byOffice(actor);
}
