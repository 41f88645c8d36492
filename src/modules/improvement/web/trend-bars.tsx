import { Button } from '@mantine/core';
import { useRef } from 'react';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { saveSvg, saveText } from '#ui/save-figure.ts';
import { textLines } from './text-lines.ts';

type Slice = {
  readonly key: string;
  readonly label: string;
  readonly total: number;
  readonly open: number;
  readonly major: number;
  readonly again: number;
};

const WIDTH = 960;
const LEFT = 280;
const ROW = 26;

/** Bars from zero: closed, then open, with the figures beside. */
export function TrendBars({ title, slices }: { readonly title: string; readonly slices: readonly Slice[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const most = Math.max(1, ...slices.map((slice) => slice.total));
  const x = (count: number) => ((WIDTH - LEFT - 150) * count) / most;
  return (
    <figure className="card chart">
      <svg
        ref={svg}
        viewBox={`0 0 ${WIDTH} ${slices.length * ROW + 12}`}
        role="img"
        aria-label={t('Nonconformities by {title}; the table below holds the same figures', {
          title: midSentence(title),
        })}
        fontSize="12"
      >
        {slices.map((slice, i) => {
          const y = 6 + i * ROW;
          const closed = slice.total - slice.open;
          return (
            <g key={slice.key}>
              <text x={LEFT - 10} y={y + 15} textAnchor="end" fill="var(--ink)">
                {textLines(slice.label, 40, 1)[0]}
              </text>
              <rect x={LEFT} y={y + 3} width={x(closed)} height={ROW - 9} fill="var(--line-strong)">
                <title>{t('{label}: {closed} closed', { label: slice.label, closed })}</title>
              </rect>
              <rect
                x={LEFT + x(closed)}
                y={y + 3}
                width={x(slice.open)}
                height={ROW - 9}
                fill="var(--accent)"
              >
                <title>{t('{label}: {open} open', { label: slice.label, open: slice.open })}</title>
              </rect>
              <text x={LEFT + x(slice.total) + 8} y={y + 15} fill="var(--quiet)">
                {t('{total}, {open} open', { total: slice.total, open: slice.open })}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="dialog-acts noprint">
        <span className="quiet meta">{t('Light: closed. Full: open.')}</span>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => svg.current && saveSvg(svg.current, 'nonconformities.svg')}
        >
          {t('Save as SVG')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => saveText(csv(title, slices), 'text/csv', 'nonconformities.csv')}
        >
          {t('Save as CSV')}
        </Button>
      </figcaption>
    </figure>
  );
}

function csv(title: string, slices: readonly Slice[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = slices.map((each) =>
    [quoted(each.label), each.total, each.open, each.major, each.again].join(','),
  );
  return `${[t('{title},All,Open,Major,More than one round', { title: quoted(title) }), ...rows].join('\r\n')}\r\n`;
}
