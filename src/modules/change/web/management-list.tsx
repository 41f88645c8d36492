import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { managementChangeEndpoints } from '../contract.ts';
import { managementChangeLifecycle } from '../lifecycle.ts';
import { mayWriteChange } from '../policy.ts';
import { ChangeTabs } from './tabs.tsx';
import { MANAGEMENT_FIELDS } from './words.ts';

/** Changes of the management system itself. */
export default function ManagementChanges() {
  const names = useNames();
  const actor = useActor();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const add = (primary: boolean) => (
    <ActButton decision={mayWriteChange(actor)} primary={primary} onClick={() => setAdding(true)}>
      {t('Plan a change')}
    </ActButton>
  );
  return (
    <Page
      title={t('Changes of the management system')}
      clause="6.3"
      sentence={t(
        'Changes of how AI is managed here: thought through, approved by a second person, carried out as planned and reviewed.',
      )}
      wide
      actions={add(true)}
    >
      <ChangeTabs />
      <RegisterList
        endpoint={managementChangeEndpoints.list}
        path="/changes/management"
        table={exportOnly(managementChangeEndpoints)}
        columns={[
          { key: 'title', title: t('What changes'), sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...managementChangeLifecycle.states[row.state as 'planned']} />,
          },
          { key: 'area', title: t('Of what'), sortable: true },
          {
            key: 'responsibleId',
            title: t('Answers for it'),
            render: (row) => names(row.responsibleId as string),
          },
          {
            key: 'plannedFor',
            title: t('Planned for'),
            sortable: true,
            render: (row) => <Day day={row.plannedFor as string | null} />,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(managementChangeLifecycle.states).map(([value, { label }]) => ({
              value,
              label,
            })),
          },
          { key: 'area', title: t('Of what'), options: MANAGEMENT_FIELDS[1]!.options! },
        ]}
        empty={{
          title: t('No change of the management system yet'),
          why: t(
            'When the policy, the scope, duties or processes of the management system change, the standard wants it done in a planned way. An auditor compares what changed with what is written here.',
          ),
          example: {
            title: t('Judge risks every month instead of every quarter'),
            state: t('Approved'),
            area: t('processes'),
            ref: 'MCH-0001',
          },
          action: add(false),
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Plan a change of the management system')}
          explain={t(
            'What is not known yet can be filled in later; everything is needed before it is approved.',
          )}
          fields={MANAGEMENT_FIELDS}
          initial={{ area: 'processes', responsibleId: actor.id }}
          endpoint={managementChangeEndpoints.create}
          verb={t('Plan the change')}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/changes/management/${id}`) as never)}
        />
      )}
    </Page>
  );
}
