import { byRole } from '#kernel/policy.ts';

/** Who decides what leaves this instance by itself. */
export const mayManageWebhooks = byRole('administrator');
/** An address can hold a secret in its path, so not everybody sees it. */
export const maySeeWebhooks = byRole('administrator', 'governance-officer');
