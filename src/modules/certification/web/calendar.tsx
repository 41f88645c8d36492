import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Await, Day, StateMark } from '#ui/states.tsx';
import { certificationViews } from '../views-contract.ts';

type Row = OutputOf<typeof certificationViews.calendar>['obligations'][number];

const STATES = {
  done: { label: msg('Held'), tone: 'good' },
  planned: { label: msg('Planned'), tone: 'active' },
  open: { label: msg('Not planned yet'), tone: 'neutral' },
  late: { label: msg('Overdue'), tone: 'bad' },
} as const;

/** The days of the cycle, computed from the certification decision, each with its rule. */
export function Calendar({ id }: { readonly id: string }) {
  const query = useEndpoint(certificationViews.calendar, { id });
  return (
    <Await query={query}>
      {({ obligations, expired }) => (
        <>
          {expired && <p>{t('■ The certificate has ended. Take references to it down.')}</p>}
          {obligations.length === 0 ? (
            <p className="quiet">
              {t(
                'The calendar of surveillance and recertification is computed once a certificate is recorded.',
              )}
            </p>
          ) : (
            <div className="card scroll">
              <table className="list">
                <thead>
                  <tr>
                    <th>{t('Obligation')}</th>
                    <th>{t('At the latest')}</th>
                    <th>{t('State')}</th>
                    <th>{t('Rule')}</th>
                  </tr>
                </thead>
                <tbody>
                  {obligations.map((row) => (
                    <Line key={row.id} row={row} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </Await>
  );
}

function Line({ row }: { readonly row: Row }) {
  return (
    <tr>
      <th scope="row">
        {row.auditId ? (
          <OrgLink path={`/certification-audits/${row.auditId}`}>{row.title}</OrgLink>
        ) : (
          row.title
        )}
      </th>
      <td data-label={t('At the latest')}>
        <Day day={row.dueOn} />
      </td>
      <td data-label={t('State')}>
        <StateMark {...STATES[row.state]} />
        {row.doneOn && (
          <>
            {' '}
            <Day day={row.doneOn} />
          </>
        )}
      </td>
      <td data-label={t('Rule')} className="below">
        {row.rule}
      </td>
    </tr>
  );
}
