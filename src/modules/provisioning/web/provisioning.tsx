import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { roleNames, roleOptions } from '#kernel/roles.ts';
import { longDay } from '#ui/days.ts';
import { Dialog } from '#ui/dialog.tsx';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { ActButton, Await, Empty, ErrorView } from '#ui/states.tsx';
import { provisioningActs } from '../contract.ts';
import { mayChangeProvisioning, mayRevokeToken } from '../policy.ts';

type Shown = OutputOf<typeof provisioningActs.list>;

/** What a directory writes here by SCIM, and what its groups mean. */
export default function Provisioning() {
  const decision = mayChangeProvisioning(useActor());
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const query = useEndpoint(provisioningActs.list, {});
  return (
    <Page
      title={t('Provisioning')}
      sentence={t(
        'A directory adds people, changes them and lets them go, by SCIM 2.0. Its groups bring the roles that you name.',
      )}
      actions={
        <ActButton decision={decision} primary onClick={() => setMaking(true)}>
          {t('Make a token')}
        </ActButton>
      }
    >
      <Await query={query}>
        {(shown) => (
          <div className="read">
            <p>
              {t('Address for the directory:')}{' '}
              <code className="mono" style={{ wordBreak: 'break-all' }}>
                {shown.address}
              </code>
            </p>
            <Tokens tokens={shown.tokens} />
            <Groups groups={shown.groups} users={shown.users} />
          </div>
        )}
      </Await>
      {making && (
        <AskDialog<{ token: string }>
          title={t('Make a token')}
          explain={t(
            'Whoever holds it adds people and lets them go. It gives nobody roles beyond those of groups that you name.',
          )}
          fields={[
            { key: 'name', label: t('Which directory uses it'), kind: 'text', required: true },
            { key: 'days', label: t('For how many days'), kind: 'number' },
          ]}
          initial={{ days: 365 }}
          endpoint={provisioningActs.makeToken}
          verb={t('Make the token')}
          onClose={() => setMaking(false)}
          onDone={({ token }) => {
            setMaking(false);
            setMade(token);
          }}
        />
      )}
      {made && (
        <Dialog onClose={() => setMade(null)} title={<strong>{t('Copy the token now')}</strong>}>
          <p className="quiet" style={{ marginTop: 0 }}>
            {t('It is not shown again.')}
          </p>
          <code className="mono" style={{ wordBreak: 'break-all' }}>
            {made}
          </code>
        </Dialog>
      )}
    </Page>
  );
}

function Tokens({ tokens }: { readonly tokens: Shown['tokens'] }) {
  const decision = mayRevokeToken(useActor());
  const revoke = useCommand(provisioningActs.revokeToken);
  return (
    <Section title={t('Tokens')}>
      {revoke.error && <ErrorView error={revoke.error} />}
      {tokens.length === 0 && (
        <Empty
          title={t('No directory writes here yet')}
          why={t(
            'Make a token and give it to the directory with the address above. What it does stands in the history of each person.',
          )}
        />
      )}
      {tokens.map((each) => (
        <div key={each.id} className="field" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
          <span style={{ flex: 1 }}>
            {each.name}
            <div className="quiet meta">
              {each.revoked ? t('Revoked') : t('Good until {day}', { day: longDay(each.expiresOn) })}
            </div>
          </span>
          {!each.revoked && (
            <ActButton
              decision={decision}
              onClick={() => revoke.mutate({ id: each.id, version: each.version })}
            >
              {t('Revoke')}
            </ActButton>
          )}
        </div>
      ))}
    </Section>
  );
}

function Groups({ groups, users }: Pick<Shown, 'groups' | 'users'>) {
  const decision = mayChangeProvisioning(useActor());
  const [asking, setAsking] = useState<Shown['groups'][number] | null>(null);
  return (
    <Section title={t('Groups')}>
      <p className="quiet">
        {t('{count, plural, one {# person is} other {# persons are}} written by a directory.', {
          count: users,
        })}
      </p>
      {groups.length === 0 && (
        <p>{t('The directory has sent no group yet. People without a group get roles by hand.')}</p>
      )}
      {groups.map((each) => (
        <div key={each.id} className="field" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
          <span style={{ flex: 1 }}>
            {each.displayName}
            <div className="quiet meta">
              {each.roles.length > 0
                ? t('Brings {roles}', { roles: roleNames(each.roles) })
                : t('Brings no role')}
              {' · '}
              {t('{count, plural, one {# member} other {# members}}', { count: each.members.length })}
            </div>
          </span>
          <ActButton decision={decision} onClick={() => setAsking(each)}>
            {t('Say which roles')}
          </ActButton>
        </div>
      ))}
      {asking && (
        <AskDialog
          title={t('Roles of {group}', { group: asking.displayName })}
          explain={t('All its members get them now, and lose them when they leave the group.')}
          fields={[{ key: 'roles', label: msg('Roles'), kind: 'many', options: roleOptions }]}
          initial={{ roles: asking.roles }}
          fixed={{ id: asking.id, version: asking.version }}
          endpoint={provisioningActs.setRoles}
          verb={t('Decide it')}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      )}
    </Section>
  );
}
