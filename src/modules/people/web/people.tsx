import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { type Role, roleOptions, roles } from '#kernel/roles.ts';
import { Dialog } from '#ui/dialog.tsx';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useSearchState, useSession } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await } from '#ui/states.tsx';
import { useUnits } from '#ui/units.ts';
import { peopleActs } from '../contract.ts';
import { mayManagePeople } from '../policy.ts';
import { OpenInvitations } from './open-invitations.tsx';
import { partFields, withScope } from './part.tsx';

/** Who works here, with which roles, and by what right. */
export default function People() {
  const [search, change] = useSearchState();
  const [link, setLink] = useState<string | null>(null);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const mail = useSession().data?.mail ?? false;
  const units = useUnits();
  const mayInvite = mayManagePeople(useActor());
  const query = useEndpoint(peopleActs.directory, {});
  return (
    <Page
      title={t('People and roles')}
      clause="5.3"
      sentence={t('Who works here, with which roles, and by what right.')}
      actions={
        <ActButton decision={mayInvite} primary onClick={() => change({ invite: 'yes' })}>
          {t('Invite somebody')}
        </ActButton>
      }
    >
      <Await query={query}>
        {({ people }) => (
          <div className="card" style={{ overflowX: 'auto' }}>
            <table className="list">
              <thead>
                <tr>
                  {[t('Name'), t('Roles'), t('E-mail'), t('Account')].map((each) => (
                    <th key={each} scope="col">
                      {each}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {people.map((each) => (
                  <tr key={each.id}>
                    <td>
                      <OrgLink path={`/people/${each.id}`} className="plain">
                        {each.name}
                      </OrgLink>
                      {!each.active && <span className="quiet"> {`· ${t('left')}`}</span>}
                    </td>
                    <td data-label={t('Roles')} style={{ whiteSpace: 'normal' }}>
                      {each.memberships.flatMap((one) =>
                        one.roles.map((role) => (
                          <span key={`${one.id}${role}`} className="chip" title={one.ground ?? undefined}>
                            {one.outside
                              ? one.until
                                ? t('{roles} · from outside · until {until}', {
                                    roles: t(roles[role as Role]),
                                    until: one.until,
                                  })
                                : t('{roles} · from outside', { roles: t(roles[role as Role]) })
                              : one.until
                                ? t('{roles} · until {until}', {
                                    roles: t(roles[role as Role]),
                                    until: one.until,
                                  })
                                : `${t(roles[role as Role])}`}
                            {one.scope &&
                              ` · ${[...one.scope.units, ...one.scope.systems].map((part) => part.name).join(', ')}`}
                          </span>
                        )),
                      )}
                    </td>
                    <td data-label={t('E-mail')}>{each.email}</td>
                    <td data-label={t('Account')}>
                      {each.account ? t('yes') : <span className="quiet">{t('none')}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Await>
      {mayInvite.allowed && <OpenInvitations />}
      {search.invite && (
        <AskDialog<{ path: string | null; mailedTo: string | null }>
          title={t('Invite somebody')}
          explain={
            mail
              ? t(
                  'A link goes to the address. It is good for seven days, opens a sign-in and approves nothing by itself.',
                )
              : t(
                  'E-mail is off here: you get a link that is good for seven days. It opens a sign-in and approves nothing by itself.',
                )
          }
          fields={[
            { key: 'email', label: t('E-mail'), kind: 'text', required: true },
            { key: 'roles', label: t('Roles'), kind: 'many', options: roleOptions, required: true },
            {
              key: 'ground',
              label: t('If from outside: by what authority'),
              kind: 'text',
              help: t('A contract, a mandate, a board decision'),
            },
            ...partFields(units),
          ]}
          initial={{ roles: [], ground: null, units: [], systems: [] }}
          prepare={(given) => ({ ...withScope(given), outside: Boolean(given.ground) })}
          endpoint={peopleActs.invite}
          verb={mail ? t('Send the link') : t('Make the link')}
          onClose={() => change({ invite: null })}
          onDone={({ path, mailedTo }) => {
            setLink(path && `${location.origin}${path}`);
            setMailedTo(mailedTo);
            change({ invite: null });
          }}
        />
      )}
      {mailedTo && <p role="status">{t('The invitation is on its way to {mailedTo}.', { mailedTo })}</p>}
      {link && (
        <Dialog onClose={() => setLink(null)} title={<strong>{t('Give this link to the person')}</strong>}>
          <p className="quiet" style={{ marginTop: 0 }}>
            {t('It is shown once and works once.')}
          </p>
          <code className="mono" style={{ wordBreak: 'break-all' }}>
            {link}
          </code>
        </Dialog>
      )}
    </Page>
  );
}
