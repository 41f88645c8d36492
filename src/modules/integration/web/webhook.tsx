import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t, timeText } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { EditableFields, History } from '#ui/record-parts.tsx';
import { ActButton, Await, ErrorView, StateMark } from '#ui/states.tsx';
import { webhookEndpoints } from '../contract.ts';
import { webhookLifecycle } from '../lifecycle.ts';
import { mayManageWebhooks } from '../policy.ts';
import { Deliveries } from './deliveries.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useWebhookFields } from './webhook-fields.ts';

type Shown = OutputOf<typeof webhookEndpoints.get>;

/** One webhook: what it hears of, how it delivers, and what can be done about it. */
export default function Webhook() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(webhookEndpoints.get, { id });
  return <Await query={query}>{(webhook) => <Record webhook={webhook} />}</Await>;
}

function Record({ webhook }: { readonly webhook: Shown }) {
  const decision = mayManageWebhooks(useActor());
  const fields = useWebhookFields();
  const test = useCommand(webhookEndpoints.test);
  return (
    <Page
      title={webhook.name}
      sentence={webhook.ref}
      actions={
        <>
          <ActButton
            decision={decision}
            loading={test.isPending}
            onClick={() => test.mutate({ id: webhook.id })}
          >
            {t('Send a test')}
          </ActButton>
          <Acts webhook={webhook} />
        </>
      }
    >
      {test.error && <ErrorView error={test.error} />}
      {test.data && <TestResult made={test.data} />}
      <div className="two">
        <div>
          <EditableFields
            record={webhook}
            fields={fields}
            update={webhookEndpoints.update}
            decision={decision}
          />
          <Deliveries webhook={webhook} />
        </div>
        <div className="webhook-side">
          <Standing webhook={webhook} />
          <History endpoint={webhookEndpoints.history} id={webhook.id} />
        </div>
      </div>
    </Page>
  );
}

function TestResult({ made }: { readonly made: OutputOf<typeof webhookEndpoints.test> }) {
  const { status, durationMs, error, response } = made;
  return (
    <div role="status" className="card" style={{ padding: 16, marginBottom: 16 }}>
      <StateMark
        {...(made.state === 'sent'
          ? { label: t('The test was accepted'), tone: 'good' }
          : { label: t('The test was not accepted'), tone: 'bad' })}
      />
      <p style={{ margin: '4px 0 0', overflowWrap: 'anywhere' }}>
        {status === null
          ? error
          : `${t('It answered {status} after {durationMs} ms.', { status, durationMs })} ${error ?? ''}`}
      </p>
      {response && <pre className="mono webhook-text">{response}</pre>}
    </div>
  );
}

function Standing({ webhook }: { readonly webhook: Shown }) {
  const { state, pausedReason, waiting, restUntil, lastSentAt, secrets } = webhook;
  const old = secrets.find((each) => each.until !== null);
  return (
    <Section title={t('How it delivers')}>
      <div className="card" style={{ padding: 16 }}>
        <StateMark {...webhookLifecycle.states[state]} />
        {pausedReason && <p style={{ margin: '4px 0' }}>{pausedReason}</p>}
        <p className="quiet" style={{ margin: '4px 0 0' }}>
          {[
            waiting === 0
              ? t('Nothing waits.')
              : t('{waiting, plural, one {# event waits} other {# events wait}}.', { waiting }),
            restUntil && state === 'active' && t('Tried again at {time}.', { time: time(restUntil) }),
            lastSentAt
              ? t('Last accepted at {time}.', { time: time(lastSentAt) })
              : t('Nothing was accepted yet.'),
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
        <p className="quiet" style={{ margin: '4px 0 0' }}>
          {secrets.length === 0
            ? t('There is no secret here: make a new one.')
            : old?.until
              ? t('The secret was made on {createdAt}. The one before signs beside it until {until}.', {
                  createdAt: secrets[0]!.createdAt.slice(0, 10),
                  until: time(old.until),
                })
              : t('The secret was made on {createdAt}.', { createdAt: secrets[0]!.createdAt.slice(0, 10) })}
        </p>
        {webhook.url.startsWith('http:') && (
          <p style={{ margin: '4px 0 0' }}>
            {t('▲ The address is not encrypted: use https:// where you can.')}
          </p>
        )}
      </div>
    </Section>
  );
}

const time = (at: string) => timeText(at);

type Asking = 'pause' | 'resume' | 'replay' | 'remove' | null;

function Acts({ webhook }: { readonly webhook: Shown }) {
  const decision = mayManageWebhooks(useActor());
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useCommand(webhookEndpoints.rotate);
  const { id, version, state } = webhook;
  const over = { onClose: () => setAsking(null), onDone: () => setAsking(null) };
  return (
    <>
      {rotate.error && <ErrorView error={rotate.error} />}
      {state === 'active' ? (
        <>
          <ActButton decision={decision} onClick={() => setAsking('replay')}>
            {t('Send again from a day')}
          </ActButton>
          <ActButton decision={decision} onClick={() => setAsking('pause')}>
            {t('Pause the webhook')}
          </ActButton>
        </>
      ) : (
        <ActButton decision={decision} onClick={() => setAsking('resume')}>
          {t('Resume the webhook')}
        </ActButton>
      )}
      <ActButton
        decision={decision}
        loading={rotate.isPending}
        onClick={() => rotate.mutate({ id, version }, { onSuccess: (made) => setSecret(made.secret) })}
      >
        {t('Make a new secret')}
      </ActButton>
      <ActButton decision={decision} onClick={() => setAsking('remove')}>
        {t('Remove the webhook')}
      </ActButton>
      {asking === 'remove' && (
        <AskDialog
          title={t('Remove the webhook')}
          explain={t('What waits for it is not sent, and its deliveries are forgotten. Its history stays.')}
          fields={[]}
          fixed={{ id, version }}
          endpoint={webhookEndpoints.remove}
          verb={t('Remove the webhook')}
          onClose={() => setAsking(null)}
          onDone={() => void navigate(orgPath('/webhooks') as never)}
        />
      )}
      {asking === 'pause' && (
        <AskDialog
          title={t('Pause the webhook')}
          explain={t('What happens meanwhile waits.')}
          fields={[{ key: 'reason', label: t('Why'), kind: 'text', required: true }]}
          fixed={{ id, version }}
          endpoint={webhookEndpoints.pause}
          verb={t('Pause the webhook')}
          {...over}
        />
      )}
      {asking === 'resume' && (
        <AskDialog
          title={t('Resume the webhook')}
          fields={[
            {
              key: 'from',
              label: t('Begin'),
              kind: 'select',
              required: true,
              options: [
                { value: 'where-it-stopped', label: t('Where it stopped') },
                { value: 'now', label: t('From now on, without what happened meanwhile') },
              ],
            },
          ]}
          initial={{ from: 'where-it-stopped' }}
          fixed={{ id, version }}
          endpoint={webhookEndpoints.resume}
          verb={t('Resume the webhook')}
          {...over}
        />
      )}
      {asking === 'replay' && (
        <AskDialog
          title={t('Send again from a day')}
          explain={t(
            'Everything this webhook hears of since the beginning of that day is sent again, with the ids of the first time.',
          )}
          fields={[{ key: 'from', label: t('From'), kind: 'date', required: true }]}
          fixed={{ id }}
          endpoint={webhookEndpoints.replay}
          verb={t('Send again')}
          {...over}
        />
      )}
      {secret && <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
