import { byAuthority, byRole } from '#kernel/policy.ts';

/** Who writes what belongs to the life cycle of an AI system. */
export const mayWriteRecord = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** Approved by somebody who did not prepare it. */
export const mayApproveRecord = byAuthority(
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'ai-engineer',
  'data-protection-officer',
  'top-management',
);
/** Who opens a gate whose conditions hold. */
export const mayOpenGate = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'quality-manager',
  'top-management',
);
/** Letting a system on although something is missing is an act of authority. */
export const mayExcept = byAuthority('top-management', 'governance-officer');
/** What a gate asks for is the organisation's own decision (A.6.1.3). */
export const mayDecideRule = byAuthority('governance-officer', 'quality-manager', 'top-management');
