import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { allowed } from '#kernel/policy.ts';
import { Dialog } from '#ui/dialog.tsx';
import { AskDialog } from '#ui/dialogs.tsx';
import { useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { keyActs } from '../contract.ts';
import { PartShown } from './part.tsx';

/** Keys for programs: they act with one's own rights. */
export default function Keys() {
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const query = useEndpoint(keyActs.list, {});
  const revoke = useCommand(keyActs.revoke);
  return (
    <Page
      title={t('API keys')}
      sentence={t('A key lets a program act with your own rights. It is shown once.')}
      actions={
        <ActButton decision={allowed} primary onClick={() => setMaking(true)}>
          {t('Make a key')}
        </ActButton>
      }
    >
      {revoke.error && <ErrorView error={revoke.error} />}
      <Await query={query}>
        {({ keys }) => (
          <div className="card read" style={{ padding: '4px 16px' }}>
            {keys.length === 0 && <p className="quiet">{t('No key yet.')}</p>}
            {keys.map((each) => (
              <div key={each.id} className="field" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
                <span style={{ flex: 1 }}>
                  {each.name} <span className="mono quiet">{each.start}…</span>
                  <div className="quiet" style={{ fontSize: 12 }}>
                    {each.authority
                      ? t('{personName} · {createdAt} · for acts of authority too', {
                          personName: each.personName,
                          createdAt: each.createdAt.slice(0, 10),
                        })
                      : `${each.personName} · ${each.createdAt.slice(0, 10)}`}
                    <PartShown scope={each.systems && { units: [], systems: each.systems }} />
                  </div>
                </span>
                <ActButton decision={allowed} onClick={() => revoke.mutate({ id: each.id })}>
                  {t('Revoke')}
                </ActButton>
              </div>
            ))}
          </div>
        )}
      </Await>
      {making && (
        <AskDialog<{ key: string }>
          title={t('Make a key')}
          fields={[
            { key: 'name', label: t('What uses it'), kind: 'text', required: true },
            {
              key: 'systems',
              label: t('Only for these AI systems'),
              kind: 'tags',
              help: t('References such as SYS-0004; leave it empty for all that you may'),
            },
            {
              key: 'authority',
              label: t('Acts of authority'),
              kind: 'select',
              options: [
                { value: 'no', label: t('Not where people must give a fresh proof') },
                { value: 'yes', label: t('Always: whoever holds the key approves in your name') },
              ],
              help: t(
                'Counts where your organisation asks people for a fresh proof before they approve, accept, confirm, issue, exclude or erase',
              ),
            },
          ]}
          initial={{ authority: 'no', systems: [] }}
          prepare={({ authority, systems, ...rest }) => ({
            ...rest,
            authority: authority === 'yes',
            systems: (systems as readonly string[]).length > 0 ? systems : null,
          })}
          endpoint={keyActs.create}
          verb={t('Make the key')}
          onClose={() => setMaking(false)}
          onDone={({ key }) => {
            setMaking(false);
            setShown(key);
          }}
        />
      )}
      {shown && (
        <Dialog onClose={() => setShown(null)} title={<strong>{t('Copy the key now')}</strong>}>
          <p className="quiet" style={{ marginTop: 0 }}>
            {t('It is not shown again.')}
          </p>
          <code className="mono" style={{ wordBreak: 'break-all' }}>
            {shown}
          </code>
        </Dialog>
      )}
    </Page>
  );
}
