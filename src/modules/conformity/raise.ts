import { t } from '#kernel/language.ts';
import type { RequirementLine } from './contract.ts';

/** The facts of a line that decide whether an auditor would raise it. */
type Facts = Pick<RequirementLine, 'verdict' | 'checks' | 'confirmed' | 'override'> & {
  readonly documentedInformation: string | null;
};

/** One thing an auditor would raise, in the authors' judgement: what it is, and the check behind it, if one is. */
export type Raised = {
  readonly reason: 'missing' | 'gap' | 'not-shown' | 'older-facts' | 'expired' | 'override';
  readonly check: RequirementLine['checks'][number] | null;
  readonly sentence: string;
};

/**
 * What an auditor would raise at a requirement: missing records, gaps of checks that the authors hold for major,
 * demanded documents that no register shows, and confirmations that facts overtook. Readiness grades these; nothing
 * else in the product says what an auditor would raise.
 * @param gaps `major`: as the matrix shows them; `every`: those of minor checks and of advice as well
 */
export function raisedAt(line: Facts, gaps: 'major' | 'every' = 'major'): readonly Raised[] {
  if (line.verdict === 'excluded') return [];
  const failing = line.checks.filter(
    (check) => check.gap > 0 && (gaps === 'every' || check.severity === 'major'),
  );
  return [
    ...(line.verdict === 'missing' ? [plain('missing', t('No record shows that this is done.'))] : []),
    ...failing.map((check) => ({ reason: 'gap' as const, check, sentence: gapSentence(check) })),
    ...(line.verdict === 'cannot-judge' && line.documentedInformation !== null
      ? [
          plain(
            'not-shown',
            t('The standard asks for documented information here, and no register shows it.'),
          ),
        ]
      : []),
    ...(line.confirmed.state === 'older-facts'
      ? [plain('older-facts', t('It was confirmed on older facts.'))]
      : []),
    ...(line.confirmed.state === 'expired' ? [plain('expired', 'Its confirmation has run out.')] : []),
    ...(line.override ? [plain('override', 'An override stands beside the computed verdict.')] : []),
  ];
}

function plain(reason: Raised['reason'], sentence: string): Raised {
  return { reason, check: null, sentence };
}

function gapSentence({ title, gap }: { readonly title: string; readonly gap: number }): string {
  return t('{title}: {gap, plural, one {# record does} other {# records do}} not.', { title, gap });
}
