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

/** Who says what data come from. */
export const linkersDataset = ['ai-engineer', 'governance-officer'] as const;
export const mayLinkDataset = byRole(...linkersDataset);
/** Taking data out of use, or back into it, is decided by those who answer for data and for the system. */
export const mayWithdrawDataset = byRole(
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
);
