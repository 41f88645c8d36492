import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { resultEndpoints } from '../result-contract.ts';
import { NoResults } from './figures.tsx';
import type { Monitor } from './types.ts';
import { SEVERITIES, shortHash, windowText } from './words.ts';

/** Every window with what it is bound to: rows, model, hash, version; the newest first. */
export function Results({ monitor, timeZone }: { readonly monitor: Monitor; readonly timeZone: string }) {
  const query = useEndpoint(resultEndpoints.list, { id: monitor.id, limit: 200 });
  return (
    <Await query={query}>
      {({ results, next }) =>
        results.length === 0 ? (
          <NoResults monitor={monitor} />
        ) : (
          <section className="card scroll" aria-label="Results, newest window first">
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">Window</th>
                  <th scope="col">Worst</th>
                  <th scope="col" className="num">
                    Rows
                  </th>
                  <th scope="col" className="num">
                    Labelled
                  </th>
                  <th scope="col">Model</th>
                  <th scope="col">Measured with</th>
                  <th scope="col" className="num">
                    Version
                  </th>
                  <th scope="col">Hash</th>
                </tr>
              </thead>
              <tbody>
                {results.map((each) => (
                  <tr key={each.id}>
                    <td>
                      <OrgLink path={`/results/${each.id}`}>
                        {windowText(each.windowFrom, each.windowTo, timeZone)}
                      </OrgLink>
                      {!each.complete && <span className="quiet"> still open</span>}
                    </td>
                    <td data-label="Worst">
                      <Worst worst={each.worst} live={each.live} />
                    </td>
                    <td className="num" data-label="Rows">
                      {each.rows.toLocaleString('en-GB')}
                    </td>
                    <td className="num" data-label="Labelled">
                      {each.labelled.toLocaleString('en-GB')}
                    </td>
                    <td data-label="Model">{each.modelVersion ?? <span className="quiet">not told</span>}</td>
                    <td data-label="Measured with">
                      {each.reportedBy ? `reported by ${each.reportedBy}` : each.engine}
                    </td>
                    <td className="num" data-label="Version">
                      {each.version}
                    </td>
                    <td className="mono" data-label="Hash" title={each.resultHash}>
                      {shortHash(each.resultHash)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {next && <p className="quiet">The latest {results.length} windows are shown.</p>}
          </section>
        )
      }
    </Await>
  );
}

/** The gravest breach of a window, and whether thresholds were on as it arrived. */
export function Worst({ worst, live }: { readonly worst: string | null; readonly live: boolean }) {
  const shown = worst === null ? null : SEVERITIES[worst];
  if (!shown)
    return <StateMark label={live ? 'Inside' : 'Inside, not on yet'} tone={live ? 'good' : 'muted'} />;
  return (
    <StateMark label={live ? shown.label : `${shown.label}, not on yet`} tone={live ? shown.tone : 'muted'} />
  );
}
