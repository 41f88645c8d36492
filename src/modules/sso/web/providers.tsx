import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog, withoutEmpty } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, Empty } from '#ui/states.tsx';
import { providerActs } from '../contract.ts';
import { mayChangeProviders } from '../policy.ts';
import { oidcFields, samlFields } from './fields.ts';
import { ProviderCard } from './provider-card.tsx';
import { Tried } from './tried.tsx';

/** The providers by which people sign in. */
export default function Providers() {
  const actor = useActor();
  const [adding, setAdding] = useState<'oidc' | 'saml' | null>(null);
  const [search, change] = useSearchState();
  const query = useEndpoint(providerActs.list, {});
  const decision = mayChangeProviders(actor);
  const done = () => setAdding(null);
  return (
    <Page
      title={t('Single sign-on')}
      sentence={t(
        'People sign in where your organisation signs in anyway. A provider opens this organisation and no other.',
      )}
      actions={
        <>
          <ActButton decision={decision} onClick={() => setAdding('saml')}>
            {t('Add by SAML')}
          </ActButton>
          <ActButton decision={decision} primary onClick={() => setAdding('oidc')}>
            {t('Add by OpenID Connect')}
          </ActButton>
        </>
      }
    >
      {search.tried && <Tried handle={search.tried} onClose={() => change({ tried: null })} />}
      <Await query={query}>
        {({ providers }) => (
          <div className="read">
            {providers.length === 0 && (
              <Empty
                title={t('Nobody signs in by a provider yet')}
                why={t(
                  'Add the directory of your organisation, such as Entra ID, Okta or Keycloak. It stays off until you have tried it and turn it on; passwords and passkeys go on working beside it.',
                )}
              />
            )}
            {providers.map((each) => (
              <ProviderCard key={each.id} provider={each} />
            ))}
          </div>
        )}
      </Await>
      {adding && (
        <AskDialog
          title={adding === 'oidc' ? t('Add a provider by OpenID Connect') : t('Add a provider by SAML 2.0')}
          explain={t('It is off at first. After this step you see what the provider must be told of us.')}
          fields={adding === 'oidc' ? oidcFields : samlFields}
          initial={adding === 'oidc' ? { scopes: 'openid email profile' } : {}}
          fixed={{ kind: adding }}
          prepare={withoutEmpty}
          endpoint={providerActs.create}
          verb={t('Add the provider')}
          onClose={done}
          onDone={done}
        />
      )}
    </Page>
  );
}
