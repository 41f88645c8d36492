import { t } from '#kernel/language.ts';
import { type Actor, allowed, anyMember, byRole, type Decision, denied } from '#kernel/policy.ts';

/** Who decides what has to be done again and again. */
export const mayWriteObligation = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'data-protection-officer',
  'internal-auditor',
  'consultant',
);

/** Its owner, whoever stands in for them today, and those who keep the obligations. */
export function mayCloseOccurrence(
  actor: Actor,
  occurrence: { readonly ownerId: string | null },
  standsInFor: readonly string[],
): Decision {
  if (mayWriteObligation(actor).allowed) return allowed;
  if (
    actor.id !== null &&
    (actor.id === occurrence.ownerId || standsInFor.includes(occurrence.ownerId ?? ''))
  )
    return anyMember(actor);
  return denied(
    t('This is for its owner, for whoever stands in for them today, or for those who keep the obligations.'),
  );
}

/** Everybody says when they are away themselves; administrators and the AI governance officer do it for others. */
export function mayWriteAbsence(actor: Actor, absence: { readonly personId: string } | null): Decision {
  if (absence !== null && actor.id !== null && actor.id === absence.personId) return anyMember(actor);
  const forOthers = byRole('administrator', 'governance-officer')(actor);
  return forOthers.allowed
    ? allowed
    : denied(
        t(
          'You record your own absence; that of others is for an administrator or the AI governance officer.',
        ),
      );
}
