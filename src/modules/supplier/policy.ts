import { byRole } from '#kernel/policy.ts';

/** Who keeps the list of suppliers. */
export const mayWriteSupplier = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
