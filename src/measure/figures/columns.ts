import type { Aggregates, CategoryCounts, NumericCounts } from '../aggregates.ts';
import type { Categories, Histogram } from '../counted.ts';
import { deciles } from '../deciles.ts';
import type { Figure, Metric } from '../metrics/metric.ts';
import type { CategoryProfile, NumericProfile, Profile } from '../profile.ts';
import { writeSlice } from '../slice.ts';
import type { Spec } from '../spec.ts';
import { type FiguresOf, finish } from './finish.ts';

/** Every figure of a column: how it drifted from the reference, and how complete it is. */
export function columnFigures(
  spec: Spec,
  { aggregates, profile }: { readonly aggregates: Aggregates; readonly profile: Profile | null },
): FiguresOf {
  return (metric) => {
    const one = (column: string, figure: Figure | null) =>
      figure ? [finish(spec, { metric, slice: writeSlice({ kind: 'column', column }), figure })] : [];
    return [
      ...aggregates.numeric.flatMap((counts) =>
        one(counts.column, numericFigure(metric, counts, profile?.numeric[counts.column])),
      ),
      ...aggregates.categories.flatMap((counts) =>
        one(counts.column, categoryFigure(metric, counts, profile?.categories[counts.column])),
      ),
    ];
  };
}

function numericFigure(
  metric: Metric,
  counts: NumericCounts,
  profile: NumericProfile | undefined,
): Figure | null {
  if (metric.over === 'completeness')
    return metric.id === 'missing_rate_change' && !profile
      ? null
      : metric.compute({ ...counts, referenceMissing: missingShare(profile) });
  if (!profile || counts.counts.length === 0) return null;
  const histogram: Histogram = { ...profile, reference: profile.counts, current: counts.counts };
  if (metric.over === 'histogram') return metric.compute(histogram);
  if (metric.over !== 'shares' || metric.columns === 'categorical') return null;
  const { reference, current } = deciles(profile.edges, histogram);
  return metric.compute(reference, current);
}

function categoryFigure(
  metric: Metric,
  counts: CategoryCounts,
  profile: CategoryProfile | undefined,
): Figure | null {
  if (metric.over === 'completeness') {
    if (metric.columns === 'numeric' || (metric.id === 'missing_rate_change' && !profile)) return null;
    return metric.compute({ ...counts, invalid: 0, referenceMissing: missingShare(profile) });
  }
  if (!profile) return null;
  if (metric.over === 'categories') return metric.compute(categoriesOf(counts, profile));
  if (metric.over !== 'shares' || metric.columns === 'numeric') return null;
  const values = Object.keys(profile.values);
  return metric.compute(
    [...values.map((value) => profile.values[value]!), profile.other],
    [...values.map((value) => counts.listed[value] ?? 0), counts.other],
  );
}

function categoriesOf(counts: CategoryCounts, profile: CategoryProfile): Categories {
  return {
    present: counts.n - counts.missing,
    other: counts.other,
    complete: profile.complete,
    reference: profile.values,
    referencePresent: profile.n - profile.missing,
    current: counts.listed,
  };
}

function missingShare(profile: { readonly n: number; readonly missing: number } | undefined): number | null {
  return profile && profile.n > 0 ? profile.missing / profile.n : null;
}
