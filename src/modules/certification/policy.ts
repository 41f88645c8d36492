import { byAuthority, byRole } from '#kernel/policy.ts';

/** Who keeps the file of the certification. */
export const mayKeepFile = byRole(
  'administrator',
  'governance-officer',
  'quality-manager',
  'top-management',
  'consultant',
);
/** What a certification body decided is written down by those who answer for the management system. */
export const mayRecordDecision = byAuthority('governance-officer', 'quality-manager', 'top-management');
