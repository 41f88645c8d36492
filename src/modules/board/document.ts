import type { Block, DocumentTree } from '#documents/tree.ts';
import { numberText, speaker, t, writtenDay } from '#kernel/language.ts';
import type { Board, Figure } from './contract.ts';

/** The page for the board as a document: the same figures, in the same order. */
export function boardDocument(
  board: Board,
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  return {
    title: t('Where the AI management system stands'),
    subtitle: t('What the records show. Whether a requirement is met, a person says.'),
    organisation: facts.organisation,
    register: t('Board'),
    asOf: board.today,
    language: speaker().locale,
    createdAt: facts.now,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          {
            key: t('To decide'),
            value: board.decisions.map((each) => t(each.label)).join('; ') || t('Nothing.'),
          },
          { key: t('Risks'), value: said(board.aboveAppetite) },
          { key: t('Overdue'), value: said(board.overdue) },
          { key: t('AI systems in scope, by the AI Act'), value: said(board.classes) },
          { key: t('By own risk level'), value: said(board.riskLevels) },
          ...(board.units.length > 0 ? [{ key: t('By unit'), value: said(board.units) }] : []),
          {
            key: t('Next'),
            value:
              board.audits.map(({ what, day }) => `${t(what)}: ${writtenDay(day)}`).join('; ') ||
              t('No audit is planned.'),
          },
        ],
      },
      clauses(board),
      trend(board),
      {
        kind: 'table',
        title: t('Highest residual risks'),
        columns: [
          { key: 'ref', title: t('Risk'), width: 12 },
          { key: 'title', title: t('Title'), width: 50 },
          { key: 'level', title: t('Level'), width: 8 },
          { key: 'left', title: t('Remains'), width: 10 },
          { key: 'owner', title: t('Owner'), width: 20 },
        ],
        rows: board.topRisks.map(({ ref, title, level, residualLevel, ownerName }) => ({
          ref,
          title,
          level: String(level),
          left: residualLevel === null ? t('not estimated') : String(residualLevel),
          owner: ownerName ?? t('nobody'),
        })),
      },
      { kind: 'paragraph', text: board.basis },
    ],
  };
}

function said(figures: readonly Figure[]): string {
  return (
    figures
      .map(({ label, stored, count }) => `${stored ? label : t(label)}: ${numberText(count)}`)
      .join('; ') || t('Nothing.')
  );
}

function clauses(board: Board): Block {
  const shown = ['complete', 'partial', 'missing', 'no-occurrence', 'cannot-judge'] as const;
  const labels = new Map(board.groups[0]?.verdicts.map((each) => [each.verdict, each.label]));
  return {
    kind: 'table',
    title: t('Requirements by what their records show'),
    columns: [
      { key: 'group', title: t('Clause'), width: 40 },
      ...shown.map((verdict) => ({ key: verdict, title: t(labels.get(verdict) ?? verdict), width: 12 })),
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
    title: t('The last quarters'),
    columns: [
      { key: 'day', title: t('At the end of'), width: 14 },
      { key: 'kept', title: t('Records complete'), width: 16 },
      ...labels.map((label) => ({ key: label, title: t(label), width: 16 })),
    ],
    rows: board.trend.map(({ day, kept, figures }) => ({
      day: writtenDay(day),
      kept: kept ? t('{n} of {of}', { n: kept.complete, of: kept.of }) : t('not kept yet'),
      ...Object.fromEntries(
        labels.map((label) => [label, String(figures.find((each) => each.label === label)?.count ?? '–')]),
      ),
    })),
  };
}
