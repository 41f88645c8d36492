import type { Block, DocumentTree } from '#documents/tree.ts';
import type { Board, Figure } from './contract.ts';

/** The page for the board as a document: the same figures, in the same order. */
export function boardDocument(
  board: Board,
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  return {
    title: 'Where the AI management system stands',
    subtitle: 'What the records show. Whether a requirement is met, a person says.',
    organisation: facts.organisation,
    register: 'Board',
    asOf: board.today,
    language: 'en',
    createdAt: facts.now,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: 'To decide', value: board.decisions.map((each) => each.label).join('; ') || 'Nothing.' },
          { key: 'Risks', value: said(board.aboveAppetite) },
          { key: 'Overdue', value: said(board.overdue) },
          { key: 'AI systems in scope, by the AI Act', value: said(board.classes) },
          { key: 'By own risk level', value: said(board.riskLevels) },
          ...(board.units.length > 0 ? [{ key: 'By unit', value: said(board.units) }] : []),
          {
            key: 'Next',
            value:
              board.audits.map(({ what, day }) => `${what}: ${day}`).join('; ') || 'No audit is planned.',
          },
        ],
      },
      clauses(board),
      trend(board),
      {
        kind: 'table',
        title: 'Highest residual risks',
        columns: [
          { key: 'ref', title: 'Risk', width: 12 },
          { key: 'title', title: 'Title', width: 50 },
          { key: 'level', title: 'Level', width: 8 },
          { key: 'left', title: 'Remains', width: 10 },
          { key: 'owner', title: 'Owner', width: 20 },
        ],
        rows: board.topRisks.map(({ ref, title, level, residualLevel, ownerName }) => ({
          ref,
          title,
          level: String(level),
          left: residualLevel === null ? 'not estimated' : String(residualLevel),
          owner: ownerName ?? 'nobody',
        })),
      },
      { kind: 'paragraph', text: board.basis },
    ],
  };
}

function said(figures: readonly Figure[]): string {
  return figures.map(({ label, count }) => `${label}: ${count}`).join('; ') || 'Nothing.';
}

function clauses(board: Board): Block {
  const shown = ['complete', 'partial', 'missing', 'no-occurrence', 'cannot-judge'] as const;
  const labels = new Map(board.groups[0]?.verdicts.map((each) => [each.verdict, each.label]));
  return {
    kind: 'table',
    title: 'Requirements by what their records show',
    columns: [
      { key: 'group', title: 'Clause', width: 40 },
      ...shown.map((verdict) => ({ key: verdict, title: labels.get(verdict) ?? verdict, width: 12 })),
    ],
    rows: board.groups.map(({ id, title, verdicts }) => ({
      group: `${id} ${title}`,
      ...Object.fromEntries(verdicts.map(({ verdict, count }) => [verdict, String(count)])),
    })),
  };
}

function trend(board: Board): Block {
  const labels = board.trend.at(-1)?.figures.map((each) => each.label) ?? [];
  return {
    kind: 'table',
    title: 'The last quarters',
    columns: [
      { key: 'day', title: 'At the end of', width: 14 },
      { key: 'kept', title: 'Records complete', width: 16 },
      ...labels.map((label) => ({ key: label, title: label, width: 16 })),
    ],
    rows: board.trend.map(({ day, kept, figures }) => ({
      day,
      kept: kept ? `${kept.complete} of ${kept.of}` : 'not kept yet',
      ...Object.fromEntries(
        labels.map((label) => [label, String(figures.find((each) => each.label === label)?.count ?? '–')]),
      ),
    })),
  };
}
