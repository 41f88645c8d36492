import { useState } from 'react';
import { dayText, t } from '#kernel/language.ts';
import { roleNames } from '#kernel/roles.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useEndpoint } from '#ui/hooks.ts';
import { ActButton, Await } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { peopleActs } from '../contract.ts';

/** The links that are on their way, each of which can be withdrawn; nothing where none is. */
export function OpenInvitations() {
  const query = useEndpoint(peopleActs.invitations, {});
  const [withdrawing, setWithdrawing] = useState<{ readonly id: string; readonly email: string } | null>(
    null,
  );
  return (
    <Await query={query}>
      {({ invitations }) =>
        invitations.length > 0 && (
          <section className="section">
            <h2>{t('Invitations not taken up yet')}</h2>
            <TableCard
              label={t('Invitations not taken up yet')}
              head={[t('E-mail'), t('Roles'), t('Invited by'), t('Good until'), '']}
            >
              {invitations.map(({ id, email, roles, onlyFor, invitedBy, expiresAt }) => (
                <tr key={id}>
                  <td>{email}</td>
                  <td data-label={t('Roles')} style={{ whiteSpace: 'normal' }}>
                    {roles.length > 0 ? roleNames(roles) : t('those of the person before')}
                    {onlyFor.length > 0 && (
                      <span className="quiet"> {t('only for {parts}', { parts: onlyFor.join(', ') })}</span>
                    )}
                  </td>
                  <td data-label={t('Invited by')}>{invitedBy ?? t('The operator')}</td>
                  <td data-label={t('Good until')}>{dayText(expiresAt.slice(0, 10))}</td>
                  <td>
                    <ActButton decision={{ allowed: true }} onClick={() => setWithdrawing({ id, email })}>
                      {t('Withdraw')}
                    </ActButton>
                  </td>
                </tr>
              ))}
            </TableCard>
            {withdrawing && (
              <AskDialog
                title={t('Withdraw the invitation')}
                explain={t('The link for {email} will open nothing any more.', {
                  email: withdrawing.email,
                })}
                fields={[]}
                fixed={{ id: withdrawing.id }}
                endpoint={peopleActs.withdrawInvitation}
                verb={t('Withdraw the invitation')}
                onClose={() => setWithdrawing(null)}
                onDone={() => setWithdrawing(null)}
              />
            )}
          </section>
        )
      }
    </Await>
  );
}
