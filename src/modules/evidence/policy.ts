import { byRole } from '#kernel/policy.ts';

/** Everyone who does the work may bring proof of it; outsiders who judge may not. */
export const mayWriteEvidence = byRole(
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
