import { t } from '#kernel/language.ts';
import { useToday } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { Day } from '#ui/states.tsx';
import { type Kind, kinds, occurrenceEndpoints } from '../contract.ts';
import { KIND_OPTIONS, OccurrenceMark, STATE_OPTIONS } from './words.tsx';

/** Every time that an obligation fell due or will next. */
export default function Occurrences() {
  const today = useToday();
  const nameOf = useNames();
  return (
    <Page
      wide
      title={t('What is due and what was done')}
      clause="8.2, 9.1, 9.2.2, 9.3.1"
      sentence={t(
        'Each time that an obligation falls due is a record: what is open, what was missed, and what shows the rest.',
      )}
      actions={
        <>
          <PageLink path="/calendar">{t('Calendar')}</PageLink>
          <PageLink path="/calendar/obligations">{t('Recurring obligations')}</PageLink>
        </>
      }
    >
      <RegisterList
        endpoint={occurrenceEndpoints.list}
        path="/calendar/occurrences"
        table={exportOnly(occurrenceEndpoints)}
        columns={[
          { key: 'title', title: t('Title'), sortable: true },
          {
            key: 'dueOn',
            title: t('Due'),
            sortable: true,
            render: (row) => <Day day={String(row.dueOn)} today={today} />,
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => (
              <OccurrenceMark state={String(row.state)} dueOn={String(row.dueOn)} today={today} />
            ),
          },
          {
            key: 'doneOn',
            title: t('Done on'),
            sortable: true,
            render: (row) => (row.doneOn ? <Day day={String(row.doneOn)} /> : ''),
          },
          { key: 'ownerId', title: t('Owner'), render: (row) => nameOf(row.ownerId as string | null) },
          { key: 'kind', title: t('Kind'), render: (row) => t(kinds[row.kind as Kind]) },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'state', title: t('State'), options: STATE_OPTIONS },
          { key: 'kind', title: t('Kind'), options: KIND_OPTIONS },
        ]}
        empty={{
          title: t('Nothing has fallen due yet'),
          why: t('As soon as you plan a recurring obligation, its first day stands here.'),
        }}
      />
    </Page>
  );
}
