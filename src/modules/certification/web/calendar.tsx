import type { OutputOf } from '#kernel/endpoint.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Await, Day, StateMark } from '#ui/states.tsx';
import { certificationViews } from '../views-contract.ts';

type Row = OutputOf<typeof certificationViews.calendar>['obligations'][number];

const STATES = {
  done: { label: 'Held', tone: 'good' },
  planned: { label: 'Planned', tone: 'active' },
  open: { label: 'Not planned yet', tone: 'neutral' },
  late: { label: 'Overdue', tone: 'bad' },
} as const;

/** The days of the cycle, computed from the certification decision, each with its rule. */
export function Calendar({ id }: { readonly id: string }) {
  const query = useEndpoint(certificationViews.calendar, { id });
  return (
    <Await query={query}>
      {({ obligations, expired }) => (
        <>
          {expired && <p>■ The certificate has ended. Take references to it down.</p>}
          {obligations.length === 0 ? (
            <p className="quiet">
              The calendar of surveillance and recertification is computed once a certificate is recorded.
            </p>
          ) : (
            <div className="card scroll">
              <table className="list">
                <thead>
                  <tr>
                    <th>Obligation</th>
                    <th>At the latest</th>
                    <th>State</th>
                    <th>Rule</th>
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
      <td data-label="At the latest">
        <Day day={row.dueOn} />
      </td>
      <td data-label="State">
        <StateMark {...STATES[row.state]} />
        {row.doneOn && (
          <>
            {' '}
            <Day day={row.doneOn} />
          </>
        )}
      </td>
      <td data-label="Rule" className="below">
        {row.rule}
      </td>
    </tr>
  );
}
