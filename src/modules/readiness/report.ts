import type { DocumentTree } from '#documents/tree.ts';
import type { Readiness } from './contract.ts';

/** The readiness for a stage as a document. */
export function readinessDocument(
  readiness: Readiness,
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  const graded = readiness.stage === '2';
  return {
    title: `Readiness for Stage ${readiness.stage}`,
    subtitle: graded
      ? 'Findings that a rule proposes; the lead auditor decides'
      : 'Areas of concern; Stage 1 gives no grades',
    organisation: facts.organisation,
    register: 'Readiness',
    asOf: readiness.today,
    language: 'en',
    createdAt: facts.now,
    landscape: true,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: 'In one sentence', value: readiness.sentence },
          {
            key: 'Operating history in the log',
            value: `${readiness.history.recordedWeeks} weeks, since ${readiness.history.firstEntryOn ?? 'never'}`,
          },
          { key: 'Evidence speaks of days since', value: readiness.history.firstEffectiveOn ?? 'none' },
          { key: 'Records judged', value: readiness.basis },
        ],
      },
      {
        kind: 'table',
        title: graded ? 'Findings' : 'Areas of concern',
        columns: [
          { key: 'requirement', title: 'Requirement', width: 10 },
          { key: 'grade', title: graded ? 'Proposed' : 'Could become', width: 10 },
          { key: 'sentence', title: 'What an auditor would raise', width: 34 },
          { key: 'because', title: 'Why so heavy', width: 24 },
          { key: 'proof', title: 'Records behind it', width: 34 },
        ],
        rows: readiness.findings.map((each) => ({
          requirement: each.requirement,
          grade: each.mayBecome,
          sentence: each.sentence,
          because: each.because,
          proof: each.proof.map((one) => `${one.ref ?? ''} ${one.message}`.trim()).join('\n'),
        })),
      },
      {
        kind: 'table',
        title: 'Entered late',
        columns: [
          { key: 'ref', title: 'Record', width: 12 },
          { key: 'title', title: 'Title', width: 40 },
          { key: 'effectiveOn', title: 'Speaks of', width: 14 },
          { key: 'enteredOn', title: 'Entered on', width: 14 },
        ],
        rows: readiness.enteredLate.rows.map(({ ref, title, effectiveOn, enteredOn }) => ({
          ref,
          title,
          effectiveOn,
          enteredOn,
        })),
      },
      { kind: 'heading', level: 1, text: 'What no rule can judge' },
      { kind: 'list', items: [...readiness.cannotJudge.always] },
      { kind: 'list', items: readiness.cannotJudge.parts.map((each) => `${each.requirement}: ${each.part}`) },
    ],
  };
}
