import { t } from '#kernel/language.ts';
import { type Actor, allowed, type Decision, denied } from '#kernel/policy.ts';

type Subject = { readonly proposedBy: string | null; readonly approverId: string | null };

/** Whose program proposed it, or whom it names; what the machine's own command line proposed, who keeps the house. */
export function maySeeProposal(actor: Actor, subject: Subject): boolean {
  const { id, roles } = actor;
  if (id !== null && (id === subject.proposedBy || id === subject.approverId)) return true;
  const keeps = roles.includes('administrator') || roles.includes('governance-officer');
  return subject.proposedBy === null && (actor.via === 'operator' || keeps);
}

/** Only a person at the screen decides: a program never approves what a program proposed. */
export function mayDecideProposal(actor: Actor, subject: Subject): Decision {
  if (actor.id === null || actor.via !== 'session')
    return denied(t('A person decides about proposals, signed in to the web app.'));
  return maySeeProposal(actor, subject)
    ? allowed
    : denied(t('Only the person whose program proposed it, or whom it names, decides.'));
}
