import { t } from '#kernel/language.ts';
import { type Actor, allowed, byAuthority, byRole, type Decision, denied } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';

/** Who describes what is monitored. */
export const mayWriteMonitor = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'quality-manager',
  'consultant',
);
/** Whose inbox and hands an alert is for. */
export const mayTriage = byRole(
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'ai-engineer',
  'data-protection-officer',
);
/** Switching thresholds on decides what the organisation reacts to: a named person does it. */
export const maySwitchOn = byAuthority(
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'ai-engineer',
);
/** Saying that a breach needs nothing, or that it is over, is an act of authority. */
export const mayCloseAlert = byAuthority(
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'top-management',
);
/** What the figures say of the AI system is concluded by a person (9.1). */
export const mayEvaluate = byAuthority(
  'governance-officer',
  'risk-manager',
  'quality-manager',
  'ai-engineer',
  'data-protection-officer',
);

/** Roles that post results of every AI system. */
const POSTERS: readonly Role[] = ['administrator', 'governance-officer', 'risk-manager', 'quality-manager'];

/** Somebody who may post for some AI system; of which one is decided by `mayPostFor`. */
export const mayPost = byRole(...POSTERS, 'ai-engineer');

/**
 * Engineers, and the keys of their pipelines, post for the AI systems they own and for those for which they hold the
 * role, and for no other. That the system lies in that part is found when the result is written.
 */
export function mayPostFor(
  actor: Actor,
  system: { readonly ref: string; readonly ownerId: string | null },
): Decision {
  const general = mayPost(actor);
  if (!general.allowed || actor.roles.length === 0) return general;
  if (actor.roles.some((role) => POSTERS.includes(role)) || system.ownerId === actor.id) return allowed;
  if (actor.through?.some((each) => each.roles.includes('ai-engineer'))) return allowed;
  return denied(
    system.ownerId === null
      ? t('An AI engineer posts results for AI systems they own; {ref} belongs to nobody yet.', {
          ref: system.ref,
        })
      : t('An AI engineer posts results for AI systems they own; {ref} belongs to somebody else.', {
          ref: system.ref,
        }),
  );
}
