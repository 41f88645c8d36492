import { numberText, t } from '#kernel/language.ts';
import { metricCatalog } from '#measure/metric-catalog.ts';

/** A figure as people read it: shares in per cent, counts whole, the rest to three figures. */
export function figureText(metric: string, value: number | null): string {
  if (value === null) return '–';
  const unit = metricCatalog.get(metric)?.unit;
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`;
  if (unit === 'count') return numberText(value, { maximumFractionDigits: 0 });
  return Math.abs(value) >= 1000 ? numberText(value, { maximumFractionDigits: 0 }) : trimmed(value);
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** How far a figure moved: shares in percentage points, with its sign. */
export function changeText(metric: string, change: number | null): string {
  if (change === null) return '–';
  const share = metricCatalog.get(metric)?.unit === 'share';
  const text = share ? t('{value} points', { value: (100 * change).toFixed(1) }) : figureText(metric, change);
  return change > 0 ? `+${text}` : text;
}
