import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { longDay } from '#ui/days.ts';
import type { RequirementLine } from '../contract.ts';

/** Who confirmed it and when, or why that does not count any more: one sentence for a cell. */
export function confirmedWords(confirmed: RequirementLine['confirmed']): string {
  if (confirmed.state === 'none') return t('Not confirmed');
  const who = `${confirmed.byName ?? t('Somebody')}${confirmed.on ? `, ${longDay(confirmed.on)}` : ''}`;
  if (confirmed.state === 'older-facts') return t('On older facts: {who}', { who });
  if (confirmed.state === 'expired' && confirmed.expiresOn)
    return t('Ran out on {expiresOn}: {who}', { expiresOn: longDay(confirmed.expiresOn), who });
  return who;
}

/** What a reader of a confirmation has to know about it besides: its author's own rows, and a worse verdict now. */
export function confirmedCautions(
  confirmed: RequirementLine['confirmed'],
  verdict: string,
): readonly string[] {
  const { ownRows } = confirmed;
  return [
    ...(ownRows > 0
      ? [
          t(
            '{ownRows, plural, one {# of the judged records belongs} other {# of the judged records belong}} to the person who confirmed; an internal audit does not count this as evidence.',
            { ownRows },
          ),
        ]
      : []),
    ...(confirmed.betterThen
      ? [
          t('When it was confirmed the records were better than now ({verdict}).', {
            verdict: midSentence(verdict),
          }),
        ]
      : []),
  ];
}
