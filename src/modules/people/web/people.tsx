import { Modal } from '@mantine/core';
import { useState } from 'react';
import { type Role, roleIds, roles } from '#kernel/roles.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useSearchState, useSession } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await } from '#ui/states.tsx';
import { peopleActs } from '../contract.ts';
import { mayManagePeople } from '../policy.ts';

export const ROLE_OPTIONS = roleIds.map((value) => ({ value, label: roles[value] }));

/** Who works here, with which roles, and by what right. */
export default function People() {
  const [search, change] = useSearchState();
  const [link, setLink] = useState<string | null>(null);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const mail = useSession().data?.mail ?? false;
  const query = useEndpoint(peopleActs.directory, {});
  return (
    <Page
      title="People and roles"
      clause="5.3"
      sentence="Who works here, with which roles, and by what right."
      actions={
        <ActButton decision={mayManagePeople(useActor())} primary onClick={() => change({ invite: 'yes' })}>
          Invite somebody
        </ActButton>
      }
    >
      <Await query={query}>
        {({ people }) => (
          <div className="card" style={{ overflowX: 'auto' }}>
            <table className="list">
              <thead>
                <tr>
                  {['Name', 'Roles', 'E-mail', 'Account'].map((each) => (
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
                      {!each.active && <span className="quiet"> · left</span>}
                    </td>
                    <td data-label="Roles" style={{ whiteSpace: 'normal' }}>
                      {each.memberships.flatMap((one) =>
                        one.roles.map((role) => (
                          <span key={`${one.id}${role}`} className="chip" title={one.ground ?? undefined}>
                            {roles[role as Role]}
                            {one.outside && ' · from outside'}
                            {one.until && ` · until ${one.until}`}
                          </span>
                        )),
                      )}
                    </td>
                    <td data-label="E-mail">{each.email}</td>
                    <td data-label="Account">{each.account ? 'yes' : <span className="quiet">none</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Await>
      {search.invite && (
        <AskDialog<{ path: string | null; mailedTo: string | null }>
          title="Invite somebody"
          explain={
            mail
              ? 'A link goes to the address. It is good for seven days, opens a sign-in and approves nothing by itself.'
              : 'E-mail is off here: you get a link that is good for seven days. It opens a sign-in and approves nothing by itself.'
          }
          fields={[
            { key: 'email', label: 'E-mail', kind: 'text', required: true },
            { key: 'roles', label: 'Roles', kind: 'many', options: ROLE_OPTIONS, required: true },
            {
              key: 'ground',
              label: 'If from outside: by what authority',
              kind: 'text',
              help: 'A contract, a mandate, a board decision',
            },
          ]}
          initial={{ roles: [], ground: null }}
          endpoint={peopleActs.invite}
          verb={mail ? 'Send the link' : 'Make the link'}
          onClose={() => change({ invite: null })}
          onDone={({ path, mailedTo }) => {
            setLink(path && `${location.origin}${path}`);
            setMailedTo(mailedTo);
            change({ invite: null });
          }}
        />
      )}
      {mailedTo && <p role="status">The invitation is on its way to {mailedTo}.</p>}
      {link && (
        <Modal opened onClose={() => setLink(null)} title={<strong>Give this link to the person</strong>}>
          <p className="quiet" style={{ marginTop: 0 }}>
            It is shown once and works once.
          </p>
          <code className="mono" style={{ wordBreak: 'break-all' }}>
            {link}
          </code>
        </Modal>
      )}
    </Page>
  );
}
