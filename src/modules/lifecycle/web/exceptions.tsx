import { t } from '#kernel/language.ts';
import { stageTitles } from '#modules/system/contract.ts';
import { useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { Day, StateMark } from '#ui/states.tsx';
import { openingEndpoints } from '../contract.ts';
import { openingLifecycle } from '../lifecycle.ts';
import type { Stage } from '../rules.ts';

/** Every opening of a gate; the exceptions are one click away. */
export default function Exceptions() {
  const names = useNames();
  const today = useToday();
  return (
    <Page
      title={t('Openings and exceptions')}
      clause="A.6.2.5"
      sentence={t(
        'Who let which AI system into which stage. An exception has a reason, a last day and a name, and counts as closed afterwards.',
      )}
      wide
      actions={<PageLink path="/gates/rules">{t('Rules of the gates')}</PageLink>}
    >
      <RegisterList
        endpoint={openingEndpoints.list}
        path="/gate-openings"
        table={exportOnly(openingEndpoints)}
        columns={[
          { key: 'systemName', title: t('AI system'), sortable: true },
          {
            key: 'stage',
            title: t('Gate to'),
            sortable: true,
            render: (row) => t(stageTitles[row.stage as Stage]),
          },
          {
            key: 'state',
            title: t('How'),
            sortable: true,
            render: (row) =>
              row.state === 'exception' && String(row.until) < today ? (
                <StateMark label={t('Exception ended, not made good')} tone="bad" />
              ) : (
                <StateMark {...openingLifecycle.states[row.state as keyof typeof openingLifecycle.states]} />
              ),
          },
          {
            key: 'until',
            title: t('Last day'),
            sortable: true,
            render: (row) => (row.until ? <Day day={row.until as string} /> : ''),
          },
          {
            key: 'openedBy',
            title: t('By'),
            render: (row) => (row.openedBy ? names(row.openedBy as string) : ''),
          },
          {
            key: 'openedOn',
            title: t('On'),
            sortable: true,
            render: (row) => <Day day={row.openedOn as string} />,
          },
          {
            key: 'systemId',
            title: t('Gates'),
            render: (row) => (
              <OrgLink path={`/systems/${row.systemId}/gates`} className="plain">
                {t('All its gates')}
              </OrgLink>
            ),
          },
        ]}
        filters={[
          {
            key: 'state',
            title: t('How'),
            options: Object.entries(openingLifecycle.states).map(([value, { label }]) => ({ value, label })),
          },
          {
            key: 'stage',
            title: t('Gate to'),
            options: Object.entries(stageTitles).map(([value, label]) => ({ value, label })),
          },
        ]}
        empty={{
          title: t('No gate was opened yet'),
          why: t(
            'Moving an AI system to another stage goes through its gate, and who opened it is kept here. An auditor asks for the release decisions of the year and for every exception that was given.',
          ),
          example: {
            systemName: t('Applicant ranking'),
            stage: t('Deployment'),
            state: t('Time-limited exception'),
            until: t('in 12 days'),
          },
        }}
      />
    </Page>
  );
}
