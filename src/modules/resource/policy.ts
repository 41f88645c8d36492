import { byRole } from '#kernel/policy.ts';

/** Who says what an AI system needs. */
export const mayWriteResource = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'quality-manager',
  'consultant',
);
