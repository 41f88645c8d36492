import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
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
      title={t('Controls')}
      clause="6.1.3, Annex A"
      sentence={t('What you do about your risks: the 38 controls of Annex A, and your own beside them.')}
      wide
      actions={
        <>
          <OrgLink path="/statement" className="chip">
            {t('Statement of Applicability')}
          </OrgLink>
          <ActButton decision={decision} onClick={() => setAdding(true)}>
            {t('Add a control of our own')}
          </ActButton>
        </>
      }
    >
      <RegisterList
        endpoint={controlEndpoints.list}
        path="/controls"
        table={{ endpoints: controlEndpoints, fields: FIELDS, decision }}
        columns={[
          { key: 'title', title: t('Control'), render: (row) => `${row.annexId ?? row.ref} ${row.title}` },
          {
            key: 'decision',
            title: t('Statement'),
            sortable: true,
            render: (row) => <StateMark {...DECISIONS[String(row.decision)]!} />,
          },
          {
            key: 'implementation',
            title: t('Carried out'),
            sortable: true,
            render: (row) => (
              <StateMark {...implementationLifecycle.states[row.implementation as 'planned']} />
            ),
          },
          {
            key: 'effectiveness',
            title: t('Effectiveness'),
            sortable: true,
            render: (row) => EFFECTIVENESS[String(row.effectiveness)],
          },
          { key: 'ownerId', title: t('Owner'), render: (row) => names(row.ownerId as string | null) },
        ]}
        filters={[
          {
            key: 'decision',
            title: t('Statement'),
            options: Object.entries(DECISIONS).map(([value, { label }]) => ({ value, label })),
          },
          { key: 'implementation', title: t('Carried out'), options: IMPLEMENTATION },
        ]}
        empty={{
          title: t('No control yet'),
          why: t('A new organisation starts with the 38 controls of Annex A.'),
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Add a control of our own')}
          fields={[
            { key: 'title', label: t('Title'), kind: 'text', required: true },
            { key: 'description', label: t('How we do it'), kind: 'long' },
            { key: 'ownerId', label: t('Owner'), kind: 'person' },
          ]}
          initial={{ implementation: 'not-started' }}
          endpoint={controlEndpoints.create}
          verb={t('Add the control')}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/controls/${id}`) as never)}
        />
      )}
    </Page>
  );
}
