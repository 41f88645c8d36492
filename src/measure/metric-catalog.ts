import { accuracy } from './metrics/accuracy.ts';
import { accuracyDifference } from './metrics/accuracy-difference.ts';
import { balancedAccuracy } from './metrics/balanced-accuracy.ts';
import { baseRate } from './metrics/base-rate.ts';
import { demographicParityDifference } from './metrics/demographic-parity-difference.ts';
import { demographicParityRatio } from './metrics/demographic-parity-ratio.ts';
import { equalOpportunityDifference } from './metrics/equal-opportunity-difference.ts';
import { equalizedOddsDifference } from './metrics/equalized-odds-difference.ts';
import { equalizedOddsRatio } from './metrics/equalized-odds-ratio.ts';
import { f1 } from './metrics/f1.ts';
import { falseNegativeRate } from './metrics/false-negative-rate.ts';
import { falseNegativeRateDifference } from './metrics/false-negative-rate-difference.ts';
import { falsePositiveRate } from './metrics/false-positive-rate.ts';
import { falsePositiveRateDifference } from './metrics/false-positive-rate-difference.ts';
import { falsePositiveRateGap } from './metrics/false-positive-rate-gap.ts';
import { fourFifthsGroups } from './metrics/four-fifths-groups.ts';
import { matthewsCorrelation } from './metrics/matthews-correlation.ts';
import type { ConfusionMetric, GroupsMetric, PairMetric } from './metrics/metric.ts';
import { negativePredictiveValue } from './metrics/negative-predictive-value.ts';
import { precision } from './metrics/precision.ts';
import { predictiveParityDifference } from './metrics/predictive-parity-difference.ts';
import { recall } from './metrics/recall.ts';
import { selectionRate } from './metrics/selection-rate.ts';
import { selectionRateRatio } from './metrics/selection-rate-ratio.ts';
import { specificity } from './metrics/specificity.ts';
import { truePositiveRateGap } from './metrics/true-positive-rate-gap.ts';

export type Metric = ConfusionMetric | GroupsMetric | PairMetric;

/** Every metric there is, in the order in which they are shown. Runs in the browser too. */
export const metrics: readonly Metric[] = [
  accuracy,
  balancedAccuracy,
  precision,
  recall,
  specificity,
  negativePredictiveValue,
  falsePositiveRate,
  falseNegativeRate,
  f1,
  matthewsCorrelation,
  baseRate,
  selectionRate,
  selectionRateRatio,
  truePositiveRateGap,
  falsePositiveRateGap,
  demographicParityDifference,
  demographicParityRatio,
  fourFifthsGroups,
  equalOpportunityDifference,
  falsePositiveRateDifference,
  falseNegativeRateDifference,
  equalizedOddsDifference,
  equalizedOddsRatio,
  predictiveParityDifference,
  accuracyDifference,
];

/** The metrics by id. */
export const metricCatalog: ReadonlyMap<string, Metric> = new Map(metrics.map((each) => [each.id, each]));
