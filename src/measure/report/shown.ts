import type { MetricDefinition } from '../metrics/metric.ts';
import type { MetricResult } from '../result.ts';

/** A figure and its interval as people read them: shares in percent with two digits, the rest with four digits. */
export function shownFigure(
  { value, lo, hi }: Pick<MetricResult, 'value' | 'lo' | 'hi'>,
  unit: MetricDefinition['unit'] | undefined,
): { readonly value: string; readonly interval: string } {
  const shown = (x: number) => {
    if (unit === 'share') return `${(x * 100).toFixed(2)} %`;
    return unit === 'count' ? String(x) : String(Number(x.toPrecision(4)));
  };
  const interval =
    lo === null && hi === null
      ? ''
      : `${lo === null ? 'open' : shown(lo)} to ${hi === null ? 'open' : shown(hi)}`;
  return { value: value === null ? '–' : shown(value), interval };
}
