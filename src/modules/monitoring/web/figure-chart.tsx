import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { numberText, t, timeText } from '#kernel/language.ts';
import { figureText } from '../figure-text.ts';
import type { Series } from '../result-contract.ts';
import { ChartActs } from './chart-acts.tsx';
import { Explain, type Explained } from './explain.tsx';
import { lineOf, type Size } from './series-geometry.ts';
import { intervalText, metricTitle, shortHash, sliceTitle, windowText } from './words.ts';

/** One figure over windows: value, interval, limits, where the model changed; each point explains itself. */
export function FigureChart({
  series,
  timeZone,
  size: wanted = 'wide',
}: {
  readonly series: Series;
  readonly timeZone: string;
  readonly size?: Size;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const narrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  const size = narrow ? 'small' : wanted;
  const [shown, setShown] = useState<Explained | null>(null);
  const { metric, slice, points } = series;
  const title =
    slice === 'all' ? metricTitle(metric) : `${metricTitle(metric)}, ${sliceTitle(slice).toLowerCase()}`;
  const explain = (i: number) => {
    const point = points[i]!;
    if (point.figure)
      setShown({
        metric,
        slice,
        figure: point.figure,
        window: point,
        hash: point.resultHash,
        resultId: point.resultId,
      });
  };
  return (
    <figure className={`card chart figure-chart ${size}`}>
      <h3>{title}</h3>
      <Drawing {...{ series, svg, timeZone, explain, size }} title={title} />
      <figcaption>
        <details>
          <summary>{t('Figures as a table')}</summary>
          <PointTable {...{ series, timeZone, explain }} />
        </details>
        <ChartActs svg={svg} name={`${metric}-${slice}`} rows={() => tableOf(series)} />
      </figcaption>
      {shown && <Explain of={shown} timeZone={timeZone} onClose={() => setShown(null)} />}
    </figure>
  );
}

type Parts = {
  readonly series: Series;
  readonly timeZone: string;
  readonly explain: (i: number) => void;
};

function Drawing({
  series,
  svg,
  timeZone,
  explain,
  title,
  size,
}: Parts & {
  readonly size: Size;
  readonly svg: React.RefObject<SVGSVGElement | null>;
  readonly title: string;
}) {
  const line = lineOf(series, size);
  const { width, height, left, right, top, bottom } = line;
  const day = (i: number) =>
    timeText(series.points[i]!.windowFrom, {
      timeZone,
      day: 'numeric',
      month: 'short',
    });
  return (
    <svg
      ref={svg}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('{title} over {points} windows; the table below holds the same figures', {
        title,
        points: series.points.length,
      })}
      fontSize="12"
    >
      {line.before && (
        <>
          <rect
            x={line.before.x}
            y={top}
            width={line.before.width}
            height={height - top - bottom}
            fill="var(--hover)"
          />
          <text x={line.before.x + 4} y={top - 7} fill="var(--quiet)" fontSize="11">
            {t('tried on these')}
          </text>
        </>
      )}
      {line.ticks.map(({ value, y }) => (
        <g key={value}>
          <line x1={left} x2={width - right} y1={y} y2={y} stroke="var(--line)" />
          <text x={left - 8} y={y + 4} textAnchor="end" fill="var(--quiet)">
            {figureText(series.metric, value)}
          </text>
        </g>
      ))}
      {line.versions.map(({ modelVersion, x }) => (
        <g key={`${modelVersion} ${x}`}>
          <line x1={x} x2={x} y1={top} y2={height - bottom} stroke="var(--quiet)" strokeDasharray="2 3" />
          <text x={x + 4} y={top - 7} fill="var(--quiet)" fontSize="11">
            {t('model {modelVersion}', { modelVersion })}
          </text>
        </g>
      ))}
      {line.bands.map((band) => (
        <polygon key={band} points={band} fill="var(--accent)" opacity="0.16" />
      ))}
      {line.limits.map((limit) => (
        <line
          key={limit.id}
          x1={left}
          x2={width - right}
          y1={limit.y}
          y2={limit.y}
          stroke="var(--bad)"
          strokeDasharray="6 4"
        />
      ))}
      {line.lines.map((points) => (
        <polyline key={points} points={points} fill="none" stroke="var(--accent)" strokeWidth="2" />
      ))}
      {line.dots.map((dot) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the same figure opens from the table below by keyboard
        <g key={dot.key} onClick={() => explain(dot.i)} style={{ cursor: 'pointer' }}>
          <title>{pointTitle(series, dot.i, timeZone)}</title>
          <rect x={dot.x - 9} y={dot.y - 9} width="18" height="18" fill="transparent" />
          {dot.place === 'outside' ? (
            <rect x={dot.x - 4.5} y={dot.y - 4.5} width="9" height="9" fill="var(--bad)" />
          ) : (
            <circle cx={dot.x} cy={dot.y} r="3.5" fill="var(--accent)" />
          )}
        </g>
      ))}
      {line.missing.map(({ i, x }) => (
        <text key={i} x={x} y={height - bottom - 4} textAnchor="middle" fill="var(--quiet)">
          ∅
        </text>
      ))}
      {line.dates.map(({ i, x }) => (
        <text key={i} x={x} y={height - bottom + 18} textAnchor="middle" fill="var(--quiet)">
          {day(i)}
        </text>
      ))}
      {line.labels.map((label) => (
        <text
          key={label.key}
          x={width - right + 8}
          y={label.y + 4}
          fill={label.kind === 'limit' ? 'var(--bad)' : 'var(--ink)'}
          fontWeight={label.kind === 'last' ? 600 : 400}
        >
          {label.kind === 'last' ? figureText(series.metric, line.last!.value) : limitText(series, label.key)}
        </text>
      ))}
    </svg>
  );
}

