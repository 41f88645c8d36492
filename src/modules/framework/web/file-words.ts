import { dayText, t } from '#kernel/language.ts';
import { ROLE_WORDS } from '../act-roles.ts';

/** What is known of one duty, sentence by sentence; what nobody said is left out. */
export function partWords(part: {
  readonly summary: string | null;
  readonly roles: readonly string[];
  readonly from: string | null;
  readonly dateNote: string | null;
  readonly confidence: string | null;
}): string {
  const { summary, roles, from, dateNote, confidence } = part;
  return [
    summary,
    roles.length > 0 &&
      t('Binds: {roles}.', { roles: roles.map((each) => t(ROLE_WORDS[each] ?? each)).join(', ') }),
    from && t('Applies from {from}.', { from: dayText(from) }),
    dateNote,
    confidence && t('Confidence: {confidence}.', { confidence: t(confidence) }),
  ]
    .filter(Boolean)
    .join(' ');
}
