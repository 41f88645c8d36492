import { type Actor, allowed, byAuthority, byRole, type Decision, denied } from '#kernel/policy.ts';

/** Who announces changes, describes them and plans those of the management system. */
export const mayWriteChange = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** Changes are approved, and their review is closed, by whoever answers for the management system (6.3, 8.1). */
export const mayApproveChange = byAuthority('top-management', 'governance-officer', 'quality-manager');
/** What counts as significant is the organisation's own decision, with its reason. */
export const mayDecideRule = byAuthority('top-management', 'governance-officer', 'risk-manager');

/** "Still right" is said by whoever owns the record; for one that nobody owns, by the governance officer. */
export function mayAnswer(actor: Actor, ownerId: string | null): Decision {
  if (actor.id === null)
    return denied('That it still holds is said by a signed-in person, not by the command line alone.');
  if (actor.id === ownerId) return allowed;
  if (ownerId === null && actor.roles.includes('governance-officer')) return allowed;
  return denied(
    ownerId === null
      ? 'Nobody owns it: name an owner, or let the AI governance officer answer.'
      : 'Only its owner can say that it still holds. Looking again in its own register is open to whoever may do that there.',
  );
}
