import { t } from '#kernel/language.ts';
import { type Actor, allowed, byRole, type Decision, denied } from '#kernel/policy.ts';

/** Who begins interviews, splits them and sends the links. */
export const mayInterview = byRole(
  'administrator',
  'governance-officer',
  'top-management',
  'risk-manager',
  'quality-manager',
  'consultant',
);

/** Who declares what another management system has already. */
export const mayDeclareReuse = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'data-protection-officer',
  'ai-engineer',
  'consultant',
);

/** An answer is a person's own word: nobody answers for somebody else. */
export function mayAnswer(actor: Actor, personId: string | null): Decision {
  if (actor.id !== null && actor.id === personId) return allowed;
  return denied(t('These are the questions of another person; only they answer them.'));
}
