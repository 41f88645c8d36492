import type { Aggregates } from '../aggregates.ts';
import { metrics as everyMetric } from '../metric-catalog.ts';
import type { Profile } from '../profile.ts';
import type { MetricResult } from '../result.ts';
import type { Spec } from '../spec.ts';
import { classFigures } from './classes.ts';
import { columnFigures } from './columns.ts';
import { regressionFigures } from './regression.ts';
import { textFigures } from './texts.ts';

/** Every figure of a window that the spec asks for, from its counts alone; in the order of the catalog. */
export function figuresOf(
  spec: Spec,
  counted: { readonly aggregates: Aggregates; readonly profile: Profile | null },
): readonly MetricResult[] {
  const wanted = new Set([...(spec.metrics ?? []), ...spec.thresholds.map(({ metric }) => metric)]);
  const { aggregates } = counted;
  const makers = [
    spec.task === 'regression' ? regressionFigures(spec, aggregates) : classFigures(spec, aggregates),
    ...(spec.task === 'text' ? [textFigures(spec, aggregates)] : []),
    columnFigures(spec, counted),
  ];
  return everyMetric
    .filter(({ id, tasks }) => tasks.includes(spec.task) && (!spec.metrics || wanted.has(id)))
    .flatMap((metric) => makers.flatMap((make) => make(metric)));
}
