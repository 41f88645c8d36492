import { escapeHtml } from './escape.ts';

export type Point = {
  readonly name: string;
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
};

export type ChartOptions = {
  /** Thresholds, drawn as lines. */
  readonly limits: readonly number[];
  readonly format: (x: number) => string;
  readonly title?: string;
};

/** Groups or columns one below the other: a dot for each value, a line for its interval, dashes for thresholds. */
export function dotChart(points: readonly Point[], { limits, format }: ChartOptions): string {
  const { at, low, high } = scale(points, limits, 220);
  const height = points.length * 20 + 28;
  const rows = points.map(({ name, value, lo, hi }, i) => {
    const y = i * 20 + 12;
    const range =
      lo !== null && hi !== null
        ? `<line x1="${at(lo) + 190}" x2="${at(hi) + 190}" y1="${y}" y2="${y}" stroke="var(--band)" stroke-width="6"/>`
        : '';
    return `<text x="182" y="${y + 4}" text-anchor="end">${escapeHtml(short(name))}</text>${range}<circle cx="${at(value!) + 190}" cy="${y}" r="3.5" fill="var(--mark)"/>`;
  });
  const bottom = points.length * 20 + 4;
  return `<svg width="430" height="${height}" viewBox="0 0 430 ${height}" role="img" aria-label="Values side by side; the table has the figures">
${limits.map((limit) => `<line x1="${at(limit) + 190}" x2="${at(limit) + 190}" y1="0" y2="${bottom}" stroke="var(--limit)" stroke-dasharray="4 3"/>`).join('')}
${rows.join('\n')}
<line x1="190" x2="410" y1="${bottom}" y2="${bottom}" stroke="var(--line)"/><text x="190" y="${bottom + 16}">${format(low)}</text><text x="410" y="${bottom + 16}" text-anchor="end">${format(high)}</text></svg>`;
}

/** One value over windows: a line that breaks where there is no value, a band for the interval, dashes for thresholds. */
export function lineChart(points: readonly Point[], { limits, format, title }: ChartOptions): string {
  const { at, low, high } = scale(points, limits, 140);
  const x = (i: number) => 60 + (points.length === 1 ? 180 : (i * 360) / (points.length - 1));
  const y = (value: number) => 154 - at(value);
  const bars = points.map(({ lo, hi }, i) =>
    lo !== null && hi !== null
      ? `<line x1="${x(i)}" x2="${x(i)}" y1="${y(lo)}" y2="${y(hi)}" stroke="var(--band)" stroke-width="6"/>`
      : '',
  );
  let pen = false;
  const path = points
    .map(({ value }, i) => {
      const step = value === null ? '' : `${pen ? 'L' : 'M'}${x(i)} ${y(value)}`;
      pen = value !== null;
      return step;
    })
    .join('');
  const dots = points.map(({ value }, i) =>
    value === null ? '' : `<circle cx="${x(i)}" cy="${y(value)}" r="3" fill="var(--mark)"/>`,
  );
  return `<svg width="440" height="186" viewBox="0 0 440 186" role="img" aria-label="${escapeHtml(title ?? 'Course over windows')}; the table has the last window">
<line x1="60" x2="420" y1="154" y2="154" stroke="var(--line)"/>
${limits.map((limit) => `<line x1="60" x2="420" y1="${y(limit)}" y2="${y(limit)}" stroke="var(--limit)" stroke-dasharray="4 3"/>`).join('')}
${bars.join('')}<path d="${path}" fill="none" stroke="var(--mark)" stroke-width="1.5"/>${dots.join('')}
<text x="54" y="18" text-anchor="end">${format(high)}</text><text x="54" y="158" text-anchor="end">${format(low)}</text>
<text x="60" y="176">${points[0]?.name ?? ''}</text><text x="420" y="176" text-anchor="end">${points.at(-1)?.name ?? ''}</text></svg>`;
}

/** From values to pixels; from zero where that does not flatten everything. */
function scale(points: readonly Point[], limits: readonly number[], width: number) {
  const values = [...points.flatMap(({ value, lo, hi }) => [value, lo, hi]), ...limits].filter(
    (each) => each !== null,
  );
  const [least, most] = [Math.min(...values, 0), Math.max(...values, 0)];
  const span = most - least || 1;
  return {
    low: least,
    high: least + span,
    at: (value: number) => Math.round(((value - least) / span) * width * 10) / 10,
  };
}

function short(name: string): string {
  return name.length > 27 ? `${name.slice(0, 26)}…` : name;
}
