import type { RequirementLine } from './contract.ts';

/** The facts of a line that decide whether an auditor would raise it. */
type Facts = Pick<RequirementLine, 'verdict' | 'checks' | 'confirmed' | 'override'> & {
  readonly documentedInformation: string | null;
};

/**
 * What an auditor would raise at a requirement, one sentence each. The authors' judgement: gaps of checks they hold
 * for major, missing records, demanded documents that no register shows, and confirmations that facts overtook.
 */
export function raisesOf(line: Facts): readonly string[] {
  if (line.verdict === 'excluded') return [];
  return [
    ...(line.verdict === 'missing' ? ['No record shows that this is done.'] : []),
    ...line.checks.filter((check) => check.severity === 'major' && check.gap > 0).map(gapSentence),
    ...(line.verdict === 'cannot-judge' && line.documentedInformation !== null
      ? ['The standard asks for documented information here, and no register shows it.']
      : []),
    ...(line.confirmed.state === 'older-facts' ? ['It was confirmed on older facts.'] : []),
    ...(line.confirmed.state === 'expired' ? ['Its confirmation has run out.'] : []),
    ...(line.override ? ['An override stands beside the computed verdict.'] : []),
  ];
}

function gapSentence({ title, gap }: { readonly title: string; readonly gap: number }): string {
  return `${title}: ${gap} ${gap === 1 ? 'record does' : 'records do'} not.`;
}
