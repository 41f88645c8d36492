import { msg } from '#kernel/language.ts';
/** What no rule can judge, whatever the registers hold. Said beside every answer. */
export const NO_RULE: readonly string[] = [
  msg(
    'Whether top management can explain policy, objectives and main risks in its own words: the auditor asks them.',
  ),
  msg('Whether people sampled on the ground know what the policy means for their work.'),
  msg('Whether the scope hides a significant AI risk behind a boundary.'),
  msg('Whether documents are right for the organisation, and not only there.'),
  msg('Whether a control works in practice: the registers hold what people said and attached.'),
  msg('Whether internal auditors were competent and impartial in what they did.'),
  msg('Whether what was recorded is true. The trail shows who entered what and when, and nothing more.'),
  msg(
    'How the auditor weighs it: grades here are proposals by a rule of the authors; the lead auditor decides from the facts.',
  ),
];

/** Stage 1 looks at documents, planning and whether audit and review took place; practice and effect are Stage 2. */
export function belongsToStage1(requirement: {
  readonly id: string;
  readonly documentedInformation: string | null;
}): boolean {
  if (requirement.id.startsWith('A.')) return false;
  return (
    /^(4|5|6|7)\./.test(requirement.id) ||
    /^9\.(2|3)/.test(requirement.id) ||
    requirement.documentedInformation !== null
  );
}

/** Weeks of records below which an auditor of Stage 2 would say that the system has not run long enough (authors' opinion). */
export const HISTORY_WEEKS = { major: 4, minor: 12 } as const;
/** Days after which a record counts as entered late. */
export const LATE_DAYS = 30;
