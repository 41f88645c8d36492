import { numberText, t } from '#kernel/language.ts';
import type { ShownActivity } from '../contract.ts';
import { progressStates } from '../proofs.ts';

/** Whole cents as money of the reader's own way of writing. */
export function moneyWords(cents: number | null, currency: string): string {
  if (cents === null) return t('not known yet');
  return numberText(cents / 100, { style: 'currency', currency, maximumFractionDigits: 0 });
}

/** "2 of 5": how many of the things that would show an activity are there. */
export function progressWords({ progress }: Pick<ShownActivity, 'progress'>): string {
  const { label } = progressStates[progress.state];
  return progress.of === 0
    ? label
    : t('{label} ({holds} of {of})', { label, holds: progress.holds, of: progress.of });
}

/** "3 days" or "critical". */
export function slackWords({ critical, slack }: Pick<ShownActivity, 'critical' | 'slack'>): string {
  if (critical) return t('critical');
  return t('{n, plural, one {# day} other {# days}}', { n: slack });
}
