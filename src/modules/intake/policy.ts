import { t } from '#kernel/language.ts';
import { type Actor, allowed, byAuthority, byRole, type Decision, denied } from '#kernel/policy.ts';

/** Everybody inside may ask and declare, whatever their role. */
export const mayAsk = byRole(
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
/** Who reads the register of what others asked for: those who answer, and auditors. Whoever declares must not fear being pointed at. */
export const mayReadRequests = byRole(
  'administrator',
  'top-management',
  'governance-officer',
  'risk-manager',
  'internal-auditor',
  'external-auditor',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** Who asks back and sets things right in a request of somebody else. */
export const mayHandle = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'data-protection-officer',
  'quality-manager',
);
/** The answer is an act of authority. */
export const mayDecideUse = byAuthority('governance-officer', 'top-management');

/** What only whoever asked may do. */
export function ownRequest(actor: Actor, request: { readonly askedBy: string | null }): Decision {
  return actor.id !== null && actor.id === request.askedBy
    ? allowed
    : denied(t('Only whoever made the request may do this.'));
}

/** Editing: whoever asked while it waits, or whoever handles requests. */
export function mayEditRequest(actor: Actor, request: { readonly askedBy: string | null } | null): Decision {
  if (request === null) return mayAsk(actor);
  return ownRequest(actor, request).allowed ? allowed : mayHandle(actor);
}
