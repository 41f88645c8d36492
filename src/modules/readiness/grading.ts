import { t } from '#kernel/language.ts';
import type { Raised } from '#modules/conformity/api.ts';

/** The grades of Stage 2. At Stage 1 nothing is graded: areas of concern are stated, and what may follow. */
export type Grade = 'major' | 'minor' | 'observation';

/** Why a grade is proposed, in words; the lead auditor decides from the facts, never this. */
export type Proposed = { readonly grade: Grade; readonly because: string };

/** From this share of failing records on, a rule is not kept rather than missed once; per mille. */
const NOT_KEPT = 500;

/**
 * What a raised point is proposed to be at Stage 2, by the grading aid (authors' opinion): a requirement missing or
 * not working is often major, a single lapse often minor, and what breaks no requirement is an observation.
 */
export function proposedGrade(raised: Raised): Proposed {
  switch (raised.reason) {
    case 'missing':
      return { grade: 'major', because: t('No record shows the requirement at all.') };
    case 'not-shown':
      return {
        grade: 'major',
        because: t('Demanded documented information that cannot be shown counts as missing.'),
      };
    case 'older-facts':
    case 'expired':
    case 'override':
      return {
        grade: 'observation',
        because: t(
          'What a person said of it no longer rests on the facts of today; no requirement is broken by that alone.',
        ),
      };
    case 'gap':
      return gapGrade(raised.check!);
  }
}

function gapGrade(check: NonNullable<Raised['check']>): Proposed {
  if (check.severity === 'advice') return { grade: 'observation', because: t('It breaks no requirement.') };
  const share = Math.round((check.gap * 1000) / (check.gap + check.ok + check.unknown));
  if (check.severity === 'minor')
    return { grade: 'minor', because: t('A lapse that does not touch what the system is for.') };
  return share >= NOT_KEPT
    ? {
        grade: 'major',
        because: t('It fails for {gap} of {of}: the rule is not kept.', {
          gap: check.gap,
          of: check.gap + check.ok + check.unknown,
        }),
      }
    : { grade: 'minor', because: t('It holds for {ok} and fails for {gap}: kept, with lapses.', check) };
}

/** How many minor points of one requirement are proposed as one systemic failure. */
const SYSTEMIC = 3;

/** Several minors at one requirement may show a systemic failure, which is major. */
export function isSystemic(grades: readonly Grade[]): boolean {
  return grades.filter((each) => each === 'minor').length >= SYSTEMIC;
}
