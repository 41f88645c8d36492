import { Button } from '@mantine/core';
import { useRef } from 'react';
import { t } from '#kernel/language.ts';
import { saveSvg } from '#ui/save-figure.ts';
import { causeCategories } from '../words.ts';
import type { Nonconformity } from './data.ts';
import { fishboneOf } from './fishbone.ts';

/** The fishbone as a drawing, and the same as a list. */
export function Fishbone({ it }: { readonly it: Nonconformity }) {
  const svg = useRef<SVGSVGElement>(null);
  const { width, height, spine, head, effect, bones } = fishboneOf(it.fishbone, it.title);
  return (
    <figure className="card chart">
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('Possible causes by category; the list below holds the same')}
        fontSize="12"
      >
        <line {...ends(spine)} stroke="var(--ink)" strokeWidth="2" />
        <rect {...head} rx="6" fill="var(--hover)" stroke="var(--ink)" />
        {effect.map((line) => (
          <text key={line.key} x={line.x} y={line.y} textAnchor="middle" fill="var(--ink)" fontWeight="600">
            {line.text}
          </text>
        ))}
        {bones.map((each) => (
          <g key={each.bone.key}>
            <line
              {...ends(each.bone)}
              stroke={each.empty ? 'var(--line-strong)' : 'var(--ink)'}
              strokeWidth="1.5"
            />
            <text
              x={each.label.x}
              y={each.label.y}
              textAnchor="middle"
              fill={each.empty ? 'var(--quiet)' : 'var(--ink)'}
              fontWeight="600"
            >
              {each.label.text}
            </text>
            {each.ticks.map((tick) => (
              <line key={tick.key} {...ends(tick)} stroke="var(--line-strong)" />
            ))}
            {each.texts.map((line) => (
              <text key={line.key} x={line.x} y={line.y} fill="var(--ink)">
                {line.text}
              </text>
            ))}
          </g>
        ))}
      </svg>
      <ul className="sentences">
        {it.fishbone.map((bone) => (
          <li key={bone.category}>
            <strong>{t(causeCategories[bone.category])}:</strong> {bone.causes.join('; ')}
          </li>
        ))}
      </ul>
      <figcaption className="dialog-acts noprint">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => svg.current && saveSvg(svg.current, `${it.ref.toLowerCase()}-fishbone.svg`)}
        >
          {t('Save as SVG')}
        </Button>
      </figcaption>
    </figure>
  );
}

function ends({ x1, y1, x2, y2 }: { x1: number; y1: number; x2: number; y2: number }) {
  return { x1, y1, x2, y2 };
}
