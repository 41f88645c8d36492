import { Button } from '@mantine/core';
import { useRef } from 'react';
import { t } from '#kernel/language.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { longDay } from '#ui/days.ts';
import { saveSvg, saveText } from '#ui/save-figure.ts';
import { barsOf, type Part, type TrendPoint, trendCsv } from './trend-bars.ts';

const FILLS: Readonly<Record<Verdict, string>> = {
  complete: 'var(--good)',
  partial: 'var(--warn)',
  missing: 'var(--bad)',
  'no-occurrence': 'var(--info)',
  'cannot-judge': 'var(--line-strong)',
  excluded: 'var(--quiet)',
};

/** One bar for each record that was kept, from zero, with its parts named beside the last. */
export function TrendChart({
  points,
  part,
}: {
  readonly points: readonly TrendPoint[];
  readonly part: Part;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const { width, height, left, right, bottom, bars, lines, days, labels } = barsOf(points, part);
  const first = points[0]?.day;
  const last = points.at(-1)?.day;
  return (
    <figure className="card chart">
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('Verdicts from {first} to {last}; the table below holds the same figures', {
          first,
          last,
        })}
        fontSize="12"
      >
        {lines.map(({ value, y }) => (
          <g key={value}>
            <line x1={left} x2={width - right} y1={y} y2={y} stroke="var(--line)" />
            <text x={left - 8} y={y + 4} textAnchor="end" fill="var(--quiet)">
              {value}
            </text>
          </g>
        ))}
        {bars.map((bar) => (
          <rect
            key={bar.key}
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={bar.height}
            fill={FILLS[bar.verdict]}
            stroke="var(--card)"
          >
            <title>{`${bar.day}, ${t(verdicts[bar.verdict].label)}: ${bar.count}`}</title>
          </rect>
        ))}
        {days.map(({ day, x }) => (
          <text key={day} x={x} y={height - bottom + 18} textAnchor="middle" fill="var(--quiet)">
            {longDay(day)}
          </text>
        ))}
        {labels.map((label) => (
          <text key={label.verdict} x={label.x} y={label.y + 4} fill="var(--ink)">
            {label.text}
          </text>
        ))}
      </svg>
      <figcaption className="dialog-acts noprint">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => svg.current && saveSvg(svg.current, 'conformity-trend.svg')}
        >
          {t('Save as SVG')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => saveText(trendCsv(points, part), 'text/csv', 'conformity-trend.csv')}
        >
          {t('Save as CSV')}
        </Button>
      </figcaption>
    </figure>
  );
}
