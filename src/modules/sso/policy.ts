import {
  type Actor,
  allowed,
  byAuthority,
  byRole,
  type Decision,
  denied,
  isOperator,
} from '#kernel/policy.ts';

/** Who may see how people come in: administrators, and whoever looks after it or audits it. */
export const maySeeProviders = byRole(
  'administrator',
  'governance-officer',
  'top-management',
  'internal-auditor',
  'external-auditor',
);

/** A provider lets people in and gives them roles: a named administrator decides that, who proves it first. */
export const mayChangeProviders = byAuthority('administrator');

/** Whose an e-mail domain is concerns all organisations of the instance: its operator knows. */
export function mayConfirmDomain(actor: Actor): Decision {
  return isOperator(actor)
    ? allowed
    : denied('The operator of this machine confirms domains: ./aims identity-provider confirm-domain.');
}
