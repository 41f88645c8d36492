import { type Actor, allowed, byAuthority, byRole, type Decision } from '#kernel/policy.ts';

/** Who drafts the plan and keeps its activities. */
export const mayPlan = byRole(
  'administrator',
  'governance-officer',
  'quality-manager',
  'consultant',
  'top-management',
);
/** Committing people and money is an act of top management (42001 5.1, 7.1). */
export const mayCommit = byAuthority('top-management');

/** An activity is also kept by whoever owns it. */
export function mayKeepActivity(actor: Actor, ownerId: string | null): Decision {
  return actor.id !== null && actor.id === ownerId ? allowed : mayPlan(actor);
}
