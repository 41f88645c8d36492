import { byRole } from '#kernel/policy.ts';

/** Who takes templates in; each of them must also be allowed what the template becomes. */
export const mayTake = byRole('administrator', 'governance-officer', 'quality-manager', 'consultant');
