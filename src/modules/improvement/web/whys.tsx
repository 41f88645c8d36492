import { t } from '#kernel/language.ts';
import { textLines } from './text-lines.ts';

const WIDTH = 960;
const BOX = { width: 620, left: 20, step: 44, gap: 22 } as const;

/** The chain of whys as steps that lead down to the cause, and the same as an ordered list. */
export function Whys({ title, whys }: { readonly title: string; readonly whys: readonly string[] }) {
  const boxes = steps([title, ...whys]);
  const last = boxes.at(-1)!;
  return (
    <figure className="card chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${last.y + last.height + 10}`}
        role="img"
        aria-label={t('From the nonconformity down to its cause; the list below holds the same')}
        fontSize="12"
      >
        {boxes.map((box, i) => (
          <g key={box.key}>
            {i > 0 && (
              <>
                <path
                  d={`M ${box.x + 20} ${box.y - BOX.gap} v ${BOX.gap - 5}`}
                  stroke="var(--ink)"
                  fill="none"
                />
                <path d={`M ${box.x + 16} ${box.y - 7} l 4 6 l 4 -6 z`} fill="var(--ink)" />
                <text x={box.x + 32} y={box.y - 7} fill="var(--quiet)">
                  {t('why?')}
                </text>
              </>
            )}
            <rect
              x={box.x}
              y={box.y}
              width={BOX.width}
              height={box.height}
              rx="6"
              fill={i === boxes.length - 1 && i > 0 ? 'var(--hover)' : 'var(--card)'}
              stroke="var(--line-strong)"
            />
            {box.lines.map((line, n) => (
              <text key={line.key} x={box.x + 12} y={box.y + 19 + n * 16} fill="var(--ink)">
                {line.text}
              </text>
            ))}
          </g>
        ))}
      </svg>
      <ol className="sentences">
        {whys.map((why) => (
          <li key={why}>{why}</li>
        ))}
      </ol>
    </figure>
  );
}

function steps(texts: readonly string[]) {
  let y = 6;
  return texts.map((text, i) => {
    const lines = textLines(text, 92, 3).map((line, n) => ({ key: `${i} ${n}`, text: line }));
    const height = 14 + Math.max(1, lines.length) * 16;
    const box = { key: `${i} ${text}`, x: BOX.left + i * BOX.step, y, height, lines };
    y += height + BOX.gap;
    return box;
  });
}
