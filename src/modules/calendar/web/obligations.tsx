import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton } from '#ui/states.tsx';
import { type Kind, kinds, obligationActs, obligationEndpoints } from '../contract.ts';
import { mayWriteObligation } from '../policy.ts';
import { type Rule, ruleWords } from '../rule.ts';
import { KIND_OPTIONS, OBLIGATION_FIELDS } from './words.tsx';

const { exportRows, update } = obligationEndpoints;

/** What the organisation does at planned intervals. */
export default function Obligations() {
  const decision = mayWriteObligation(useActor());
  const navigate = useNavigate();
  const nameOf = useNames();
  const [asking, setAsking] = useState<'add' | 'usual' | null>(null);
  const buttons = (primary: boolean) => (
    <>
      <ActButton decision={decision} onClick={() => setAsking('usual')}>
        {t('Take over usual ones')}
      </ActButton>
      <ActButton decision={decision} primary={primary} onClick={() => setAsking('add')}>
        {t('Add an obligation')}
      </ActButton>
    </>
  );
  return (
    <Page
      wide
      title={t('Recurring obligations')}
      clause="8.2, 9.1, 9.2.2, 9.3.1"
      sentence={t(
        'What you do at planned intervals. Each time leaves a record: done with what shows it, or not done with the reason.',
      )}
      actions={
        <>
          <PageLink path="/calendar">{t('Calendar')}</PageLink>
          <PageLink path="/calendar/occurrences">{t('What is due')}</PageLink>
          {buttons(true)}
        </>
      }
    >
      <RegisterList
        endpoint={obligationEndpoints.list}
        path="/calendar/obligations"
        table={{ endpoints: { exportRows, update }, fields: OBLIGATION_FIELDS, decision }}
        columns={[
          { key: 'title', title: t('Title'), sortable: true },
          { key: 'kind', title: t('Kind'), sortable: true, render: (row) => t(kinds[row.kind as Kind]) },
          { key: 'every', title: t('How often'), render: (row) => ruleWords(row as unknown as Rule) },
          { key: 'ownerId', title: t('Owner'), render: (row) => nameOf(row.ownerId as string | null) },
          { key: 'requirementId', title: t('Requirement'), sortable: true },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[{ key: 'kind', title: t('Kind'), options: KIND_OPTIONS }]}
        empty={{
          title: t('No recurring obligation yet'),
          why: t(
            'An auditor asks when the next internal audit and management review are, and whether the last ones took place when they were planned.',
          ),
          example: {
            title: t('Management review'),
            kind: t(kinds['management-review']),
            every: t('every year'),
            ownerId: t('The managing director'),
            requirementId: t('iso-42001:9.3.1'),
            ref: 'OBL-0001',
          },
          action: <div className="page-acts">{buttons(false)}</div>,
        }}
      />
      {asking === 'add' && (
        <AskDialog<{ id: string }>
          title={t('Add an obligation')}
          fields={OBLIGATION_FIELDS}
          initial={{ kind: 'other', every: 1, unit: 'year', leadDays: 14 }}
          endpoint={obligationEndpoints.create}
          verb={t('Add the obligation')}
          onClose={() => setAsking(null)}
          onDone={({ id }) => void navigate(orgPath(`/calendar/obligations/${id}`) as never)}
        />
      )}
      {asking === 'usual' && <Usual onClose={() => setAsking(null)} />}
    </Page>
  );
}

function Usual({ onClose }: { readonly onClose: () => void }) {
  const query = useEndpoint(obligationActs.usual, {});
  if (!query.data) return null;
  const open = query.data.usual.filter((each) => !each.taken);
  return (
    <AskDialog
      title={t('Take over usual obligations')}
      explain={
        open.length === 0
          ? t('All usual ones are there already.')
          : t(
              'The intervals are a suggestion; the standard leaves them to you. Change them afterwards as you need.',
            )
      }
      fields={[
        {
          key: 'ids',
          label: t('Obligations'),
          kind: 'many',
          required: true,
          options: open.map((each) => ({ value: each.id, label: `${each.title}, ${ruleWords(each)}` })),
        },
        { key: 'startsOn', label: t('First due on'), kind: 'date', required: true },
        { key: 'ownerId', label: t('Owner'), kind: 'person' },
      ]}
      initial={{ ids: open.map((each) => each.id) }}
      endpoint={obligationActs.adopt}
      verb={t('Take them over')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}
