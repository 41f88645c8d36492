import type { DocumentTree } from '#documents/tree.ts';
import { msg, speaker, t, writtenDay } from '#kernel/language.ts';
import type { Readiness } from './contract.ts';

const GRADES = { major: msg('Major'), minor: msg('Minor'), observation: msg('Observation') } as const;

/** The readiness for a stage as a document. */
export function readinessDocument(
  readiness: Readiness,
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  const graded = readiness.stage === '2';
  return {
    title: t('Readiness for Stage {stage}', { stage: readiness.stage }),
    subtitle: graded
      ? t('Findings that a rule proposes; the lead auditor decides')
      : t('Areas of concern; Stage 1 gives no grades'),
    organisation: facts.organisation,
    register: t('Readiness'),
    asOf: readiness.today,
    language: speaker().locale,
    createdAt: facts.now,
    landscape: true,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: t('In one sentence'), value: readiness.sentence },
          {
            key: t('Operating history in the log'),
            value: readiness.history.firstEntryOn
              ? t('{n, plural, one {# week} other {# weeks}}, since {day}', {
                  n: readiness.history.recordedWeeks,
                  day: writtenDay(readiness.history.firstEntryOn),
                })
              : t('none'),
          },
          {
            key: t('Evidence speaks of days since'),
            value: readiness.history.firstEffectiveOn
              ? writtenDay(readiness.history.firstEffectiveOn)
              : t('none'),
          },
          { key: t('Records judged'), value: readiness.basis },
        ],
      },
      {
        kind: 'table',
        title: graded ? t('Findings') : t('Areas of concern'),
        columns: [
          { key: 'requirement', title: t('Requirement'), width: 10 },
          { key: 'grade', title: graded ? t('Proposed') : t('Could become'), width: 10 },
          { key: 'sentence', title: t('What an auditor would raise'), width: 34 },
          { key: 'because', title: t('Why so heavy'), width: 24 },
          { key: 'proof', title: t('Records behind it'), width: 34 },
        ],
        rows: readiness.findings.map((each) => ({
          requirement: each.requirement,
          grade: t(GRADES[each.mayBecome]),
          sentence: each.sentence,
          because: each.because,
          proof: each.proof.map((one) => `${one.ref ?? ''} ${one.message}`.trim()).join('\n'),
        })),
      },
      {
        kind: 'table',
        title: t('Entered late'),
        columns: [
          { key: 'ref', title: t('Record'), width: 12 },
          { key: 'title', title: t('Title'), width: 40 },
          { key: 'effectiveOn', title: t('Speaks of'), width: 14 },
          { key: 'enteredOn', title: t('Entered on'), width: 14 },
        ],
        rows: readiness.enteredLate.rows.map(({ ref, title, effectiveOn, enteredOn }) => ({
          ref,
          title,
          effectiveOn: writtenDay(effectiveOn),
          enteredOn: writtenDay(enteredOn),
        })),
      },
      { kind: 'heading', level: 1, text: t('What no rule can judge') },
      { kind: 'list', items: [...readiness.cannotJudge.always] },
      { kind: 'list', items: readiness.cannotJudge.parts.map((each) => `${each.requirement}: ${each.part}`) },
    ],
  };
}
