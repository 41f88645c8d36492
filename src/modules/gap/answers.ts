import type { Verdict } from '#kernel/verdict.ts';

/** What a person may answer. */
export const answerIds = ['yes', 'partly', 'no', 'unknown', 'not-applicable'] as const;
export type AnswerId = (typeof answerIds)[number];

export const answerWords: Readonly<Record<AnswerId, string>> = {
  yes: 'Yes',
  partly: 'Partly',
  no: 'No',
  unknown: "I don't know",
  'not-applicable': 'Not applicable',
};

/** What the claims and the records together ask for. */
export const gapKinds = {
  'no-record': { label: 'Said, but no record shows it', tone: 'warning' },
  build: { label: 'To be built', tone: 'bad' },
  finish: { label: 'To be finished', tone: 'warning' },
  'find-out': { label: 'To be found out', tone: 'neutral' },
  divided: { label: 'People disagree', tone: 'warning' },
  agrees: { label: 'Said, and records show it', tone: 'good' },
  'not-asked': { label: 'Not asked yet', tone: 'muted' },
  excluded: { label: 'Excluded', tone: 'muted' },
} as const;
export type GapKind = keyof typeof gapKinds;

export type Claimed = AnswerId | 'divided' | 'not-asked';

/** The answers to all questions of a requirement, as one: clear where people agree, divided where yes meets no. */
export function claimedOf(said: Readonly<Record<AnswerId, number>>): Claimed {
  const { yes, partly, no, unknown } = said;
  const left = said['not-applicable'];
  const judged = yes + partly + no;
  if (judged + unknown + left === 0) return 'not-asked';
  if (judged === 0) return unknown > 0 ? 'unknown' : 'not-applicable';
  if (no === 0 && partly === 0 && unknown === 0) return 'yes';
  if (yes === 0 && partly === 0 && unknown === 0) return 'no';
  return 'partly';
}

/** Whether two people contradict each other on the same question: one says yes, another no. */
export function contradicts(answers: readonly (AnswerId | null)[]): boolean {
  return answers.includes('yes') && answers.includes('no');
}

export type Comparison = { readonly gap: GapKind; readonly sentence: string; readonly next: string };

/**
 * What people say, set beside what the records show. The records win: a claim proves nothing, and nothing that is said
 * makes a verdict better.
 * @param clause subclauses 4 to 10 cannot be left out
 */
export function compare(claimed: Claimed, verdict: Verdict, clause: boolean): Comparison {
  if (verdict === 'excluded')
    return {
      gap: 'excluded',
      sentence: 'The issued Statement of Applicability leaves it out.',
      next: 'Nothing to do here.',
    };
  const shown = verdict === 'complete' || verdict === 'partial';
  switch (claimed) {
    case 'not-asked':
      return {
        gap: 'not-asked',
        sentence: shown ? 'Nobody was asked; records exist.' : 'Nobody was asked.',
        next: 'Ask somebody who knows.',
      };
    case 'unknown':
      return {
        gap: 'find-out',
        sentence: 'Those who were asked do not know.',
        next: 'Find out who knows, and ask them.',
      };
    case 'divided':
      return {
        gap: 'divided',
        sentence: 'One person says yes, another says no.',
        next: 'Bring them together, and keep what they agree on.',
      };
    case 'not-applicable':
      return clause
        ? {
            gap: 'find-out',
            sentence: 'Said not to apply; a subclause of 4 to 10 cannot be left out.',
            next: 'Ask again, with the clause in hand.',
          }
        : {
            gap: 'find-out',
            sentence: 'Said not to apply; only the Statement of Applicability leaves a control out.',
            next: 'Decide it in the Statement, with the reason given.',
          };
    case 'yes':
      return saidYes(verdict);
    case 'no':
      return shown
        ? {
            gap: 'divided',
            sentence: 'You say no; records exist.',
            next: 'Look at the records, and see who is right.',
          }
        : {
            gap: 'build',
            sentence: 'You say no, and no record shows it.',
            next: 'Plan it, with an owner and a date.',
          };
    default:
      return {
        gap: 'finish',
        sentence: `You say partly; ${SHOWN[verdict]}.`,
        next: 'Say what is missing, and plan that.',
      };
  }
}

const SHOWN: Readonly<Record<Verdict, string>> = {
  complete: 'the records are complete',
  partial: 'the records show part of it',
  missing: 'no record shows it',
  'no-occurrence': 'nothing of the kind has occurred yet',
  'cannot-judge': 'no record shows it that could be judged',
  excluded: 'it is left out',
};

function saidYes(verdict: Verdict): Comparison {
  if (verdict === 'complete')
    return {
      gap: 'agrees',
      sentence: 'You say yes, and the records are complete.',
      next: 'Keep the records current.',
    };
  if (verdict === 'no-occurrence')
    return {
      gap: 'agrees',
      sentence: 'You say yes; nothing of the kind has occurred yet.',
      next: 'Keep a record when it does.',
    };
  if (verdict === 'partial')
    return {
      gap: 'finish',
      sentence: 'You say yes; the records show part of it.',
      next: 'Add the records that are missing.',
    };
  return {
    gap: 'no-record',
    sentence: 'You say yes; no record shows it.',
    next: 'Bring the records in, or attach the evidence.',
  };
}
