import { t } from '#kernel/language.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { Day, StateMark } from '#ui/states.tsx';
import { useRequestEndpoints } from '../contract.ts';
import { useRequestLifecycle } from '../lifecycle.ts';
import { levels } from '../triage.ts';
import { origins } from '../words.ts';
import { choices } from './words.ts';

/** All requests, for those who answer them. */
export default function Requests() {
  const names = useNames();
  return (
    <Page
      title={t('Requests to use AI')}
      clause="A.9.2"
      sentence={t(
        'Who asked to use which AI, or declared what is in use already; how closely it is looked at, and the answer.',
      )}
      wide
      actions={<PageLink path="/ask">{t('Ask or declare')}</PageLink>}
    >
      <RegisterList
        endpoint={useRequestEndpoints.list}
        path="/use-requests"
        table={exportOnly(useRequestEndpoints)}
        columns={[
          { key: 'tool', title: t('Tool'), sortable: true },
          {
            key: 'level',
            title: t('Look'),
            sortable: true,
            render: (row) => {
              const level = levels[row.level as 'light'];
              return <StateMark label={level.label} tone={level.tone} />;
            },
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...useRequestLifecycle.states[row.state as 'asked']} />,
          },
          {
            key: 'alreadyUsed',
            title: t('In use'),
            render: (row) => (row.alreadyUsed ? 'already' : t('not yet')),
          },
          { key: 'askedBy', title: t('Asked by'), render: (row) => names(row.askedBy as string | null) },
          {
            key: 'dueOn',
            title: t('Answer by'),
            sortable: true,
            render: (row) => (row.state === 'asked' ? <Day day={row.dueOn as string} /> : ''),
          },
          {
            key: 'validUntil',
            title: t('Approved until'),
            sortable: true,
            render: (row) => (row.validUntil ? <Day day={row.validUntil as string} /> : ''),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'state', title: t('State'), options: choices(useRequestLifecycle.states) },
          { key: 'level', title: t('Look'), options: choices(levels) },
          { key: 'origin', title: t('Came in'), options: choices(origins) },
          {
            key: 'alreadyUsed',
            title: t('In use'),
            options: [
              { value: 'true', label: t('Already') },
              { value: 'false', label: t('Not yet') },
            ],
          },
        ]}
        empty={{
          title: t('Nobody has asked yet'),
          why: t(
            'An auditor asks for the check that a new use of AI passes, and how unapproved AI is found. People tell you when it is quick and nobody is blamed: send them the page “May I use this AI?”.',
          ),
          example: {
            tool: t('DeepL'),
            level: t('Normal look'),
            state: t('Waits for an answer'),
            alreadyUsed: t('already'),
            ref: 'USE-0001',
          },
        }}
      />
    </Page>
  );
}
