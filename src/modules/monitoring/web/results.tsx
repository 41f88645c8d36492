import { numberText, t } from '#kernel/language.ts';
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
          <section className="card scroll" aria-label={t('Results, newest window first')}>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{t('Window')}</th>
                  <th scope="col">{t('Worst')}</th>
                  <th scope="col" className="num">
                    {t('Rows')}
                  </th>
                  <th scope="col" className="num">
                    {t('Labelled')}
                  </th>
                  <th scope="col">{t('Model')}</th>
                  <th scope="col">{t('Measured with')}</th>
                  <th scope="col" className="num">
                    {t('Version')}
                  </th>
                  <th scope="col">{t('Hash')}</th>
                </tr>
              </thead>
              <tbody>
                {results.map((each) => (
                  <tr key={each.id}>
                    <td>
                      <OrgLink path={`/results/${each.id}`}>
                        {windowText(each.windowFrom, each.windowTo, timeZone)}
                      </OrgLink>
                      {!each.complete && <span className="quiet"> {t('still open')}</span>}
                    </td>
                    <td data-label={t('Worst')}>
                      <Worst worst={each.worst} live={each.live} />
                    </td>
                    <td className="num" data-label={t('Rows')}>
                      {numberText(each.rows)}
                    </td>
                    <td className="num" data-label={t('Labelled')}>
                      {numberText(each.labelled)}
                    </td>
                    <td data-label={t('Model')}>
                      {each.modelVersion ?? <span className="quiet">{t('not told')}</span>}
                    </td>
                    <td data-label={t('Measured with')}>
                      {each.reportedBy
                        ? t('reported by {reportedBy}', { reportedBy: each.reportedBy })
                        : each.engine}
                    </td>
                    <td className="num" data-label={t('Version')}>
                      {each.version}
                    </td>
                    <td className="mono" data-label={t('Hash')} title={each.resultHash}>
                      {shortHash(each.resultHash)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {next && (
              <p className="quiet">
                {t('The latest {results, plural, one {window is} other {# windows are}} shown.', {
                  results: results.length,
                })}
              </p>
            )}
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
    return <StateMark label={live ? t('Inside') : t('Inside, not on yet')} tone={live ? 'good' : 'muted'} />;
  return (
    <StateMark
      label={live ? shown.label : t('{label}, not on yet', { label: shown.label })}
      tone={live ? shown.tone : 'muted'}
    />
  );
}
