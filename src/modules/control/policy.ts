import { byAuthority, byRole } from '#kernel/policy.ts';

/** Who describes and carries out controls. */
export const mayWriteControl = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** Which controls are needed follows from the treatment of risks (6.1.3). */
export const mayInclude = byRole(
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'data-protection-officer',
  'consultant',
);
/** Leaving a control out needs somebody with the authority. */
export const mayExclude = byAuthority('governance-officer', 'risk-manager', 'top-management');
/** Effectiveness is judged by a named person. */
export const mayJudge = byAuthority(
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'internal-auditor',
  'data-protection-officer',
);
/** Who puts the Statement together. */
export const mayPrepare = byAuthority('governance-officer', 'risk-manager', 'quality-manager', 'consultant');
/** Who approves it for the organisation: a rule of the product, stricter than the clause (see the audit notes). */
export const mayApprove = byAuthority('top-management', 'governance-officer');
export const mayIssue = byAuthority('governance-officer', 'top-management');
