import type { DocumentTree } from '#documents/tree.ts';
import type { Because, StatementLine } from './contract.ts';
import { lawName } from './law-name.ts';
import { implementationLifecycle } from './lifecycle.ts';
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
    id ? (facts.names[id] ?? 'an erased person') : 'nobody yet';
  const annex = lines.filter((line) => !line.own);
  const own = lines.filter((line) => line.own);
  return {
    title: statement?.number
      ? `Statement of Applicability, version ${statement.number}`
      : 'Statement of Applicability, in work',
    subtitle: 'ISO/IEC 42001:2023, 6.1.3',
    organisation: facts.organisation,
    register: 'Statement of Applicability',
    language: 'en',
    createdAt: facts.now,
    landscape: true,
    ...(statement?.number && { version: String(statement.number) }),
    ...(statement?.checkpoint && { checkpoint: statement.checkpoint }),
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: 'State', value: statement ? statement.state : 'In work: not approved and not issued' },
          { key: 'Scope', value: statement?.scope ?? 'Not stated' },
          {
            key: 'Prepared',
            value: statement ? `${statement.preparedOn} by ${name(statement.preparedBy)}` : 'Not yet',
          },
          {
            key: 'Approved',
            value: statement?.approvedOn
              ? `${statement.approvedOn} by ${name(statement.approvedBy)}`
              : 'Not yet',
          },
          ...(statement?.approvalGround
            ? [{ key: 'Authority of the approver', value: statement.approvalGround }]
            : []),
          ...(statement?.singlePersonReason
            ? [{ key: 'Approved by one person', value: statement.singlePersonReason }]
            : []),
          {
            key: 'Issued',
            value: statement?.issuedOn ? `${statement.issuedOn} by ${name(statement.issuedBy)}` : 'Not yet',
          },
          {
            key: 'Controls',
            value: `${annex.filter((line) => line.decision === 'included').length} of ${annex.length} controls of Annex A included, ${own.length} of our own`,
          },
        ],
      },
      { kind: 'heading', level: 1, text: 'Controls of Annex A' },
      table('Controls of Annex A', annex),
      ...(own.length > 0
        ? [
            { kind: 'heading' as const, level: 1 as const, text: 'Controls of our own' },
            table('Controls of our own', own),
          ]
        : []),
    ],
  };
}

const DECISIONS = { included: 'Included', excluded: 'Excluded', undecided: 'Not decided' } as const;

function table(title: string, lines: readonly StatementLine[]): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title,
    columns: [
      { key: 'id', title: 'Control', width: 8 },
      { key: 'title', title: 'Title', width: 18 },
      { key: 'decision', title: 'Decision', width: 9 },
      { key: 'because', title: 'Because', width: 29 },
      { key: 'status', title: 'Status', width: 11 },
      { key: 'owner', title: 'Owner', width: 11 },
      { key: 'evidence', title: 'Evidence', width: 14 },
    ],
    rows: lines.map((line) => ({
      id: line.id,
      title: line.title,
      decision: DECISIONS[line.decision],
      because: [...line.because.map(becauseText), line.justification].filter(Boolean).join('\n'),
      status:
        line.decision === 'excluded'
          ? ''
          : (implementationLifecycle.states[line.status as 'planned']?.label ?? line.status),
      owner: line.owner ?? '',
      evidence: line.evidence
        .map((piece) => `${piece.ref} ${piece.title}${piece.effectiveOn ? ` (${piece.effectiveOn})` : ''}`)
        .join('\n'),
    })),
  };
}
