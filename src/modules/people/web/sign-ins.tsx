import { msg, t, timeText } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, Empty } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { peopleActs } from '../contract.ts';

const WAYS = {
  password: msg('Password'),
  code: msg('Password and code'),
  passkey: msg('Passkey'),
  provider: msg('Single sign-on'),
} as const;

/** Who came in lately, how and from where; of one person when the address names one. */
export default function SignIns() {
  const [search, change] = useSearchState();
  const { person: personId } = search;
  const query = useEndpoint(peopleActs.signIns, personId ? { personId } : {});
  return (
    <Page
      title={t('Sign-ins')}
      sentence={t(
        'Who came in lately, how and from where, and who was locked out. Only administrators see it.',
      )}
      actions={
        personId && (
          <ActButton decision={{ allowed: true }} onClick={() => change({ person: null })}>
            {t('Show everybody')}
          </ActButton>
        )
      }
    >
      <Await query={query}>
        {({ signIns, days }) => (
          <>
            {signIns.length === 0 ? (
              <Empty
                title={t('No sign-in yet')}
                why={t('Each sign-in appears here, with its time, its way and the network it came from.')}
              />
            ) : (
              <TableCard
                label={t('Sign-ins')}
                head={[t('Time'), t('Person'), t('Way in'), t('Device'), t('Network')]}
              >
                {signIns.map((each) => (
                  <tr key={each.id}>
                    <td>{timeText(each.at, { dateStyle: 'medium', timeStyle: 'short' })}</td>
                    <td data-label={t('Person')}>
                      <OrgLink path={`/people/${each.personId}`} className="plain">
                        {each.name}
                      </OrgLink>
                    </td>
                    <td data-label={t('Way in')}>
                      {each.way ? t(WAYS[each.way]) : <strong>{t('Locked out after wrong tries')}</strong>}
                    </td>
                    <td data-label={t('Device')}>{each.device ?? '–'}</td>
                    <td data-label={t('Network')}>
                      <span className="mono">{each.address === 'unknown' ? t('unknown') : each.address}</span>
                    </td>
                  </tr>
                ))}
              </TableCard>
            )}
            <p className="quiet">
              {t(
                'The last hundred are shown. They are kept for {days} days; changes of second factors and passkeys, and sessions ended by an administrator, stand in the log.',
                { days },
              )}
            </p>
          </>
        )}
      </Await>
    </Page>
  );
}
