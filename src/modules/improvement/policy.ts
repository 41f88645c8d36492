import { type Actor, allowed, byAuthority, byRole, type Decision } from '#kernel/policy.ts';

/** Everybody inside may say that something is wrong, or could be better; an auditor from outside does so by their report. */
export const mayRaise = byRole(
  'administrator',
  'top-management',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'internal-auditor',
  'data-protection-officer',
  'quality-manager',
  'consultant',
  'staff',
);
/** Who corrects, looks for causes and plans. */
export const mayWork = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** The rule proposes a grade; a person with the authority decides it. */
export const mayGrade = byAuthority('governance-officer', 'quality-manager', 'internal-auditor');
/** A plan binds money and people: those who answer for the management system approve it. */
export const mayApprovePlan = byAuthority('governance-officer', 'quality-manager', 'top-management');
/** Closing says that all of 10.2 was done. */
export const mayClose = byAuthority('governance-officer', 'quality-manager', 'top-management');
/** Who may judge an effect when it is not the person chosen for it. */
export const mayJudgeInstead = byAuthority(
  'governance-officer',
  'quality-manager',
  'top-management',
  'internal-auditor',
);
export const mayDecideIdea = byAuthority('governance-officer', 'quality-manager', 'top-management');

/** Whoever owns an action carries it out, whatever their role. */
export function mayCarryOut(actor: Actor, owned: { readonly ownerId: string | null }): Decision {
  return actor.id !== null && actor.id === owned.ownerId ? allowed : mayWork(actor);
}
