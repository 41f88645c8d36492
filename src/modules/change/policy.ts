import { byAuthority, byRole } from '#kernel/policy.ts';

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
