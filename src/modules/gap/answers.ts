import { msg, t } from '#kernel/language.ts';
import type { Verdict } from '#kernel/verdict.ts';

/** What a person may answer. */
export const answerIds = ['yes', 'partly', 'no', 'unknown', 'not-applicable'] as const;
export type AnswerId = (typeof answerIds)[number];

export const answerWords: Readonly<Record<AnswerId, string>> = {
  yes: msg('Yes'),
  partly: msg('Partly'),
  no: msg('No'),
  unknown: msg("I don't know"),
  'not-applicable': msg('Not applicable'),
};

/** What the claims and the records together ask for. */
export const gapKinds = {
  'no-record': { label: msg('Said, but no record shows it'), tone: 'warning' },
  build: { label: msg('To be built'), tone: 'bad' },
  finish: { label: msg('To be finished'), tone: 'warning' },
  'find-out': { label: msg('To be found out'), tone: 'neutral' },
  divided: { label: msg('People disagree'), tone: 'warning' },
  agrees: { label: msg('Said, and records show it'), tone: 'good' },
  'not-asked': { label: msg('Not asked yet'), tone: 'muted' },
  excluded: { label: msg('Excluded'), tone: 'muted' },
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
      sentence: t('The issued Statement of Applicability leaves it out.'),
      next: t('Nothing to do here.'),
    };
  const shown = verdict === 'complete' || verdict === 'partial';
  switch (claimed) {
    case 'not-asked':
      return {
        gap: 'not-asked',
        sentence: shown ? t('Nobody was asked; records exist.') : t('Nobody was asked.'),
        next: t('Ask somebody who knows.'),
      };
    case 'unknown':
      return {
        gap: 'find-out',
        sentence: t('Those who were asked do not know.'),
        next: t('Find out who knows, and ask them.'),
      };
    case 'divided':
      return {
        gap: 'divided',
        sentence: t('One person says yes, another says no.'),
        next: t('Bring them together, and keep what they agree on.'),
      };
    case 'not-applicable':
      return clause
        ? {
            gap: 'find-out',
            sentence: t('Said not to apply; a subclause of 4 to 10 cannot be left out.'),
            next: t('Ask again, with the clause in hand.'),
          }
        : {
            gap: 'find-out',
            sentence: t('Said not to apply; only the Statement of Applicability leaves a control out.'),
            next: t('Decide it in the Statement, with the reason given.'),
          };
    case 'yes':
      return saidYes(verdict);
    case 'no':
      return shown
        ? {
            gap: 'divided',
            sentence: t('You say no; records exist.'),
            next: t('Look at the records, and see who is right.'),
          }
        : {
            gap: 'build',
            sentence: t('You say no, and no record shows it.'),
            next: t('Plan it, with an owner and a date.'),
          };
    default:
      return {
        gap: 'finish',
        sentence: t('You say partly; {shown}.', { shown: t(SHOWN[verdict]) }),
        next: t('Say what is missing, and plan that.'),
      };
  }
}

const SHOWN: Readonly<Record<Verdict, string>> = {
  complete: msg('the records are complete'),
  partial: msg('the records show part of it'),
  missing: msg('no record shows it'),
  'no-occurrence': msg('nothing of the kind has occurred yet'),
  'cannot-judge': msg('no record shows it that could be judged'),
  excluded: msg('it is left out'),
};

function saidYes(verdict: Verdict): Comparison {
  if (verdict === 'complete')
    return {
      gap: 'agrees',
      sentence: t('You say yes, and the records are complete.'),
      next: t('Keep the records current.'),
    };
  if (verdict === 'no-occurrence')
    return {
      gap: 'agrees',
      sentence: t('You say yes; nothing of the kind has occurred yet.'),
      next: t('Keep a record when it does.'),
    };
  if (verdict === 'partial')
    return {
      gap: 'finish',
      sentence: t('You say yes; the records show part of it.'),
      next: t('Add the records that are missing.'),
    };
  return {
    gap: 'no-record',
    sentence: t('You say yes; no record shows it.'),
    next: t('Bring the records in, or attach the evidence.'),
  };
}
