import { Button, Select } from '@mantine/core';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t, timeText } from '#kernel/language.ts';
import { denied } from '#kernel/policy.ts';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView, StateMark } from '#ui/states.tsx';
import { type Delivery, deliveryStates, webhookEndpoints } from '../contract.ts';
import { mayManageWebhooks } from '../policy.ts';

type Webhook = OutputOf<typeof webhookEndpoints.get>;

/** What was sent, what waits and what was given up, the newest first; each can be looked into and sent again. */
export function Deliveries({ webhook }: { readonly webhook: Webhook }) {
  const [search, change] = useSearchState();
  const state = search.state as keyof typeof deliveryStates | undefined;
  const query = useEndpoint(webhookEndpoints.deliveries, {
    id: webhook.id,
    ...(state && { state }),
    ...(search.before && { before: search.before }),
  });
  return (
    <Section
      title={t('Deliveries')}
      actions={
        <Select
          aria-label={t('Only deliveries that')}
          size="xs"
          w={150}
          placeholder={t('All')}
          clearable
          data={Object.entries(deliveryStates).map(([value, { label }]) => ({ value, label: t(label) }))}
          value={state ?? null}
          onChange={(value) => change({ state: value, before: null })}
        />
      }
    >
      <Await query={query}>
        {({ deliveries, next }) => (
          <>
            {deliveries.length === 0 ? (
              <p className="quiet">
                {t('None. They come when one of the events happens; a test comes at once.')}
              </p>
            ) : (
              <ol className="card" style={{ listStyle: 'none', margin: 0, padding: '4px 16px' }}>
                {deliveries.map((each) => (
                  <Line key={each.id} delivery={each} webhook={webhook} />
                ))}
              </ol>
            )}
            <div style={{ display: 'flex', gap: 8, marginTop: 10 }}>
              {search.before && (
                <Button variant="default" onClick={() => change({ before: null })}>
                  {t('Newest')}
                </Button>
              )}
              {next && (
                <Button variant="default" onClick={() => change({ before: next })}>
                  {t('Older')}
                </Button>
              )}
            </div>
          </>
        )}
      </Await>
    </Section>
  );
}

function Line({ delivery, webhook }: { readonly delivery: Delivery; readonly webhook: Webhook }) {
  const decision = mayManageWebhooks(useActor());
  const replay = useCommand(webhookEndpoints.replay);
  const { id, type, happenedAt, state, status, durationMs, attempts, error, response, body, eventId } =
    delivery;
  const answered =
    status === null
      ? error
      : durationMs === null
        ? String(status)
        : t('{status} after {durationMs} ms', { status, durationMs });
  return (
    <li className="field" style={{ display: 'block', fontSize: 13 }}>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <StateMark {...deliveryStates[state]} />
        <span className="mono" style={{ overflowWrap: 'anywhere' }}>
          {type}
        </span>
        <time className="quiet" dateTime={happenedAt}>
          {timeText(happenedAt)}
        </time>
        <span style={{ marginInlineStart: 'auto' }}>
          {type !== 'webhook.test' && (
            <ActButton
              compact
              decision={webhook.state === 'active' ? decision : paused()}
              loading={replay.isPending}
              onClick={() => replay.mutate({ id: webhook.id, deliveryId: id })}
            >
              {t('Send again')}
            </ActButton>
          )}
        </span>
      </div>
      {replay.error && <ErrorView error={replay.error} />}
      <details>
        <summary className="quiet">
          {attempts > 1
            ? t('{answered}, {attempts, plural, one {# attempt} other {# attempts}}', {
                answered: answered ?? t('Not sent yet'),
                attempts,
              })
            : (answered ?? t('Not sent yet'))}
        </summary>
        <div className="quiet" style={{ overflowWrap: 'anywhere' }}>
          {t('webhook-id {eventId}', { eventId })}
        </div>
        <pre className="mono webhook-text">{JSON.stringify(JSON.parse(body), null, 2)}</pre>
        {response && (
          <>
            <div className="quiet">{t('Its answer began with')}</div>
            <pre className="mono webhook-text">{response}</pre>
          </>
        )}
      </details>
    </li>
  );
}

const paused = () => denied(t('A paused webhook sends nothing. Resume it first.'));
