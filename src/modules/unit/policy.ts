import { byRole } from '#kernel/policy.ts';

/** Who draws the organisation's parts. */
export const mayWriteUnit = byRole('administrator', 'governance-officer', 'top-management');
