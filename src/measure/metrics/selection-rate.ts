import { type ConfusionMetric, share } from './metric.ts';

/** The share of rows predicted positive, labelled or not. */
export const selectionRate: ConfusionMetric = {
  id: 'selection_rate',
  title: 'Selection rate',
  family: 'fairness',
  definition:
    'The share of all rows with a prediction that were predicted positive, whether a label has come or not.',
  formula: 'predicted positive / predicted',
  source: '29 CFR 1607.4 and 1607.16 R (Uniform Guidelines on Employee Selection Procedures)',
  bounds: [0, 1],
  unit: 'share',
  better: 'neither',
  undefinedWhen: 'no row has a prediction',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ selected, predicted }) => share(selected, predicted, 'no row has a prediction'),
};
