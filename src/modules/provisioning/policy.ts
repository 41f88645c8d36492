import { byAuthority, byRole } from '#kernel/policy.ts';

export const maySeeProvisioning = byRole(
  'administrator',
  'governance-officer',
  'top-management',
  'internal-auditor',
  'external-auditor',
);

/** A token writes people and their roles: a named administrator makes it, who proves it first. */
export const mayChangeProvisioning = byAuthority('administrator');

/** Stopping one needs no fresh proof. */
export const mayRevokeToken = byRole('administrator');
