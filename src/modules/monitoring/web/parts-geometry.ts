import { t } from '#kernel/language.ts';
import { readSlice } from '#measure/slice.ts';
import type { Series } from '../result-contract.ts';

type Figure = NonNullable<Series['points'][number]['figure']>;

/** One part of the data in one window: a bar from zero with its interval. */
export type PartRow = { readonly slice: string; readonly figure: Figure };

/** The parts of a metric in a window, in blocks of the same attributes: gender, diploma, gender × diploma, columns. */
export function blocksOf(
  series: readonly Series[],
  windowFrom: string,
): readonly { readonly title: string; readonly rows: readonly PartRow[] }[] {
  const blocks = new Map<string, PartRow[]>();
  for (const { slice, points } of series) {
    const figure = points.find((point) => point.windowFrom === windowFrom)?.figure;
    const title = blockOf(slice);
    if (figure && title !== null) blocks.set(title, [...(blocks.get(title) ?? []), { slice, figure }]);
  }
  return [...blocks].map(([title, rows]) => ({ title, rows }));
}

function blockOf(slice: string): string | null {
  const read = readSlice(slice);
  if (read === null || read.kind === 'all') return null;
  if (read.kind === 'column') return t('Columns');
  if (read.kind === 'class') return t('Classes');
  return read.kind === 'by' ? t('Across groups') : read.attributes.join(' × ');
}

/** The scale that all rows share: it holds zero, every value and every interval. */
export function scaleOf(rows: readonly PartRow[]): { readonly min: number; readonly max: number } {
  const values = rows
    .flatMap(({ figure }) => [figure.value, figure.lo, figure.hi])
    .filter((value) => value !== null);
  const [min, max] = [Math.min(0, ...values), Math.max(0, ...values)];
  return max > min ? { min, max } : { min: 0, max: 1 };
}

/** Where a value lies between the ends of the scale, 0 to 1. */
export function at(scale: { readonly min: number; readonly max: number }, value: number): number {
  return (value - scale.min) / (scale.max - scale.min);
}
