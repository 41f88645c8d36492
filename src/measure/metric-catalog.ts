import { accuracy } from './metrics/accuracy.ts';
import { accuracyDifference } from './metrics/accuracy-difference.ts';
import { auc } from './metrics/auc.ts';
import { balancedAccuracy } from './metrics/balanced-accuracy.ts';
import { baseRate } from './metrics/base-rate.ts';
import { brier } from './metrics/brier.ts';
import { calibrationBias } from './metrics/calibration-bias.ts';
import { calibrationDifference } from './metrics/calibration-difference.ts';
import { cardNumberRate } from './metrics/card-number-rate.ts';
import { chiSquare } from './metrics/chi-square.ts';
import { chiSquareP } from './metrics/chi-square-p.ts';
import { cohenKappa } from './metrics/cohen-kappa.ts';
import { contextOverlap } from './metrics/context-overlap.ts';
import { cramersV } from './metrics/cramers-v.ts';
import { demographicParityDifference } from './metrics/demographic-parity-difference.ts';
import { demographicParityRatio } from './metrics/demographic-parity-ratio.ts';
import { emailRate } from './metrics/email-rate.ts';
import { equalOpportunityDifference } from './metrics/equal-opportunity-difference.ts';
import { equalizedOddsDifference } from './metrics/equalized-odds-difference.ts';
import { equalizedOddsRatio } from './metrics/equalized-odds-ratio.ts';
import { errorRate } from './metrics/error-rate.ts';
import { expectedCalibrationError } from './metrics/expected-calibration-error.ts';
import { f1 } from './metrics/f1.ts';
import { falseNegativeRate } from './metrics/false-negative-rate.ts';
import { falseNegativeRateDifference } from './metrics/false-negative-rate-difference.ts';
import { falsePositiveRate } from './metrics/false-positive-rate.ts';
import { falsePositiveRateDifference } from './metrics/false-positive-rate-difference.ts';
import { falsePositiveRateGap } from './metrics/false-positive-rate-gap.ts';
import { fourFifthsGroups } from './metrics/four-fifths-groups.ts';
import { ibanRate } from './metrics/iban-rate.ts';
import { invalidRate } from './metrics/invalid-rate.ts';
import { jensenShannonDistance } from './metrics/jensen-shannon-distance.ts';
import { kolmogorovSmirnov } from './metrics/kolmogorov-smirnov.ts';
import { languageRate } from './metrics/language-rate.ts';
import { macroF1 } from './metrics/macro-f1.ts';
import { macroPrecision } from './metrics/macro-precision.ts';
import { macroRecall } from './metrics/macro-recall.ts';
import { matthewsCorrelation } from './metrics/matthews-correlation.ts';
import { meanAbsoluteError } from './metrics/mean-absolute-error.ts';
import { meanAbsoluteErrorDifference } from './metrics/mean-absolute-error-difference.ts';
import { meanError } from './metrics/mean-error.ts';
import { meanErrorDifference } from './metrics/mean-error-difference.ts';
import { meanFeedback } from './metrics/mean-feedback.ts';
import { meanLength } from './metrics/mean-length.ts';
import { meanPrediction } from './metrics/mean-prediction.ts';
import { meanPredictionDifference } from './metrics/mean-prediction-difference.ts';
import { meanValue } from './metrics/mean-value.ts';
import { median } from './metrics/median.ts';
import type { Metric } from './metrics/metric.ts';
import { missingRate } from './metrics/missing-rate.ts';
import { missingRateChange } from './metrics/missing-rate-change.ts';
import { negativePredictiveValue } from './metrics/negative-predictive-value.ts';
import { newValuesShare } from './metrics/new-values-share.ts';
import { outOfRangeRate } from './metrics/out-of-range-rate.ts';
import { percentile95 } from './metrics/percentile-95.ts';
import { personalDataRate } from './metrics/personal-data-rate.ts';
import { populationStabilityIndex } from './metrics/population-stability-index.ts';
import { precision } from './metrics/precision.ts';
import { predictiveParityDifference } from './metrics/predictive-parity-difference.ts';
import { rSquared } from './metrics/r-squared.ts';
import { recall } from './metrics/recall.ts';
import { refusalRate } from './metrics/refusal-rate.ts';
import { rootMeanSquaredError } from './metrics/root-mean-squared-error.ts';
import { scriptShare } from './metrics/script-share.ts';
import { selectionRate } from './metrics/selection-rate.ts';
import { selectionRateRatio } from './metrics/selection-rate-ratio.ts';
import { specificity } from './metrics/specificity.ts';
import { truePositiveRateGap } from './metrics/true-positive-rate-gap.ts';
import { validJsonRate } from './metrics/valid-json-rate.ts';
import { vanishedValuesShare } from './metrics/vanished-values-share.ts';
import { wasserstein } from './metrics/wasserstein.ts';

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
  auc,
  macroPrecision,
  macroRecall,
  macroF1,
  cohenKappa,
  meanAbsoluteError,
  rootMeanSquaredError,
  meanError,
  rSquared,
  meanPrediction,
  expectedCalibrationError,
  brier,
  calibrationBias,
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
  calibrationDifference,
  meanPredictionDifference,
  meanErrorDifference,
  meanAbsoluteErrorDifference,
  populationStabilityIndex,
  jensenShannonDistance,
  kolmogorovSmirnov,
  wasserstein,
  chiSquare,
  cramersV,
  chiSquareP,
  outOfRangeRate,
  newValuesShare,
  vanishedValuesShare,
  missingRateChange,
  missingRate,
  invalidRate,
  median,
  percentile95,
  refusalRate,
  personalDataRate,
  emailRate,
  ibanRate,
  cardNumberRate,
  validJsonRate,
  errorRate,
  scriptShare,
  languageRate,
  contextOverlap,
  meanLength,
  meanFeedback,
  meanValue,
];

/** The metrics by id. */
export const metricCatalog: ReadonlyMap<string, Metric> = new Map(metrics.map((each) => [each.id, each]));
