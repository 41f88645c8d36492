import type { DocumentTree } from '#documents/tree.ts';
import { dayBy } from '#documents/words.ts';
import { msg, speaker, t, writtenDay } from '#kernel/language.ts';
import type { Because, StatementLine } from './contract.ts';
import { lawName } from './law-name.ts';
import { implementationLifecycle, statementLifecycle } from './lifecycle.ts';
import type { Statement } from './lines.ts';

/** The words of a reason in print: `RSK-0042 Biased ranking`. */
function becauseText(reason: Because): string {
  return [reason.ref && lawName(reason.ref), reason.text].filter(Boolean).join(' ');
}

/** The machine-readable Statement: one entry per control (issue format `controls[]`). */
export function statementJson(
  statement: Statement | null,
  lines: readonly StatementLine[],
  organisation: string,
) {
  return {
    document: 'Statement of Applicability',
    standard: 'ISO/IEC 42001:2023',
    organisation,
    version: statement?.number ?? null,
    state: statement?.state ?? 'in work',
    scope: statement?.scope ?? null,
    preparedOn: statement?.preparedOn ?? null,
    approvedOn: statement?.approvedOn ?? null,
    issuedOn: statement?.issuedOn ?? null,
    singlePersonReason: statement?.singlePersonReason ?? null,
    packs: statement?.catalogVersion.split('\n') ?? [],
    checkpoint: statement?.checkpoint ?? null,
    controls: lines.map((line) => ({
      id: line.id,
      title: line.title,
      decision: line.decision,
      because: line.because,
      justification: line.justification,
      status: line.status,
      effectiveness: line.effectiveness,
      owner: line.owner,
      evidence: line.evidence,
    })),
  };
}

/** The Statement as a document: who decided what, why, how far it is carried out, and the checkpoint that proves the day. */
export function statementDocument(
  statement: Statement | null,
  lines: readonly StatementLine[],
  facts: {
    readonly organisation: string;
    readonly now: string;
    readonly names: Readonly<Record<string, string>>;
  },
): DocumentTree {
  const name = (id: string | null | undefined) =>
    id ? (facts.names[id] ?? t('an erased person')) : t('nobody yet');
  const annex = lines.filter((line) => !line.own);
  const own = lines.filter((line) => line.own);
  return {
    title: statement?.number
      ? t('Statement of Applicability, version {number}', { number: statement.number })
      : t('Statement of Applicability, in work'),
    subtitle: 'ISO/IEC 42001:2023, 6.1.3',
    organisation: facts.organisation,
    register: t('Statement of Applicability'),
    language: speaker().locale,
    createdAt: facts.now,
    landscape: true,
    ...(statement?.number && { version: String(statement.number) }),
    ...(statement?.checkpoint && { checkpoint: statement.checkpoint }),
    sections: [
      {
        kind: 'keyValues',
        entries: [
          {
            key: t('State'),
            value: statement
              ? t(statementLifecycle.states[statement.state].label)
              : t('In work: not approved and not issued'),
          },
          { key: t('Scope'), value: statement?.scope ?? t('Not stated') },
          {
            key: t('Prepared'),
            value: statement ? dayBy(statement.preparedOn, name(statement.preparedBy)) : t('Not yet'),
          },
          {
            key: t('Approved'),
            value: statement?.approvedOn
              ? dayBy(statement.approvedOn, name(statement.approvedBy))
              : t('Not yet'),
          },
          ...(statement?.approvalGround
            ? [{ key: t('Authority of the approver'), value: statement.approvalGround }]
            : []),
          ...(statement?.singlePersonReason
            ? [{ key: t('Approved by one person'), value: statement.singlePersonReason }]
            : []),
          {
            key: t('Issued'),
            value: statement?.issuedOn ? dayBy(statement.issuedOn, name(statement.issuedBy)) : t('Not yet'),
          },
          {
            key: t('Controls'),
            value: t('{included} of {annex} controls of Annex A included, {own} of our own', {
              included: annex.filter((line) => line.decision === 'included').length,
              annex: annex.length,
              own: own.length,
            }),
          },
        ],
      },
      { kind: 'heading', level: 1, text: t('Controls of Annex A') },
      table(t('Controls of Annex A'), annex),
      ...(own.length > 0
        ? [
            { kind: 'heading' as const, level: 1 as const, text: t('Controls of our own') },
            table(t('Controls of our own'), own),
          ]
        : []),
    ],
  };
}

const DECISIONS = {
  included: msg('Included'),
  excluded: msg('Excluded'),
  undecided: msg('Not decided'),
} as const;

function table(title: string, lines: readonly StatementLine[]): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title,
    columns: [
      { key: 'id', title: t('Control'), width: 8 },
      { key: 'title', title: t('Title'), width: 18 },
      { key: 'decision', title: t('Decision'), width: 9 },
      { key: 'because', title: t('Because'), width: 29 },
      { key: 'status', title: t('Status'), width: 11 },
      { key: 'owner', title: t('Owner'), width: 11 },
      { key: 'evidence', title: t('Evidence'), width: 14 },
    ],
    rows: lines.map((line) => ({
      id: line.id,
      title: line.title,
      decision: t(DECISIONS[line.decision]),
      because: [...line.because.map(becauseText), line.justification].filter(Boolean).join('\n'),
      status:
        line.decision === 'excluded'
          ? ''
          : t(implementationLifecycle.states[line.status as 'planned']?.label ?? line.status),
      owner: line.owner ?? '',
      evidence: line.evidence
        .map(
          (piece) =>
            `${piece.ref} ${piece.title}${piece.effectiveOn ? ` (${writtenDay(piece.effectiveOn)})` : ''}`,
        )
        .join('\n'),
    })),
  };
}
