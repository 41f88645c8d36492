import { t } from '#kernel/language.ts';
import { type Actor, allowed, byAuthority, byRole, type Decision, denied } from '#kernel/policy.ts';
import { type Role, roleList } from '#kernel/roles.ts';

const writers = [
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
] as const;

/** Who answers the interview and writes impacts down. */
export const mayWriteImpact = byRole(...writers);
/** The method is the organisation's own decision (6.1.4, A.5.2). */
export const mayDecideImpactCriteria = byAuthority('top-management', 'governance-officer', 'risk-manager');
/** Whoever answers for the process approves its results; never who prepared them. */
export const mayApproveImpact = byAuthority('top-management', 'governance-officer');
/** Sent back by whoever could approve, or by whoever handed it in by mistake. */
export const maySendBack = byRole(
  'top-management',
  'governance-officer',
  'data-protection-officer',
  'risk-manager',
);
/** GDPR Article 35(2): the advice is the officer's. */
export const mayAdvise = byAuthority('data-protection-officer');
/** That no officer is designated, and why none has to be, is said by those who would have to designate one. */
export const mayStateNoOfficer = byAuthority('top-management', 'governance-officer');
/** GDPR Article 36: the controller decides; the officer may act for it. */
export const mayDecideConsultation = byAuthority(
  'data-protection-officer',
  'top-management',
  'governance-officer',
);
/** Who says less than the rules do must answer for it. */
export const mayOverrideScreening = byAuthority(
  'top-management',
  'governance-officer',
  'risk-manager',
  'data-protection-officer',
);

/** Screening of one AI system: who answers for the process, or the engineer who owns the system. */
export function mayScreen(actor: Actor, system: { readonly ownerId: string | null } | null): Decision {
  const general = byRole(...writers.filter((role) => role !== 'ai-engineer'))(actor);
  if (general.allowed) return general;
  if (!actor.roles.includes('ai-engineer')) return general;
  if (system !== null && system.ownerId !== actor.id)
    return denied(t('An AI engineer screens only the AI systems they own.'));
  return allowed;
}

/** A residual impact is accepted by a holder of a role that the criteria name for its band. */
export function mayAcceptImpact(actor: Actor, acceptedBy: readonly Role[], label: string): Decision {
  if (actor.id === null)
    return denied(
      t(
        'A residual impact is accepted by a signed-in person with the authority, not by the command line alone.',
      ),
    );
  if (actor.roles.some((role) => acceptedBy.includes(role))) return allowed;
  return denied(
    t('A residual impact of the level "{label}" is accepted by {acceptedBy}.', {
      label,
      acceptedBy: roleList(acceptedBy),
    }),
  );
}
