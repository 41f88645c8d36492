import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { mayWriteFramework } from '../policy.ts';
import { levels, readinessEndpoints } from '../readiness-contract.ts';
import { CoverageMark, shortName } from './coverage-mark.tsx';

type Row = OutputOf<typeof readinessEndpoints.profile>['rows'][number];
const LEVELS = Object.entries(levels).map(([value, label]) => ({ value, label }));

/** What the organisation says of each outcome: current, target, in its own words. */
export default function ProfilePage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const query = useEndpoint(readinessEndpoints.profile, { framework: id });
  const [search, change] = useSearchState();
  const [asking, ask] = useState<Row | null>(null);
  const decision = mayWriteFramework(useActor());
  const open = search.show === 'open';
  return (
    <Await query={query}>
      {(data) => (
        <Page
          wide
          title={t('Profile: {data}', { data: shortName(data) })}
          sentence={t(
            'Where you are and where you want to be, outcome by outcome. These are statements of people on a day; no verdict rests on them.',
          )}
          actions={
            <>
              <PageLink path={`/frameworks/${id}/readiness`}>{t('Readiness')}</PageLink>
              <ActButton decision={{ allowed: true }} onClick={() => change({ show: open ? null : 'open' })}>
                {open ? t('Show all outcomes') : t('Show where something is left to do')}
              </ActButton>
            </>
          }
        >
          <p className="quiet">
            {t('{said} of {rows} outcomes have a statement.', { said: data.said, rows: data.rows.length })}
          </p>
          <TableCard
            label={t('Outcomes')}
            head={[t('Outcome'), t('Now'), t('Target'), t('In your words'), t('By the crosswalk'), '']}
          >
            {data.rows
              .filter((row) => !open || isOpen(row))
              .map((row) => (
                <tr key={row.requirementId}>
                  <td>
                    <span className="ref">{row.id}</span>
                    <div className="quiet meta">{row.summary}</div>
                  </td>
                  <td data-label={t('Now')}>
                    {row.entry?.current ? t(levels[row.entry.current]) : <span className="quiet">–</span>}
                  </td>
                  <td data-label={t('Target')}>
                    {row.entry?.target ? t(levels[row.entry.target]) : <span className="quiet">–</span>}
                  </td>
                  <td data-label={t('In your words')}>
                    <Said row={row} />
                  </td>
                  <td data-label={t('By the crosswalk')}>
                    <CoverageMark coverage={row.coverage} />
                  </td>
                  <td>
                    <ActButton compact decision={decision} onClick={() => ask(row)}>
                      {t('State')}
                    </ActButton>
                  </td>
                </tr>
              ))}
          </TableCard>
          {asking && <Ask framework={id} row={asking} onClose={() => ask(null)} />}
        </Page>
      )}
    </Await>
  );
}

function isOpen({ entry }: Row): boolean {
  return (
    entry === null || entry.current === null || (entry.target !== null && entry.target !== entry.current)
  );
}

function Said({ row }: { readonly row: Row }) {
  const nameOf = useNames();
  if (!row.entry) return null;
  return (
    <>
      {row.entry.statement}
      <div className="quiet meta">
        {row.entry.statedBy && `${nameOf(row.entry.statedBy)}, `}
        {longDay(row.entry.statedOn)}
      </div>
    </>
  );
}

function Ask(props: { readonly framework: string; readonly row: Row; readonly onClose: () => void }) {
  const { framework, row, onClose } = props;
  return (
    <AskDialog
      title={t('{id}: where you are', { id: row.id })}
      {...(row.summary && { explain: row.summary })}
      fields={[
        { key: 'current', label: t('Now'), kind: 'select', options: LEVELS },
        { key: 'target', label: t('Target'), kind: 'select', options: LEVELS },
        { key: 'statement', label: t('In your own words'), kind: 'long' },
        { key: 'ownerId', label: t('Owner'), kind: 'person' },
      ]}
      initial={{
        current: row.entry?.current ?? null,
        target: row.entry?.target ?? null,
        statement: row.entry?.statement ?? null,
        ownerId: row.entry?.ownerId ?? null,
      }}
      fixed={{ framework, requirement: row.id, ...(row.entry && { version: row.entry.version }) }}
      endpoint={readinessEndpoints.setProfile}
      verb={t('Save the statement')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}
