import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { ActButton } from '#ui/states.tsx';
import { certificationEndpoints } from '../contract.ts';
import { mayKeepFile } from '../policy.ts';

/** Begins a certification. */
export function AddCertification() {
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  return (
    <>
      <ActButton decision={mayKeepFile(useActor())} primary onClick={() => setAdding(true)}>
        {t('Begin a certification')}
      </ActButton>
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Begin a certification')}
          explain={t('Of a management system; one for each standard and body.')}
          fields={[
            {
              key: 'title',
              label: t('Management system'),
              kind: 'text',
              required: true,
              help: t('Such as: AI management system of the group'),
            },
            { key: 'standard', label: t('Standard and edition'), kind: 'text', required: true },
            { key: 'scope', label: t('Scope that is to be audited'), kind: 'long' },
            { key: 'body', label: t('Certification body'), kind: 'text' },
          ]}
          initial={{ standard: 'ISO/IEC 42001:2023' }}
          endpoint={certificationEndpoints.create}
          verb={t('Begin it')}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/certifications/${id}`) as never)}
        />
      )}
    </>
  );
}
