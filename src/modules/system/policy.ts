import { byAuthority, byRole } from '#kernel/policy.ts';

/** Who describes AI systems. */
export const mayWriteSystem = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** The scope of the management system is decided by those who answer for it (4.3). */
export const mayDecideScope = byAuthority('governance-officer', 'top-management', 'quality-manager');
/** A classification stays a proposal until a person with the authority confirms it. */
export const mayConfirm = byAuthority('governance-officer', 'risk-manager', 'data-protection-officer');

/** Who says what an AI system is made of. */
export const linkersSystem = ['ai-engineer', 'governance-officer', 'risk-manager'] as const;
export const mayLinkSystem = byRole(...linkersSystem);
/** A statement of a source becomes ours, or is refuted, by a named person. */
export const mayDecideClaim = byAuthority(
  'governance-officer',
  'risk-manager',
  'data-protection-officer',
  'quality-manager',
  'internal-auditor',
);
