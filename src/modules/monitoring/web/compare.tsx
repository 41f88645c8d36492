import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/endpoint.ts';
import { numberText, t } from '#kernel/language.ts';
import { useEndpoint, useOrg, useSearchState } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, Empty, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { changeText, figureText } from '../figure-text.ts';
import { resultEndpoints } from '../result-contract.ts';
import { intervalText, metricTitle, sliceTitle, windowText } from './words.ts';

type Compared = OutputOf<typeof resultEndpoints.compare>;

/** Two model versions by the latest window of each: what changed, and where the intervals do not meet. */
export default function ComparePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search, change] = useSearchState();
  const { a, b } = search;
  const query = useEndpoint(resultEndpoints.compare, { id, ...(a && { a }), ...(b && { b }) });
  return (
    <Page
      title={t('Compare model versions')}
      clause="9.1, A.6.2.4"
      sentence={t(
        'The latest window of each version, figure by figure. Intervals that do not meet are marked; a difference inside them may be chance.',
      )}
      wide
      actions={<PageLink path={`/monitors/${id}`}>{t('Back to the monitor')}</PageLink>}
    >
      <Await query={query}>
        {(found) =>
          found.versions.length < 2 || !found.a || !found.b ? (
            <Empty
              title={t('There are no two versions yet')}
              why={t(
                'Results say which version of the model they are of (model_version in the spec). Once results of a second version have come, they stand side by side here.',
              )}
            />
          ) : (
            <Shown found={found} change={change} only={search.only ?? 'apart'} />
          )
        }
      </Await>
    </Page>
  );
}

function Shown({
  found,
  change,
  only,
}: {
  readonly found: Compared;
  readonly change: (patch: Readonly<Record<string, string | null>>) => void;
  readonly only: string;
}) {
  const timeZone = useOrg()?.timeZone ?? 'UTC';
  const { versions, a, b } = found;
  const rows = found.figures.filter(
    (each) => only === 'all' || (only === 'whole' ? each.slice === 'all' : each.apart === true),
  );
  const choice = (side: 'a' | 'b', label: string) => (
    <NativeSelect
      label={label}
      value={found[side]!.modelVersion ?? ''}
      onChange={(event) => change({ [side]: event.currentTarget.value })}
      data={versions.map((each) => ({
        value: each.modelVersion,
        label: `${each.modelVersion} (${each.windows} ${each.windows === 1 ? t('window') : t('windows')})`,
      }))}
    />
  );
  return (
    <>
      <div className="line-of-facts noprint">
        {choice('a', t('Version before'))}
        {choice('b', t('Version after'))}
        <SegmentedControl
          size="xs"
          aria-label={t('Which figures')}
          value={only}
          onChange={(chosen) => change({ only: chosen === 'apart' ? null : chosen })}
          data={[
            { value: 'apart', label: t('Intervals apart') },
            { value: 'whole', label: t('The whole') },
            { value: 'all', label: t('Every figure') },
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <p className="quiet">{t('No figure of the two windows has intervals that do not meet.')}</p>
      ) : (
        <TableCard
          label={t('Figures of both versions')}
          head={[
            t('Metric'),
            t('Part of the data'),
            { num: `${a!.modelVersion}, ${windowText(a!.windowFrom, a!.windowTo, timeZone)}` },
            { num: `${b!.modelVersion}, ${windowText(b!.windowFrom, b!.windowTo, timeZone)}` },
            { num: t('Change') },
            t('Intervals'),
          ]}
        >
          {rows.map((each) => (
            <tr key={`${each.metric} ${each.slice}`}>
              <td>{metricTitle(each.metric)}</td>
              <td data-label={t('Part of the data')}>{sliceTitle(each.slice)}</td>
              <Side metric={each.metric} figure={each.a} version={a!.modelVersion} />
              <Side metric={each.metric} figure={each.b} version={b!.modelVersion} />
              <td className="num" data-label={t('Change')}>
                {changeText(each.metric, each.change)}
              </td>
              <td>
                {each.apart === null ? (
                  <span className="quiet">{t('not known')}</span>
                ) : (
                  <StateMark
                    label={each.apart ? t('Apart') : t('Meet')}
                    tone={each.apart ? 'warning' : 'muted'}
                  />
                )}
              </td>
            </tr>
          ))}
        </TableCard>
      )}
      <p className="quiet read">
        {t(
          '{figures} figures; among many, some intervals part by chance alone. Figures of two definitions of a metric are not compared.',
          { figures: found.figures.length },
        )}
      </p>
    </>
  );
}

function Side({
  metric,
  figure,
  version,
}: {
  readonly metric: string;
  readonly version: string | null;
  readonly figure: Compared['figures'][number]['a'];
}) {
  if (!figure)
    return (
      <td className="num quiet" data-label={version ?? ''}>
        {t('not measured')}
      </td>
    );
  return (
    <td className="num" data-label={version ?? ''}>
      {figure.value === null ? (
        <span className="quiet">{figure.reason ?? '–'}</span>
      ) : (
        figureText(metric, figure.value)
      )}
      <div className="quiet meta">
        {figure.value !== null
          ? t('{metric} n {n}', {
              metric: intervalText(metric, figure.lo, figure.hi),
              n: numberText(figure.n),
            })
          : `${intervalText(metric, figure.lo, figure.hi)}`}
      </div>
    </td>
  );
}
