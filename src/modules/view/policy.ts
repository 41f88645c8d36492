import { t } from '#kernel/language.ts';
import { type Actor, allowed, type Decision, denied } from '#kernel/policy.ts';
import { mayShareView } from '#kernel/saved-view.ts';

/** Everybody may keep views for themselves; what everybody sees is kept by those who keep the house. */
export function mayKeepView(
  actor: Actor,
  view: { readonly ownerId: string | null; readonly shared: boolean },
): Decision {
  if (actor.id === null) return denied(t('A view belongs to a signed-in person.'));
  if (view.shared) return mayShareView(actor);
  return view.ownerId === actor.id ? allowed : denied(t('This view belongs to somebody else.'));
}
