import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
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
            Send a test
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
        <div>
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
          ? { label: 'The test was accepted', tone: 'good' }
          : { label: 'The test was not accepted', tone: 'bad' })}
      />
      <p style={{ margin: '4px 0 0', overflowWrap: 'anywhere' }}>
        {status === null ? error : `It answered ${status} after ${durationMs} ms. ${error ?? ''}`}
      </p>
      {response && <pre className="mono webhook-text">{response}</pre>}
    </div>
  );
}

function Standing({ webhook }: { readonly webhook: Shown }) {
  const { state, pausedReason, waiting, restUntil, lastSentAt, secrets } = webhook;
  const old = secrets.find((each) => each.until !== null);
  return (
    <Section title="How it delivers">
      <div className="card" style={{ padding: 16 }}>
        <StateMark {...webhookLifecycle.states[state]} />
        {pausedReason && <p style={{ margin: '4px 0' }}>{pausedReason}</p>}
        <p className="quiet" style={{ margin: '4px 0 0' }}>
          {waiting === 0 ? 'Nothing waits.' : `${waiting} ${waiting === 1 ? 'event waits' : 'events wait'}.`}{' '}
          {restUntil && state === 'active' && `Tried again at ${time(restUntil)}. `}
          {lastSentAt ? `Last accepted at ${time(lastSentAt)}.` : 'Nothing was accepted yet.'}
        </p>
        <p className="quiet" style={{ margin: '4px 0 0' }}>
          {secrets.length === 0
            ? 'There is no secret here: make a new one.'
            : `The secret was made on ${secrets[0]!.createdAt.slice(0, 10)}.`}
          {old?.until && ` The one before signs beside it until ${time(old.until)}.`}
        </p>
        {webhook.url.startsWith('http:') && (
          <p style={{ margin: '4px 0 0' }}>▲ The address is not encrypted: use https:// where you can.</p>
        )}
      </div>
    </Section>
  );
}

const time = (at: string) => new Date(at).toLocaleString();

type Asking = 'pause' | 'resume' | 'replay' | null;

function Acts({ webhook }: { readonly webhook: Shown }) {
  const decision = mayManageWebhooks(useActor());
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useCommand(webhookEndpoints.rotate);
  const remove = useCommand(webhookEndpoints.remove);
  const { id, version, state } = webhook;
  const over = { onClose: () => setAsking(null), onDone: () => setAsking(null) };
  return (
    <>
      {(rotate.error ?? remove.error) && <ErrorView error={rotate.error ?? remove.error} />}
      {state === 'active' ? (
        <>
          <ActButton decision={decision} onClick={() => setAsking('replay')}>
            Send again from a day
          </ActButton>
          <ActButton decision={decision} onClick={() => setAsking('pause')}>
            Pause the webhook
          </ActButton>
        </>
      ) : (
        <ActButton decision={decision} onClick={() => setAsking('resume')}>
          Resume the webhook
        </ActButton>
      )}
      <ActButton
        decision={decision}
        loading={rotate.isPending}
        onClick={() => rotate.mutate({ id, version }, { onSuccess: (made) => setSecret(made.secret) })}
      >
        Make a new secret
      </ActButton>
      <ActButton
        decision={decision}
        loading={remove.isPending}
        onClick={() =>
          remove.mutate({ id, version }, { onSuccess: () => void navigate(orgPath('/webhooks') as never) })
        }
      >
        Remove the webhook
      </ActButton>
      {asking === 'pause' && (
        <AskDialog
          title="Pause the webhook"
          explain="What happens meanwhile waits."
          fields={[{ key: 'reason', label: 'Why', kind: 'text', required: true }]}
          fixed={{ id, version }}
          endpoint={webhookEndpoints.pause}
          verb="Pause the webhook"
          {...over}
        />
      )}
      {asking === 'resume' && (
        <AskDialog
          title="Resume the webhook"
          fields={[
            {
              key: 'from',
              label: 'Begin',
              kind: 'select',
              required: true,
              options: [
                { value: 'where-it-stopped', label: 'Where it stopped' },
                { value: 'now', label: 'From now on, without what happened meanwhile' },
              ],
            },
          ]}
          initial={{ from: 'where-it-stopped' }}
          fixed={{ id, version }}
          endpoint={webhookEndpoints.resume}
          verb="Resume the webhook"
          {...over}
        />
      )}
      {asking === 'replay' && (
        <AskDialog
          title="Send again from a day"
          explain="Everything this webhook hears of since the beginning of that day is sent again, with the ids of the first time."
          fields={[{ key: 'from', label: 'From', kind: 'date', required: true }]}
          fixed={{ id }}
          endpoint={webhookEndpoints.replay}
          verb="Send again"
          {...over}
        />
      )}
      {secret && <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
