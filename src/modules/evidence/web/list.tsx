import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, Day } from '#ui/states.tsx';
import { evidenceEndpoints } from '../contract.ts';
import { mayWriteEvidence } from '../policy.ts';
import { FIELDS } from './words.ts';

/** Everything that proves something, with its dates. */
export default function EvidenceList() {
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const decision = mayWriteEvidence(useActor());
  return (
    <Page
      title={t('Evidence')}
      clause="7.5"
      sentence={t(
        'Proof that something was done: files kept here, and links to where they are kept. Add files at the record they prove.',
      )}
      wide
      actions={
        <ActButton decision={decision} onClick={() => setAdding(true)}>
          {t('Add a link')}
        </ActButton>
      }
    >
      <RegisterList
        endpoint={evidenceEndpoints.list}
        path="/evidence"
        table={{ endpoints: evidenceEndpoints, fields: FIELDS, decision }}
        columns={[
          { key: 'title', title: t('Title'), sortable: true },
          { key: 'kind', title: t('Kind'), sortable: true },
          {
            key: 'effectiveOn',
            title: t('Speaks of'),
            sortable: true,
            render: (row) => <Day day={row.effectiveOn as string | null} />,
          },
          {
            key: 'expiresOn',
            title: t('Proves until'),
            sortable: true,
            render: (row) =>
              row.expiresOn ? (
                <Day day={row.expiresOn as string} />
              ) : (
                <span className="quiet">{t('no end')}</span>
              ),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          {
            key: 'kind',
            title: t('Kind'),
            options: [
              { value: 'file', label: t('Files') },
              { value: 'link', label: t('Links') },
            ],
          },
        ]}
        empty={{
          title: t('No evidence yet'),
          why: t(
            'An auditor samples your records and asks for the proof behind them. Open a control, a risk or an AI system and add the file there.',
          ),
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Add a link as evidence')}
          fields={[
            { key: 'title', label: t('Title'), kind: 'text', required: true },
            { key: 'url', label: t('Address'), kind: 'text', required: true },
            { key: 'effectiveOn', label: t('The day it speaks of'), kind: 'date' },
            { key: 'expiresOn', label: t('Proves until'), kind: 'date' },
          ]}
          endpoint={evidenceEndpoints.create}
          verb={t('Add it')}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/evidence/${id}`) as never)}
        />
      )}
    </Page>
  );
}
