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

/** Who says what a model comes from. */
export const linkersModel = ['ai-engineer', 'governance-officer'] as const;
export const mayLinkModel = byRole(...linkersModel);
