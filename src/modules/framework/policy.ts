import { byRole } from '#kernel/policy.ts';

/** Who decides by which version of a standard or law the organisation works. */
export const mayChoosePack = byRole('administrator', 'governance-officer');
