import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, StateMark } from '#ui/states.tsx';
import { controlEndpoints } from '../contract.ts';
import { implementationLifecycle } from '../lifecycle.ts';
import { mayWriteControl } from '../policy.ts';
import { DECISIONS, EFFECTIVENESS, FIELDS, IMPLEMENTATION } from './words.ts';

/** The organisation's controls: the 38 of Annex A and its own. */
export default function Controls() {
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const names = useNames();
  const decision = mayWriteControl(useActor());
  return (
    <Page
      title="Controls"
      clause="6.1.3, Annex A"
      sentence="What you do about your risks: the 38 controls of Annex A, and your own beside them."
      wide
      actions={
        <>
          <OrgLink path="/statement" className="chip">
            Statement of Applicability
          </OrgLink>
          <ActButton decision={decision} onClick={() => setAdding(true)}>
            Add a control of our own
          </ActButton>
        </>
      }
    >
      <RegisterList
        endpoint={controlEndpoints.list}
        path="/controls"
        table={{ endpoints: controlEndpoints, fields: FIELDS, decision }}
        columns={[
          { key: 'title', title: 'Control', render: (row) => `${row.annexId ?? row.ref} ${row.title}` },
          {
            key: 'decision',
            title: 'Statement',
            sortable: true,
            render: (row) => <StateMark {...DECISIONS[String(row.decision)]!} />,
          },
          {
            key: 'implementation',
            title: 'Carried out',
            sortable: true,
            render: (row) => (
              <StateMark {...implementationLifecycle.states[row.implementation as 'planned']} />
            ),
          },
          {
            key: 'effectiveness',
            title: 'Effectiveness',
            sortable: true,
            render: (row) => EFFECTIVENESS[String(row.effectiveness)],
          },
          { key: 'ownerId', title: 'Owner', render: (row) => names(row.ownerId as string | null) },
        ]}
        filters={[
          {
            key: 'decision',
            title: 'Statement',
            options: Object.entries(DECISIONS).map(([value, { label }]) => ({ value, label })),
          },
          { key: 'implementation', title: 'Carried out', options: IMPLEMENTATION },
        ]}
        empty={{ title: 'No control yet', why: 'A new organisation starts with the 38 controls of Annex A.' }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title="Add a control of our own"
          fields={[
            { key: 'title', label: 'Title', kind: 'text', required: true },
            { key: 'description', label: 'How we do it', kind: 'long' },
            { key: 'ownerId', label: 'Owner', kind: 'person' },
          ]}
          initial={{ implementation: 'not-started' }}
          endpoint={controlEndpoints.create}
          verb="Add the control"
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/controls/${id}`) as never)}
        />
      )}
    </Page>
  );
}
