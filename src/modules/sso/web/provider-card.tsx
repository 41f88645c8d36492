import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { roleNames } from '#kernel/roles.ts';
import { longDay } from '#ui/days.ts';
import { useActor, useCommand } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton, ErrorView, StateMark } from '#ui/states.tsx';
import { providerActs } from '../contract.ts';
import { mayChangeProviders } from '../policy.ts';
import { ProviderDialog, type ProviderTask } from './provider-dialogs.tsx';
import type { ProviderShown } from './provider-shown.ts';

/** One provider: what it is, what it must be told, who comes in by it, and what can be done. */
export function ProviderCard({ provider }: { readonly provider: ProviderShown }) {
  const decision = mayChangeProviders(useActor());
  const [task, setTask] = useState<ProviderTask | null>(null);
  const change = useCommand(providerActs.change);
  const turn = () =>
    change.mutate({ id: provider.id, version: provider.version, enabled: !provider.enabled });
  return (
    <Section
      title={provider.label}
      actions={
        <StateMark label={provider.enabled ? t('On') : t('Off')} tone={provider.enabled ? 'good' : 'muted'} />
      }
    >
      {change.error && <ErrorView error={change.error} />}
      <Told provider={provider} />
      <Rules provider={provider} />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 12 }}>
        <ActButton decision={decision} onClick={() => location.assign(trial(provider))}>
          {t('Try it')}
        </ActButton>
        <ActButton decision={decision} onClick={turn}>
          {provider.enabled ? t('Turn it off') : t('Turn it on')}
        </ActButton>
        <ActButton decision={decision} onClick={() => setTask('people')}>
          {t('Say who comes in')}
        </ActButton>
        <ActButton decision={decision} onClick={() => setTask('connection')}>
          {t('Change the connection')}
        </ActButton>
        <ActButton decision={decision} onClick={() => setTask('require')}>
          {t('Require it')}
        </ActButton>
        <ActButton decision={decision} onClick={() => setTask('remove')}>
          {t('Remove it')}
        </ActButton>
      </div>
      {task && <ProviderDialog task={task} provider={provider} onClose={() => setTask(null)} />}
    </Section>
  );
}

/** Leads to the provider and back to this page, with what it said and without signing anybody in. */
function trial({ start }: ProviderShown): string {
  return `${new URL(start).pathname}?purpose=try&return=${encodeURIComponent(location.pathname)}`;
}

function Told({ provider }: { readonly provider: ProviderShown }) {
  const rows =
    provider.kind === 'oidc'
      ? [[t('Redirect address'), provider.callback]]
      : [
          [t('Entity id and metadata'), provider.metadata],
          [t('Assertion consumer service (HTTP-POST)'), provider.acs],
        ];
  return (
    <>
      <p className="quiet" style={{ marginTop: 0 }}>
        {provider.kind === 'oidc'
          ? t('OpenID Connect, issuer {issuer}. Give the provider this address:', { issuer: provider.issuer })
          : t(
              'SAML 2.0, {issuer}. Give the provider these addresses; it must sign assertions (SHA-256) and need not encrypt them:',
              {
                issuer: provider.issuer,
              },
            )}
      </p>
      <dl style={{ margin: 0 }}>
        {rows.map(([label, address]) => (
          <div key={label} className="field">
            <dt className="label">{label}</dt>
            <dd style={{ margin: 0 }}>
              <code className="mono" style={{ wordBreak: 'break-all' }}>
                {address}
              </code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Rules({ provider }: { readonly provider: ProviderShown }) {
  const waiting = provider.domains.filter((each) => !provider.confirmedDomains.includes(each));
  return (
    <ul style={{ paddingInlineStart: 18 }}>
      <li>
        {provider.newcomerRoles === null
          ? t('People who are known here or invited come in; nobody else.')
          : t('Newcomers of its domains come in as {roles}.', { roles: roleNames(provider.newcomerRoles) })}
      </li>
      {provider.confirmedDomains.length > 0 && (
        <li>{t('Leads the people of {domains}.', { domains: provider.confirmedDomains.join(', ') })}</li>
      )}
      {waiting.length > 0 && (
        <li>
          {t(
            'Waits for the operator of this instance to confirm: {domains} (./aims identity-provider confirm-domain).',
            {
              domains: waiting.join(', '),
            },
          )}
        </li>
      )}
      {provider.groupsClaim !== null && provider.groupRoles.length > 0 && (
        <li>
          {t('{count, plural, one {# group brings roles} other {# groups bring roles}}.', {
            count: provider.groupRoles.length,
          })}
        </li>
      )}
      {provider.requiredFrom !== null && (
        <li>
          {t(
            'From {day} members come in through a provider only; {count, plural, one {# person may} other {# persons may}} come in otherwise.',
            {
              day: longDay(provider.requiredFrom),
              count: provider.exempt.length,
            },
          )}
        </li>
      )}
    </ul>
  );
}
