import { byRole } from '#kernel/policy.ts';

/** Who decides by which version of a standard or law the organisation works. */
export const mayChoosePack = byRole('administrator', 'governance-officer');

/** Who keeps frameworks of the organisation's own, its statements about outcomes, and the list of standards in the making. */
export const mayWriteFramework = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
