import { Select } from '@mantine/core';
import { t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { resultEndpoints, type Series } from '../result-contract.ts';
import { FigureChart } from './figure-chart.tsx';
import type { Size } from './series-geometry.ts';
import type { Monitor } from './types.ts';
import { metricTitle } from './words.ts';

/** Figures over windows: those that thresholds look at first, then the whole, or every part of one chosen metric. */
export function Figures({ monitor, timeZone }: { readonly monitor: Monitor; readonly timeZone: string }) {
  const [search, change] = useSearchState();
  const metric = search.metric ?? null;
  const query = useEndpoint(resultEndpoints.series, { id: monitor.id, ...(metric && { metric }) });
  return (
    <Await query={query}>
      {({ series, metrics }) =>
        metrics.length === 0 ? (
          <NoResults monitor={monitor} />
        ) : (
          <>
            <Select
              aria-label={t('Metric')}
              className="noprint"
              size="sm"
              mb={12}
              maw={420}
              clearable
              searchable
              placeholder={t('Every metric as a whole; choose one to see its parts')}
              value={metric}
              onChange={(chosen) => change({ metric: chosen })}
              data={metrics.map((each) => ({
                value: each.id,
                label: `${metricTitle(each.id)} (${each.slices})`,
              }))}
            />
            <p className="quiet meta">
              {t(
                'Shaded: the interval. Red square: beyond a limit, drawn as a dashed line. Grey: windows on which the thresholds were tried before they were switched on. ∅: no figure. Press a point to see what it is.',
              )}
            </p>
            {metric === null ? (
              <>
                <Charts
                  title={t('What thresholds look at')}
                  series={series.filter((each) => each.thresholds.length > 0)}
                  timeZone={timeZone}
                />
                <Charts
                  size="small"
                  title={t('The whole')}
                  series={series.filter((each) => each.thresholds.length === 0)}
                  timeZone={timeZone}
                />
              </>
            ) : (
              <Charts title={metricTitle(metric)} series={series} timeZone={timeZone} />
            )}
          </>
        )
      }
    </Await>
  );
}

function Charts({
  title,
  series,
  timeZone,
  size = 'wide',
}: {
  readonly title: string;
  readonly series: readonly Series[];
  readonly timeZone: string;
  readonly size?: Size;
}) {
  if (series.length === 0) return null;
  return (
    <Section title={title}>
      <div className={`figure-charts ${size}`}>
        {series.map((each) => (
          <FigureChart key={`${each.metric} ${each.slice}`} series={each} timeZone={timeZone} size={size} />
        ))}
      </div>
    </Section>
  );
}

/** What a monitor without results says, and how the first one comes. */
export function NoResults({ monitor }: { readonly monitor: Monitor }) {
  return (
    <Empty
      title={t('No result has arrived yet')}
      why={t(
        'Measure where the logs are and post the figures with an API key of somebody who owns the AI system. Past windows count for the dry run of the thresholds.',
      )}
    >
      <pre className="mono command">
        {`./aims monitor spec ${monitor.ref} > monitor.yaml\n./aims measure monitor.yaml --post`}
      </pre>
    </Empty>
  );
}
