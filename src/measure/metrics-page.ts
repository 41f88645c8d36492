import { metrics } from './metric-catalog.ts';
import type { Metric, MetricFamily } from './metrics/metric.ts';

const FAMILIES: Readonly<Record<MetricFamily, string>> = {
  performance: 'Performance',
  calibration: 'Calibration',
  fairness: 'Fairness',
  drift: 'Drift',
  quality: 'Data quality',
  generative: 'Answers of generative systems',
};

const UNITS: Readonly<Record<Metric['unit'], string>> = {
  share: 'a share',
  ratio: 'a ratio',
  difference: 'a difference',
  score: 'a number without a unit',
  count: 'a count',
  value: 'in the unit of the column',
};

const BETTER: Readonly<Record<Metric['better'], string>> = {
  higher: 'higher is better',
  lower: 'lower is better',
  'near-zero': 'best near 0',
  'near-one': 'best near 1',
  neither: 'neither direction is better',
};

const SLICES = {
  all: 'all rows',
  column: 'each column',
  by: 'across the groups of each attribute and crossing',
  group: 'each group',
  class: 'each class',
} as const;

/** `docs/reference/metrics.md`, made from the catalog: `node src/measure/metrics-page.ts > docs/reference/metrics.md`. */
export function metricsPage(): string {
  const families = Object.entries(FAMILIES).map(([family, title]) => {
    const own = metrics.filter((each) => each.family === family);
    return `## ${title}\n\n${own.map(entry).join('\n\n')}`;
  });
  return `${INTRODUCTION}\n\n${families.join('\n\n')}\n`;
}

function entry(metric: Metric): string {
  const [low, high] = metric.bounds;
  const range = `${low ?? 'unbounded'} to ${high ?? 'unbounded'}`;
  const lines = [
    metric.definition,
    '',
    `- **Formula:** ${metric.formula}`,
    `- **Bounds:** ${range}; ${UNITS[metric.unit]}; ${BETTER[metric.better]}`,
    `- **Undefined when:** ${metric.undefinedWhen}`,
    `- **Given for:** ${metric.slices.map((slice) => SLICES[slice]).join('; ')} (tasks: ${metric.tasks.join(', ')})`,
    ...(metric.convention
      ? [`- **Convention, not law:** ${metric.convention.text} (${metric.convention.source})`]
      : []),
    `- **Source:** ${metric.source}`,
  ];
  return `### ${metric.title}\n\`${metric.id}\`, version ${metric.version}\n\n${lines.join('\n')}`;
}

const INTRODUCTION = `# Metrics

Generated from the catalog of the engine, \`src/measure/metrics/\`; a test holds this page against it. A figure cites the version of its definition, and figures of two versions are never compared.

**0/0 is no number.** Where a metric is undefined it has no value and says why; it is never 0 and never NaN.

**n is said with every figure.** Selection rates stand on all rows with a prediction, rates of error only on rows with a label as well.

**What the two ends of an interval are** is part of each figure:
- *wilson*: Wilson's score interval, for plain shares.
- *bootstrap*: rows drawn again 400 times from the counted cells, each group by itself, with a fixed seed; the wider of the percentile and the bias-corrected percentile interval. Counts of 30 and more are drawn by the normal approximation. Means (calibration in the large, mean errors) are drawn from the normal distribution of their standard error.
- *guaranteed*: no statement about chance. The figure came from bins, and the exact figure of these very rows lies inside: AUC from 1,000 score bins, Kolmogorov–Smirnov, Wasserstein and quantiles from about 256 bins of the reference.
- *none*: there is none (Brier score, ECE, PSI, Jensen–Shannon, Cramér's V, RMSE, R²).

**How exact.** Counts are exact. Sums are kept as whole numbers of billionths, so means are exact to about nine digits and the same on any number of threads, in any order and on any engine. Population stability index and Jensen–Shannon are exact for ten bins cut at the tenths of the reference. Wasserstein was within 1 % of the exact distance wherever that is above 0.05 standard deviations, in the tests on generated logs of 40,000 and of a million rows, except for a very heavy tail; the bounds always held.

**Many comparisons.** Among twenty intervals of 95 % one misses by chance, and a range over many small groups is large by chance alone. Alert on size and interval, not on p; the only p-value here is given for at most 10,000 rows.

**Small groups.** A group below \`smallest_cell\` has no figures and takes no part in comparisons, and while it could be found by subtracting the others, the next smallest is not shown either. So is no figure that stands on fewer rows than that.

**Curves.** For a binary task with a score, the report and \`--json\` also have, of all rows and of each group of each protected attribute (not of crossings) with ten times \`smallest_cell\` labelled rows:
- the *reliability curve*, for scores from 0 to 1: in each tenth of the range the mean score, the share of positive rows and Wilson's interval of it (DeGroot, Fienberg, The comparison and evaluation of forecasters, The Statistician 32 (1983) 12–22);
- the *threshold sweep*: at each hundredth of the range, what share of labelled rows would be selected if scores from there up counted as positive, with precision, recall, false positive rate, accuracy and F1. Scores that equal a hundredth to the last digits of a double may fall on its other side.

Groups of an attribute are cut at the same places. A cut is left out while fewer than \`smallest_cell\` rows of one of them, or of those without a curve together, would lie between it and its neighbour. Curves are never sent.`;

if (import.meta.main) process.stdout.write(metricsPage());
