import { t } from '#kernel/language.ts';
import { useActor } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { treatmentEndpoints } from '../contract.ts';
import { treatmentLifecycle } from '../lifecycle.ts';
import { mayWriteRisk } from '../policy.ts';
import { TREATMENT_FIELDS } from './words.ts';

/** The risk treatment plan: every measure with owner, date and state. */
export default function Treatments() {
  const names = useNames();
  const decision = mayWriteRisk(useActor());
  return (
    <Page
      title={t('Risk treatment plan')}
      clause="6.1.3, 8.3"
      sentence={t('Every measure that treats a risk: who does it, by when, and whether it was approved.')}
      wide
    >
      <RegisterList
        endpoint={treatmentEndpoints.list}
        path="/treatments"
        table={{ endpoints: treatmentEndpoints, fields: TREATMENT_FIELDS, decision }}
        columns={[
          { key: 'title', title: t('What will be done'), sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...treatmentLifecycle.states[row.state as 'proposed']} />,
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
        filters={[
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(treatmentLifecycle.states).map(([value, { label }]) => ({
              value,
              label,
            })),
          },
        ]}
        empty={{
          title: t('Nothing is planned yet'),
          why: t(
            'Treatments are planned from a risk. The plan needs the approval of designated management; an auditor compares it with what was done.',
          ),
        }}
      />
    </Page>
  );
}
