import { NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { numberText, t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { figureText } from '../figure-text.ts';
import { resultEndpoints, type Series } from '../result-contract.ts';
import { ChartActs } from './chart-acts.tsx';
import { Explain, type Explained } from './explain.tsx';
import { NoResults } from './figures.tsx';
import { at, blocksOf, type PartRow, scaleOf } from './parts-geometry.ts';
import type { Monitor } from './types.ts';
import { intervalText, metricTitle, partTitle, windowText, withheldText } from './words.ts';

const FIRST = ['selection_rate', 'false_positive_rate'];

/** The groups of one metric in one window, side by side with their intervals; small groups say that they are withheld. */
export function Parts({ monitor, timeZone }: { readonly monitor: Monitor; readonly timeZone: string }) {
  const [search] = useSearchState();
  const known = useEndpoint(resultEndpoints.series, { id: monitor.id });
  return (
    <Await query={known}>
      {({ metrics }) => {
        const split = metrics.filter((each) => each.slices > 1);
        if (metrics.length === 0) return <NoResults monitor={monitor} />;
        if (split.length === 0)
          return <p className="quiet">{t('No metric of this monitor is split into groups.')}</p>;
        const chosen =
          split.find((each) => each.id === search.metric) ??
          split.find((each) => FIRST.includes(each.id)) ??
          split[0]!;
        return (
          <Chosen {...{ monitor, timeZone }} metric={chosen.id} metrics={split.map((each) => each.id)} />
        );
      }}
    </Await>
  );
}

function Chosen({
  monitor,
  timeZone,
  metric,
  metrics,
}: {
  readonly monitor: Monitor;
  readonly timeZone: string;
  readonly metric: string;
  readonly metrics: readonly string[];
}) {
  const [search, change] = useSearchState();
  const query = useEndpoint(resultEndpoints.series, { id: monitor.id, metric });
  return (
    <Await query={query}>
      {({ series }) => {
        const points = series[0]?.points ?? [];
        const window = points.find((point) => point.windowFrom === search.window) ?? points.at(-1);
        return (
          <>
            <div className="line-of-facts noprint">
              <NativeSelect
                label={t('Metric')}
                value={metric}
                onChange={(event) => change({ metric: event.currentTarget.value })}
                data={metrics.map((value) => ({ value, label: metricTitle(value) }))}
              />
              <NativeSelect
                label={t('Window')}
                value={window?.windowFrom ?? ''}
                onChange={(event) => change({ window: event.currentTarget.value })}
                data={points.toReversed().map((point) => ({
                  value: point.windowFrom,
                  label: windowText(point.windowFrom, point.windowTo, timeZone),
                }))}
              />
            </div>
            {window &&
              blocksOf(series, window.windowFrom).map(({ title, rows }) => (
                <Section key={title} title={title}>
                  <Bars {...{ metric, rows, timeZone, window }} />
                </Section>
              ))}
            <p className="quiet read">
              {t(
                'Intervals at the level of the spec. Over many small groups the farthest apart are partly so by chance: read each with its interval and its n before you act on it.',
              )}
            </p>
          </>
        );
      }}
    </Await>
  );
}

const SIZES = {
  wide: { width: 720, left: 190, right: 190, row: 30, top: 6, bottom: 22, middle: 15 },
  /** On a phone the words stand above their bar. */
  narrow: { width: 340, left: 8, right: 8, row: 48, top: 4, bottom: 22, middle: 34 },
} as const;

function Bars({
  metric,
  rows,
  window,
  timeZone,
}: {
  readonly metric: string;
  readonly rows: readonly PartRow[];
  readonly window: Series['points'][number];
  readonly timeZone: string;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const [shown, setShown] = useState<Explained | null>(null);
  const scale = scaleOf(rows);
  const narrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  const { width, left, right, row, top, bottom, middle: offset } = SIZES[narrow ? 'narrow' : 'wide'];
  const height = top + rows.length * row + bottom;
  const x = (value: number) => left + (width - left - right) * at(scale, value);
  const explain = ({ slice, figure }: PartRow) =>
    setShown({ metric, slice, figure, window, hash: window.resultHash, resultId: window.resultId });
  return (
    <figure className={narrow ? 'card chart figure-chart small' : 'card chart figure-chart'}>
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('{metric} of {rows} groups; the table below holds the same figures', {
          metric: metricTitle(metric),
          rows: rows.length,
        })}
        fontSize="13"
      >
        <line x1={x(0)} x2={x(0)} y1={top} y2={height - bottom} stroke="var(--line-strong)" />
        {rows.map((part, i) => {
          const { value, lo, hi, n, reason } = part.figure;
          const middle = top + i * row + offset;
          const words = narrow ? middle - 14 : middle + 4;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the same figure opens from the table below by keyboard
            <g key={part.slice} onClick={() => explain(part)} style={{ cursor: 'pointer' }}>
              <text
                x={narrow ? left : left - 10}
                y={words}
                textAnchor={narrow ? 'start' : 'end'}
                fill="var(--ink)"
              >
                {clipped(partTitle(part.slice))}
              </text>
              {value !== null && (
                <rect
                  x={Math.min(x(0), x(value))}
                  y={middle - 8}
                  width={Math.max(1, Math.abs(x(value) - x(0)))}
                  height="16"
                  fill="var(--heat-2)"
                />
              )}
              {lo !== null && hi !== null && (
                <g stroke="var(--ink)">
                  <line x1={x(lo)} x2={x(hi)} y1={middle} y2={middle} stroke="var(--ink)" strokeWidth="1.5" />
                  <line
                    x1={x(lo)}
                    x2={x(lo)}
                    y1={middle - 5}
                    y2={middle + 5}
                    stroke="var(--ink)"
                    strokeWidth="1.5"
                  />
                  <line
                    x1={x(hi)}
                    x2={x(hi)}
                    y1={middle - 5}
                    y2={middle + 5}
                    stroke="var(--ink)"
                    strokeWidth="1.5"
                  />
                </g>
              )}
              <text
                x={narrow ? width - right : value === null ? left + 6 : width - right + 10}
                y={words}
                textAnchor={narrow ? 'end' : 'start'}
                fill={value === null ? 'var(--quiet)' : 'var(--ink)'}
              >
                {value === null ? withheldText(reason) : `${figureText(metric, value)}, n = ${numberText(n)}`}
              </text>
            </g>
          );
        })}
        {[scale.min, scale.max].map((value) => (
          <text
            key={value}
            x={x(value)}
            y={height - 5}
            textAnchor={!narrow ? 'middle' : value === scale.max ? 'end' : 'start'}
            fill="var(--quiet)"
            fontSize="12"
          >
            {figureText(metric, value)}
          </text>
        ))}
      </svg>
      <figcaption>
        <details>
          <summary>{t('Figures as a table')}</summary>
          <div className="scroll">
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{t('Group')}</th>
                  <th scope="col" className="num">
                    {t('Value')}
                  </th>
                  <th scope="col">{t('Interval')}</th>
                  <th scope="col" className="num">
                    n
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((part) => (
                  <tr key={part.slice}>
                    <td>{partTitle(part.slice)}</td>
                    <td className="num" data-label={t('Value')}>
                      <button type="button" className="link" onClick={() => explain(part)}>
                        {part.figure.value === null
                          ? (part.figure.reason ?? t('no value'))
                          : figureText(metric, part.figure.value)}
                      </button>
                    </td>
                    <td data-label={t('Interval')}>{intervalText(metric, part.figure.lo, part.figure.hi)}</td>
                    <td className="num" data-label="n">
                      {part.figure.value === null ? '' : numberText(part.figure.n)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
        <ChartActs
          svg={svg}
          name={`${metric}-groups`}
          rows={() => [
            [
              'metric',
              'part',
              t('window from'),
              t('window to'),
              'value',
              'low',
              'high',
              'n',
              'reason',
              t('result hash'),
            ],
            ...rows.map(({ slice, figure }) => [
              metric,
              slice,
              window.windowFrom,
              window.windowTo,
              figure.value,
              figure.lo,
              figure.hi,
              figure.value === null ? null : figure.n,
              figure.reason ?? null,
              window.resultHash,
            ]),
          ]}
        />
      </figcaption>
      {shown && <Explain of={shown} timeZone={timeZone} onClose={() => setShown(null)} />}
    </figure>
  );
}

function clipped(text: string): string {
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}
