import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { nonconformityViews } from '../views-contract.ts';
import { TrendBars } from './trend-bars.tsx';

type Trends = OutputOf<typeof nonconformityViews.trends>;
type Slice = Trends['causes'][number];

const BY = {
  causes: { title: msg('Kind of cause'), filter: 'causeCategory' },
  sources: { title: msg('Source'), filter: 'source' },
  requirements: { title: msg('Requirement'), filter: 'requirements' },
  managementSystems: { title: msg('Management system'), filter: 'managementSystems' },
  months: { title: msg('Month found'), filter: null },
} as const;
type By = keyof typeof BY;

/** Where nonconformities pile up: bars, and the same figures as a table whose numbers lead to their records. */
export default function Trends() {
  const [search, change] = useSearchState();
  const by: By = search.by && search.by in BY ? (search.by as By) : 'causes';
  const query = useEndpoint(nonconformityViews.trends, {});
  return (
    <Page
      title={t('Trends of nonconformities')}
      clause="10.2, 9.3.2"
      sentence={t('Where they pile up, how many are open, and how many needed more than one round.')}
      wide
      actions={<PageLink path="/nonconformities">{t('All nonconformities')}</PageLink>}
    >
      <Await query={query}>
        {(trends) =>
          trends.total === 0 ? (
            <Empty
              title={t('Nothing to count yet')}
              why={t(
                'Trends of nonconformities and corrective actions are an input of the management review.',
              )}
            />
          ) : (
            <>
              <fieldset className="chips noprint">
                <legend className="sr-only">{t('Count by')}</legend>
                {(Object.keys(BY) as By[]).map((each) => (
                  <label key={each} className="chip">
                    <input
                      type="radio"
                      name="by"
                      checked={by === each}
                      onChange={() => change({ by: each })}
                    />{' '}
                    {t(BY[each].title)}
                  </label>
                ))}
              </fieldset>
              <TrendBars title={t(BY[by].title)} slices={trends[by]} />
              <SliceTable by={by} slices={trends[by]} />
            </>
          )
        }
      </Await>
    </Page>
  );
}

function SliceTable({ by, slices }: { readonly by: By; readonly slices: readonly Slice[] }) {
  const { title, filter } = BY[by];
  const all = '/nonconformities?state[not]=dismissed';
  const href = (slice: Slice) => {
    if (by === 'months') return `${all}&foundOn[gte]=${slice.key}-01&foundOn[lte]=${slice.key}-31`;
    if (slice.key === '' && filter) return `${all}&${filter}[empty]=true`;
    return slice.key === 'own' ? `${all}&ownRequirement[empty]=false` : `${all}&${filter}=${slice.key}`;
  };
  return (
    <div className="card scroll">
      <table className="list">
        <thead>
          <tr>
            <th>{title}</th>
            <th className="num">{t('All')}</th>
            <th className="num">{t('Open')}</th>
            <th className="num">{t('Major')}</th>
            <th className="num">{t('More than one round')}</th>
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => (
            <tr key={slice.key}>
              <th scope="row">{slice.label}</th>
              <td className="num" data-label={t('All')}>
                <OrgLink path={href(slice)}>{slice.total}</OrgLink>
              </td>
              <td className="num" data-label={t('Open')}>
                {slice.open}
              </td>
              <td className="num" data-label={t('Major')}>
                {slice.major}
              </td>
              <td className="num" data-label={t('More than one round')}>
                {slice.again}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
