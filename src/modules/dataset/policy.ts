import { byRole } from '#kernel/policy.ts';

export const mayWriteDataset = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
