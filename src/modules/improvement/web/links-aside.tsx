import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { Connected } from '#ui/record-parts.tsx';
import { ActButton } from '#ui/states.tsx';
import { nonconformityEndpoints, nonconformityLinks } from '../contract.ts';

const KINDS = [
  { value: 'nc-concerns', label: msg('What it concerns') },
  { value: 'nc-found-by', label: msg('Where it came from') },
  { value: 'nc-changed', label: msg('A record that was changed because of it') },
  { value: 'nc-risk', label: msg('A risk that was updated because of it') },
];

/** What the nonconformity is linked to, and one link more. */
export function LinksAside({ id, work }: { readonly id: string; readonly work: Decision }) {
  const [linking, setLinking] = useState(false);
  return (
    <>
      <Connected endpoint={nonconformityEndpoints.linked} id={id} />
      <div className="under-aside noprint">
        <ActButton compact decision={work} onClick={() => setLinking(true)}>
          {t('Link a record')}
        </ActButton>
      </div>
      {linking && (
        <AskDialog
          title={t('Link a record')}
          fields={[
            { key: 'kind', label: t('As'), kind: 'select', required: true, options: KINDS },
            { key: 'to', label: t('Record'), kind: 'record', required: true },
          ]}
          initial={{ kind: 'nc-concerns' }}
          fixed={{ id }}
          endpoint={nonconformityLinks.link}
          verb={t('Link it')}
          onClose={() => setLinking(false)}
          onDone={() => setLinking(false)}
        />
      )}
    </>
  );
}
