import { t } from '#kernel/language.ts';
import { type Actor, allowed, byAuthority, byRole, type Decision, denied } from '#kernel/policy.ts';
import { type Role, roleList } from '#kernel/roles.ts';

/** Who writes risks down and keeps them. */
export const mayWriteRisk = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** Judging and treating needs somebody who answers for the method. */
export const mayAssess = byRole(
  'governance-officer',
  'risk-manager',
  'data-protection-officer',
  'quality-manager',
  'ai-engineer',
  'consultant',
);
/** Criteria and appetite are the organisation's own decision (6.1.2 a). */
export const mayDecideCriteria = byAuthority('top-management', 'governance-officer', 'risk-manager');
/** The treatment plan needs the approval of designated management (6.1.3). */
export const mayApproveTreatment = byAuthority('top-management', 'governance-officer', 'risk-manager');

/** The residual risk is accepted by a holder of a role that the criteria name for its band. */
export function mayAccept(actor: Actor, acceptedBy: readonly Role[], bandLabel: string): Decision {
  if (actor.id === null)
    return denied(
      t(
        'A residual risk is accepted by a signed-in person with the authority, not by the command line alone.',
      ),
    );
  if (actor.roles.some((role) => acceptedBy.includes(role))) return allowed;
  return denied(
    t('A residual risk of the level "{bandLabel}" is accepted by {acceptedBy}.', {
      bandLabel,
      acceptedBy: roleList(acceptedBy),
    }),
  );
}
