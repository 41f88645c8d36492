import { longDay } from '#ui/days.ts';
import type { RequirementLine } from '../contract.ts';

/** Who confirmed it and when, or why that does not count any more: one sentence for a cell. */
export function confirmedWords(confirmed: RequirementLine['confirmed']): string {
  if (confirmed.state === 'none') return 'Not confirmed';
  const who = `${confirmed.byName ?? 'Somebody'}${confirmed.on ? `, ${longDay(confirmed.on)}` : ''}`;
  if (confirmed.state === 'older-facts') return `On older facts: ${who}`;
  if (confirmed.state === 'expired' && confirmed.expiresOn)
    return `Ran out on ${longDay(confirmed.expiresOn)}: ${who}`;
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
          `${ownRows} of the judged records ${ownRows === 1 ? 'belongs' : 'belong'} to the person who confirmed; an internal audit does not count this as evidence.`,
        ]
      : []),
    ...(confirmed.betterThen
      ? [`When it was confirmed the records were better than now (${verdict.toLowerCase()}).`]
      : []),
  ];
}
