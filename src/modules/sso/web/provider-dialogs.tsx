import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { usePeople } from '#ui/people.ts';
import type { RowValue } from '#ui/rows-input.tsx';
import { providerActs } from '../contract.ts';
import { groupRolesOf, oidcFields, peopleFields, rowsOf, samlFields } from './fields.ts';
import type { ProviderShown } from './provider-shown.ts';

export type ProviderTask = 'connection' | 'people' | 'require' | 'remove';

type Props = { readonly provider: ProviderShown; readonly onClose: () => void };

/** The dialog of one task. */
export function ProviderDialog({ task, ...props }: Props & { readonly task: ProviderTask }) {
  if (task === 'connection') return <Connection {...props} />;
  if (task === 'people') return <People {...props} />;
  if (task === 'require') return <Require {...props} />;
  return <Remove {...props} />;
}

function Connection({ provider, onClose }: Props) {
  const { id, version, label, issuer, clientId, scopes } = provider;
  return (
    <AskDialog
      title={t('Change the connection')}
      fields={provider.kind === 'oidc' ? oidcFields : samlFields}
      initial={provider.kind === 'oidc' ? { label, issuer, clientId, scopes } : { label }}
      fixed={{ id, version }}
      prepare={(given) =>
        Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== null))
      }
      endpoint={providerActs.change}
      verb={t('Keep it')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}

function People({ provider, onClose }: Props) {
  const { id, version, domains, newcomerRoles, emailClaim, nameClaim, groupsClaim, strongValues } = provider;
  return (
    <AskDialog
      title={t('Who comes in by {provider}', { provider: provider.label })}
      fields={peopleFields}
      initial={{
        domains,
        newcomerRoles: newcomerRoles ?? [],
        emailClaim,
        nameClaim,
        groupsClaim,
        strongValues,
        shown: provider.shown ? 'yes' : 'no',
        emailTrusted: provider.emailTrusted ? 'yes' : 'no',
        groupRoles: rowsOf(provider.groupRoles),
      }}
      fixed={{ id, version }}
      prepare={({ shown, emailTrusted, groupRoles, ...rest }) => ({
        ...rest,
        newcomerRoles: (rest.newcomerRoles as readonly string[]).length > 0 ? rest.newcomerRoles : null,
        groupsClaim: rest.groupsClaim || null,
        shown: shown === 'yes',
        emailTrusted: emailTrusted === 'yes',
        groupRoles: groupRolesOf((groupRoles ?? []) as readonly RowValue[]),
      })}
      endpoint={providerActs.change}
      verb={t('Keep it')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}

function Require({ provider, onClose }: Props) {
  const people = usePeople();
  const { id, version, requiredFrom, exempt } = provider;
  return (
    <AskDialog
      title={t('Require single sign-on')}
      explain={t(
        'From the day on, members open this organisation through a provider of yours only. Whoever may come in otherwise is your spare key: keep at least one administrator there, with a password and a second factor. API keys go on.',
      )}
      fields={[
        {
          key: 'requiredFrom',
          label: t('From'),
          kind: 'date',
          help: t('Empty: it is everybody’s own choice'),
        },
        {
          key: 'exempt',
          label: t('May come in otherwise'),
          kind: 'many',
          options: people.map((each) => ({ value: each.id, label: each.name, stored: true as const })),
        },
      ]}
      initial={{ requiredFrom, exempt }}
      fixed={{ id, version }}
      prepare={(given) => ({ ...given, requiredFrom: given.requiredFrom || null })}
      endpoint={providerActs.require}
      verb={t('Decide it')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}

function Remove({ provider, onClose }: Props) {
  return (
    <AskDialog
      title={t('Remove {provider}', { provider: provider.label })}
      explain={t(
        'Sessions that it opened end at once, and the roles that its groups brought are taken away. People, and roles given by hand, stay.',
      )}
      fields={[]}
      fixed={{ id: provider.id, version: provider.version }}
      endpoint={providerActs.remove}
      verb={t('Remove the provider')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}
