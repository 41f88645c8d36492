import type { NumericCounts } from '../aggregates.ts';
import { columnOf, type Log, numberOf } from '../engine.ts';
import type { Profile } from '../profile.ts';
import type { Spec } from '../spec.ts';
import { int } from './dialect.ts';

/** The columns that are looked at as numbers: features, the score, the prediction of a regression, measures of text. */
export function numericColumns(spec: Spec): readonly string[] {
  const { score, prediction } = spec.columns;
  const texts = spec.text;
  const own =
    spec.task === 'text'
      ? [
          texts?.latency_ms,
          texts?.input_tokens,
          texts?.output_tokens,
          texts?.cost,
          ...(texts?.evaluations ?? []),
        ]
      : [score, spec.task === 'regression' ? prediction : undefined];
  return [...new Set([...spec.features.numeric, ...own.filter((name) => name !== undefined)])];
}

/** How many values are missing, no numbers, and in each bin of the profile. */
export async function readNumeric(
  spec: Spec,
  log: Log,
  { where, profile }: { readonly where: string; readonly profile: Profile | null },
): Promise<readonly NumericCounts[]> {
  const names = numericColumns(spec);
  if (names.length === 0) return [];
  const { finite } = log.dialect;
  const binned = names.filter((name) => (profile?.numeric[name]?.edges.length ?? 0) > 0);
  const counts = names.flatMap((name, i) => [
    `count(${columnOf(log, name).x}) as present${i}`,
    // What lies in a bin is finite, so it need not be asked twice.
    ...(binned.includes(name)
      ? []
      : [`count(case when ${finite(numberOf(log, name))} then 1 end) as good${i}`]),
  ]);
  const [plain] = await log.rows(
    `select count(*) as n, ${counts.join(', ')} from ${log.from} where ${where}`,
  );
  const query = log.dialect.histograms(
    binned.map((name) => ({ x: numberOf(log, name), edges: profile!.numeric[name]!.edges })),
    `${log.from} where ${where}`,
  );
  const bins = binned.length > 0 ? query.read(await log.rows(query.sql)) : [];
  return names.map((column, i) => {
    const own = [...(bins[binned.indexOf(column)] ?? [])];
    const [n, present] = [int(plain?.n), int(plain?.[`present${i}`])];
    const good = binned.includes(column)
      ? own.reduce((sum, each) => sum + each, 0)
      : int(plain?.[`good${i}`]);
    return { column, n, missing: n - present, invalid: present - good, counts: own };
  });
}
