import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useToday } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { nonconformityEndpoints } from '../contract.ts';
import { grades } from '../grade.ts';
import { nonconformityLifecycle } from '../lifecycle.ts';
import { mayRaise, mayWork } from '../policy.ts';
import { managementSystems, sources } from '../words.ts';
import { useRequirementChoices } from './requirements.ts';
import { ADD_KEYS, CATEGORY_CHOICES, choices, fieldsOf, GRADE_CHOICES } from './words.ts';

/** The one list of nonconformities for every management system. */
export default function Nonconformities() {
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const names = useNames();
  const today = useToday();
  const requirements = useRequirementChoices();
  const actor = useActor();
  const decision = mayRaise(actor);
  return (
    <Page
      title={t('Nonconformities')}
      clause="10.2"
      sentence={t(
        'Where a requirement was not met: what was done at once, why it happened, what keeps it from coming back, and whether that helped. One list for all your management systems.',
      )}
      wide
      actions={
        <>
          <PageLink path="/nonconformities/trends">{t('Trends')}</PageLink>
          <PageLink path="/corrective-actions">{t('Corrective actions')}</PageLink>
          <ActButton decision={decision} primary onClick={() => setAdding(true)}>
            {t('Write a nonconformity down')}
          </ActButton>
        </>
      }
    >
      <RegisterList
        endpoint={nonconformityEndpoints.list}
        path="/nonconformities"
        table={{
          endpoints: nonconformityEndpoints,
          fields: fieldsOf(requirements),
          decision: mayWork(actor),
        }}
        columns={[
          { key: 'title', title: t('What is wrong'), sortable: true },
          {
            key: 'grade',
            title: t('Grade'),
            sortable: true,
            render: (row) =>
              row.grade ? (
                <StateMark {...grades[row.grade as 'major']} />
              ) : (
                <span className="quiet">{t('not graded')}</span>
              ),
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...nonconformityLifecycle.states[row.state as 'open']} />,
          },
          { key: 'round', title: t('Round'), number: true, sortable: true },
          { key: 'ownerId', title: t('Owner'), render: (row) => names(row.ownerId as string | null) },
          {
            key: 'dueOn',
            title: t('Answer due'),
            sortable: true,
            render: (row) => (row.state === 'closed' ? '' : <Day day={row.dueOn as string | null} />),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'state', title: t('State'), options: choices(nonconformityLifecycle.states) },
          { key: 'grade', title: t('Grade'), options: GRADE_CHOICES },
          { key: 'source', title: t('Source'), options: choices(sources) },
          { key: 'causeCategory', title: t('Cause'), options: CATEGORY_CHOICES },
          { key: 'managementSystems', title: t('Management system'), options: choices(managementSystems) },
        ]}
        empty={{
          title: t('No nonconformity yet'),
          why: t(
            'An organisation that looks finds some. An auditor asks for each one whether it was contained, why it happened, where else it could happen, and whether the action helped.',
          ),
          example: {
            title: t('Rejected applicants were not read by a second person'),
            grade: t('Major'),
            state: t('Effect to be checked'),
            ownerId: t('Mira Sandoval'),
            ref: 'NCR-0001',
          },
          action: (
            <ActButton decision={decision} onClick={() => setAdding(true)}>
              {t('Write the first one down')}
            </ActButton>
          ),
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Write a nonconformity down')}
          explain={t('Say what you saw. Who grades it, what was done and why it happened come afterwards.')}
          fields={fieldsOf(requirements).filter((field) => ADD_KEYS.includes(field.key))}
          initial={{ source: 'self-found', managementSystems: ['ai'], foundOn: today }}
          endpoint={nonconformityEndpoints.create}
          verb={t('Write it down')}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/nonconformities/${id}`) as never)}
        />
      )}
    </Page>
  );
}
