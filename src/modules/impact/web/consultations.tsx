import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { ActButton, Await, Day } from '#ui/states.tsx';
import { consultationEndpoints } from '../contract.ts';
import { mayWriteImpact } from '../policy.ts';

type Row = {
  readonly id: string;
  readonly title: string;
  readonly how: string | null;
  readonly said: string | null;
  readonly changed: string | null;
  readonly heldOn: string | null;
};

/** Who was asked, what they said, and what changed because of it. */
export function ConsultationLog({
  impactId,
  readOnly,
}: {
  readonly impactId: string;
  readonly readOnly: boolean;
}) {
  const [adding, setAdding] = useState(false);
  const actor = useActor();
  const list = useEndpoint(consultationEndpoints.list, { impactId, limit: 100 } as never);
  return (
    <>
      <Await query={list as never}>
        {({ rows }: { rows: readonly Row[] }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('Nobody is in the log yet. An auditor asks whose views were heard.')}</p>
          ) : (
            <ul className="sentences plain">
              {rows.map((each) => (
                <li key={each.id}>
                  <strong>{each.title}</strong>{' '}
                  <span className="quiet">
                    {each.how} {each.heldOn && <Day day={each.heldOn} />}
                  </span>
                  {each.said && <div>{each.said}</div>}
                  {each.changed && (
                    <div className="quiet">{t('Changed: {changed}', { changed: each.changed })}</div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Await>
      <p>
        <ActButton
          decision={
            readOnly ? { allowed: false, reason: t('This version is not a draft.') } : mayWriteImpact(actor)
          }
          onClick={() => setAdding(true)}
        >
          {t('Record a consultation')}
        </ActButton>
      </p>
      {adding && (
        <AskDialog
          title={t('Record a consultation')}
          fields={[
            { key: 'title', label: t('Who was asked'), kind: 'text', required: true },
            { key: 'how', label: t('How'), kind: 'text' },
            { key: 'heldOn', label: t('When'), kind: 'date' },
            { key: 'said', label: t('What they said'), kind: 'long', required: true },
            { key: 'changed', label: t('What changed because of it'), kind: 'long' },
          ]}
          fixed={{ impactId }}
          endpoint={consultationEndpoints.create}
          verb={t('Record it')}
          onClose={() => setAdding(false)}
          onDone={() => setAdding(false)}
        />
      )}
    </>
  );
}
