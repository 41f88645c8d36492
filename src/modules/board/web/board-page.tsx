import { Button } from '@mantine/core';
import { t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { ExportMenu } from '#ui/export-menu.tsx';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { type Board, boardEndpoints } from '../contract.ts';
import { Figures } from './figures.tsx';
import { GroupsTable, TrendTable } from './tables.tsx';

/** One page for the board: what to decide, where the risks are, where the records stand, and how that moved. */
export default function BoardPage() {
  const query = useEndpoint(boardEndpoints.show, {});
  return (
    <Page
      wide
      title={t('Board')}
      clause="ISO/IEC 42001, 9.1 and 9.3.2"
      sentence={t(
        'Where the AI management system stands, on one page. Every number leads to its records. Whether a requirement is met, a person says.',
      )}
      actions={
        <>
          <PageLink path="/board/units">{t('Units side by side')}</PageLink>
          <ExportMenu
            formats={['pdf', 'docx']}
            href={(format) => addressOf(boardEndpoints.file, { format })}
          />
          <Button variant="default" onClick={() => window.print()}>
            {t('Print this page')}
          </Button>
        </>
      }
    >
      <Await query={query}>{(board) => <Shown board={board} />}</Await>
    </Page>
  );
}

function Shown({ board }: { readonly board: Board }) {
  return (
    <div className="board">
      <div className="board-two">
        <Section title={t('To decide')}>
          <Decisions list={board.decisions} />
        </Section>
        <Section title={t('Risks')}>
          <Figures
            list={board.aboveAppetite}
            none={t('Nobody has decided the appetite yet, so no risk can lie above it.')}
          />
          {board.appetite !== null && (
            <p className="quiet meta">
              {t('The appetite ends at level {level}.', { level: board.appetite })}
            </p>
          )}
        </Section>
        <Section title={t('Overdue')}>
          <Figures list={board.overdue} none={t('Nothing is overdue.')} />
        </Section>
        <Section title={t('AI systems in scope, by the AI Act')}>
          <Figures list={board.classes} none={t('No AI system is in scope yet.')} />
        </Section>
        <Section title={t('By your own risk level')}>
          <Figures list={board.riskLevels} none={t('No AI system is in scope yet.')} />
        </Section>
        <Section title={t('By unit')}>
          <Figures
            list={board.units}
            none={t('There are no units yet; the AI systems stand side by side.')}
          />
        </Section>
      </div>
      <TopRisks board={board} />
      <Section title={t('Requirements by what their records show')}>
        <GroupsTable groups={board.groups} />
      </Section>
      <Section title={t('The last quarters')}>
        <TrendTable trend={board.trend} />
      </Section>
      <Section title={t('Next')}>
        <Audits board={board} />
      </Section>
      <p className="quiet meta">{board.basis}</p>
    </div>
  );
}

/** Sentences that name their own number; each leads to where it is decided. */
function Decisions({ list }: { readonly list: Board['decisions'] }) {
  if (list.length === 0) return <p className="quiet">{t('Nothing waits for top management.')}</p>;
  return (
    <ul className="counts">
      {list.map((each) => (
        <li key={each.label}>
          <OrgLink path={each.href} className="plain" title={each.why}>
            {each.label}
          </OrgLink>
        </li>
      ))}
    </ul>
  );
}

function TopRisks({ board }: { readonly board: Board }) {
  if (board.topRisks.length === 0) return null;
  return (
    <Section title={t('The highest risks above the appetite')}>
      <TableCard
        label={t('The highest risks above the appetite')}
        head={[t('Risk'), { num: t('Level') }, { num: t('Remains') }, t('Owner')]}
      >
        {board.topRisks.map((each) => (
          <tr key={each.id}>
            <td>
              <OrgLink path={`/risks/${each.id}`} className="plain">
                <span className="ref">{each.ref}</span> {each.title}
              </OrgLink>
            </td>
            <td data-label={t('Level')} className="num">
              {each.level}
            </td>
            <td data-label={t('Remains')} className="num">
              {each.residualLevel ?? <span className="quiet">{t('not estimated')}</span>}
            </td>
            <td data-label={t('Owner')}>{each.ownerName ?? <span className="quiet">{t('nobody')}</span>}</td>
          </tr>
        ))}
      </TableCard>
    </Section>
  );
}

function Audits({ board }: { readonly board: Board }) {
  if (board.audits.length === 0)
    return <p className="quiet">{t('No audit and no management review is planned.')}</p>;
  return (
    <ul className="sentences">
      {board.audits.map((each) => (
        <li key={each.href}>
          {t(each.what)}: <OrgLink path={each.href}>{each.title}</OrgLink>, {longDay(each.day)}
        </li>
      ))}
    </ul>
  );
}
