import { t } from '#kernel/language.ts';
import { useActor } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { actionEndpoints } from '../contract.ts';
import { actionLifecycle } from '../lifecycle.ts';
import { mayWork } from '../policy.ts';
import { ACTION_FIELDS, choices } from './words.ts';

/** Corrective actions of all nonconformities. */
export default function CorrectiveActions() {
  const names = useNames();
  return (
    <Page
      title={t('Corrective actions')}
      clause="10.2"
      sentence={t('What is done against the causes of nonconformities: by whom, by when, and how far it is.')}
      wide
    >
      <RegisterList
        endpoint={actionEndpoints.list}
        path="/corrective-actions"
        table={{ endpoints: actionEndpoints, fields: ACTION_FIELDS, decision: mayWork(useActor()) }}
        columns={[
          { key: 'title', title: t('What will be done'), sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...actionLifecycle.states[row.state as 'planned']} />,
          },
          { key: 'ownerId', title: t('Owner'), render: (row) => names(row.ownerId as string | null) },
          {
            key: 'dueOn',
            title: t('By'),
            sortable: true,
            render: (row) => <Day day={row.dueOn as string | null} />,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[{ key: 'state', title: t('State'), options: choices(actionLifecycle.states) }]}
        empty={{
          title: t('No corrective action yet'),
          why: t(
            'Actions are planned from a nonconformity, after its cause is found. An auditor looks whether each fits the effect of what went wrong.',
          ),
        }}
      />
    </Page>
  );
}
