import { msg, t } from '#kernel/language.ts';
/** What decides the grade of a finding; the facts are judged by a person, the rule only proposes. */
export type GradeAnswers = {
  /** Is a requirement of the standard, of law or of the organisation itself not met? */
  readonly requirementBroken: boolean;
  /** Is the requirement missing as a whole or not working, or are intended results in doubt? */
  readonly intendedResults: boolean;
  /** Do several minor lapses show that the system as such fails? */
  readonly systemic: boolean;
};
export type Grade = 'major' | 'minor' | 'none';

/** The grades in words, as auditors use them. */
export const grades = {
  major: { label: msg('Major'), tone: 'bad' },
  minor: { label: msg('Minor'), tone: 'warning' },
  none: { label: msg('No requirement broken'), tone: 'muted' },
} as const;

/**
 * The grade that the answers speak for, and why. Usual practice of certification bodies by ISO/IEC 17021-1; the
 * person who grades decides, and says why when they decide otherwise.
 */
export function proposedGrade(answers: GradeAnswers): { readonly grade: Grade; readonly why: string } {
  if (!answers.requirementBroken)
    return {
      grade: 'none',
      why: t('No requirement is broken: an observation or an idea, not a nonconformity.'),
    };
  if (answers.intendedResults)
    return {
      grade: 'major',
      why: t('A requirement is missing or does not work, so that the intended results are in doubt.'),
    };
  if (answers.systemic)
    return { grade: 'major', why: t('Several minor lapses together show that the system fails.') };
  return { grade: 'minor', why: t('A lapse that leaves the ability to reach the intended results intact.') };
}

/** Days until an answer is due when nobody says otherwise: a rule of this product; certification bodies set their own. */
export const DAYS_TO_ANSWER = 30;
