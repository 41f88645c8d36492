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
      title="Requests to use AI"
      clause="A.9.2"
      sentence="Who asked to use which AI, or declared what is in use already; how closely it is looked at, and the answer."
      wide
      actions={<PageLink path="/ask">Ask or declare</PageLink>}
    >
      <RegisterList
        endpoint={useRequestEndpoints.list}
        path="/use-requests"
        table={exportOnly(useRequestEndpoints)}
        columns={[
          { key: 'tool', title: 'Tool', sortable: true },
          {
            key: 'level',
            title: 'Look',
            sortable: true,
            render: (row) => {
              const level = levels[row.level as 'light'];
              return <StateMark label={level.label} tone={level.tone} />;
            },
          },
          {
            key: 'state',
            title: 'State',
            sortable: true,
            render: (row) => <StateMark {...useRequestLifecycle.states[row.state as 'asked']} />,
          },
          {
            key: 'alreadyUsed',
            title: 'In use',
            render: (row) => (row.alreadyUsed ? 'already' : 'not yet'),
          },
          { key: 'askedBy', title: 'Asked by', render: (row) => names(row.askedBy as string | null) },
          {
            key: 'dueOn',
            title: 'Answer by',
            sortable: true,
            render: (row) => (row.state === 'asked' ? <Day day={row.dueOn as string} /> : ''),
          },
          {
            key: 'validUntil',
            title: 'Approved until',
            sortable: true,
            render: (row) => (row.validUntil ? <Day day={row.validUntil as string} /> : ''),
          },
          { key: 'ref', title: 'Reference', sortable: true },
        ]}
        filters={[
          { key: 'state', title: 'State', options: choices(useRequestLifecycle.states) },
          { key: 'level', title: 'Look', options: choices(levels) },
          { key: 'origin', title: 'Came in', options: choices(origins) },
          {
            key: 'alreadyUsed',
            title: 'In use',
            options: [
              { value: 'true', label: 'Already' },
              { value: 'false', label: 'Not yet' },
            ],
          },
        ]}
        empty={{
          title: 'Nobody has asked yet',
          why: 'An auditor asks for the check that a new use of AI passes, and how unapproved AI is found. People tell you when it is quick and nobody is blamed: send them the page “May I use this AI?”.',
          example: {
            tool: 'DeepL',
            level: 'Normal look',
            state: 'Waits for an answer',
            alreadyUsed: 'already',
            ref: 'USE-0001',
          },
        }}
      />
    </Page>
  );
}