function limitText(series: Series, id: string): string {
  const limit = series.thresholds.find((each) => each.id === id)!;
  return `${limit.op} ${figureText(series.metric, limit.value)}${limit.on === 'value' ? '' : limit.on === 'ci_low' ? ` ${t('(low end)')}` : ` ${t('(high end)')}`}`;
}

function pointTitle({ metric, points }: Series, i: number, timeZone: string): string {
  const { figure, windowFrom, windowTo } = points[i]!;
  const interval = intervalText(metric, figure?.lo ?? null, figure?.hi ?? null);
  return `${windowText(windowFrom, windowTo, timeZone)}: ${figureText(metric, figure?.value ?? null)}${interval && ` (${interval})`}, n = ${figure?.n ?? 0}`;
}

function PointTable({ series: { metric, points }, timeZone, explain }: Parts) {
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{t('Window')}</th>
            <th scope="col" className="num">
              {t('Value')}
            </th>
            <th scope="col">{t('Interval')}</th>
            <th scope="col" className="num">
              n
            </th>
            <th scope="col">{t('Hash of the result')}</th>
          </tr>
        </thead>
        <tbody>
          {points
            .map((point, i) => ({ point, i }))
            .toReversed()
            .map(({ point, i }) => (
              <tr key={point.resultId}>
                <td>{windowText(point.windowFrom, point.windowTo, timeZone)}</td>
                <td className="num" data-label={t('Value')}>
                  {point.figure ? (
                    <button type="button" className="link" onClick={() => explain(i)}>
                      {figureText(metric, point.figure.value)}
                    </button>
                  ) : (
                    '–'
                  )}
                </td>
                <td data-label={t('Interval')}>
                  {intervalText(metric, point.figure?.lo ?? null, point.figure?.hi ?? null) ||
                    point.figure?.reason}
                </td>
                <td className="num" data-label="n">
                  {point.figure && numberText(point.figure.n)}
                </td>
                <td className="mono" data-label={t('Hash')}>
                  {shortHash(point.resultHash)}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function tableOf({ metric, slice, points }: Series) {
  return [
    [
      'metric',
      'part',
      t('window from'),
      t('window to'),
      t('model version'),
      'value',
      'low',
      'high',
      'n',
      'reason',
      t('result hash'),
    ],
    ...points.map((point) => [
      metric,
      slice,
      point.windowFrom,
      point.windowTo,
      point.modelVersion,
      point.figure?.value ?? null,
      point.figure?.lo ?? null,
      point.figure?.hi ?? null,
      point.figure?.n ?? null,
      point.figure?.reason ?? null,
      point.resultHash,
    ]),
  ];
}
