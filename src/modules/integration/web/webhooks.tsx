import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, Empty, StateMark } from '#ui/states.tsx';
import { webhookEndpoints } from '../contract.ts';
import { webhookLifecycle } from '../lifecycle.ts';
import { mayManageWebhooks } from '../policy.ts';
import { SecretOnce } from './secret-once.tsx';
import { useWebhookFields } from './webhook-fields.ts';

type Shown = OutputOf<typeof webhookEndpoints.get>;

/** Programs that hear of what happens here. */
export default function Webhooks() {
  const decision = mayManageWebhooks(useActor());
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const query = useEndpoint(webhookEndpoints.list, {});
  const fields = useWebhookFields();
  const add = (primary: boolean) => (
    <ActButton decision={decision} primary={primary} onClick={() => setAdding(true)}>
      {t('Register a webhook')}
    </ActButton>
  );
  return (
    <Page
      title={t('Webhooks')}
      sentence={t(
        'Other programs hear of what happens here: which record changed, by which operation. Never what it says.',
      )}
      actions={add(true)}
    >
      <Await query={query}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <Empty
              title={t('No program is told anything yet')}
              why={t(
                'Register the address of a ticket system, a data warehouse or a chat. It gets a signed message for each event you choose, and fetches what it may see with a key of its own.',
              )}
              example={[
                { title: t('Ticket system'), text: t('alert.created: a figure left its limits') },
                { title: t('Archive'), text: t('statement.issue: a Statement of Applicability was issued') },
              ]}
            >
              {add(false)}
            </Empty>
          ) : (
            <ul className="card" style={{ listStyle: 'none', margin: 0, padding: '4px 16px' }}>
              {webhooks.map((each) => (
                <Line key={each.id} webhook={each} />
              ))}
            </ul>
          )
        }
      </Await>
      {adding && (
        <AskDialog<{ secret: string }>
          title={t('Register a webhook')}
          fields={fields}
          endpoint={webhookEndpoints.create}
          verb={t('Register the webhook')}
          onClose={() => setAdding(false)}
          onDone={(made) => {
            setAdding(false);
            setSecret(made.secret);
          }}
        />
      )}
      {secret && <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
    </Page>
  );
}

function Line({ webhook }: { readonly webhook: Shown }) {
  const { id, name, url, state, pausedReason, waiting, lastSentAt } = webhook;
  return (
    <li className="field" style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'baseline' }}>
      <span style={{ flex: '1 1 260px', minWidth: 0 }}>
        <OrgLink path={`/webhooks/${id}`}>{name}</OrgLink>
        <div className="quiet" style={{ fontSize: 12, overflowWrap: 'anywhere' }}>
          {url}
        </div>
        {pausedReason && <div style={{ fontSize: 13 }}>{pausedReason}</div>}
      </span>
      <span className="quiet" style={{ fontSize: 12 }}>
        {waiting > 0
          ? t('{waiting} wait', { waiting })
          : lastSentAt
            ? t('Last on {lastSentAt}', { lastSentAt: longDay(lastSentAt) })
            : t('Nothing sent yet')}
      </span>
      <StateMark {...webhookLifecycle.states[state]} />
    </li>
  );
}
