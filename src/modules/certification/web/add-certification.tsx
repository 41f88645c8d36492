import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
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
        Begin a certification
      </ActButton>
      {adding && (
        <AskDialog<{ id: string }>
          title="Begin a certification"
          explain="Of a management system; one for each standard and body."
          fields={[
            {
              key: 'title',
              label: 'Management system',
              kind: 'text',
              required: true,
              help: 'Such as: AI management system of the group',
            },
            { key: 'standard', label: 'Standard and edition', kind: 'text', required: true },
            { key: 'scope', label: 'Scope that is to be audited', kind: 'long' },
            { key: 'body', label: 'Certification body', kind: 'text' },
          ]}
          initial={{ standard: 'ISO/IEC 42001:2023' }}
          endpoint={certificationEndpoints.create}
          verb="Begin it"
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/certifications/${id}`) as never)}
        />
      )}
    </>
  );
}
