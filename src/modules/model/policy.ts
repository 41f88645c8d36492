import { byRole } from '#kernel/policy.ts';

export const mayWriteModel = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
