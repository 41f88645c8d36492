import { figure, type GroupsMetric, undefinedFigure } from './metric.ts';
import { selectionRate } from './selection-rate.ts';
import { rates, TOO_FEW } from './spread.ts';

/** How many groups are selected at less than four fifths of the highest rate. */
export const fourFifthsGroups: GroupsMetric = {
  id: 'four_fifths_groups',
  title: 'Groups below four fifths',
  family: 'fairness',
  definition:
    'The number of groups whose selection rate is below four fifths of that of the group selected most often.',
  formula: '#{ g : 5 P(ŷ=1 | g) < 4 max P(ŷ=1 | g) }',
  source: '29 CFR 1607.4 D',
  bounds: [0, null],
  unit: 'count',
  better: 'lower',
  undefinedWhen: 'fewer than two groups have a prediction, or nobody was selected',
  convention: {
    text: 'More than 0 is called evidence of adverse impact',
    source: '29 CFR 1607.4 D: a rule of thumb of US enforcement agencies, no limit of EU law',
  },
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => {
    const { values, n } = rates(selectionRate, groups, basis);
    if (values.length < 2) return undefinedFigure(n, TOO_FEW);
    const highest = Math.max(...values);
    if (highest === 0) return undefinedFigure(n, 'nobody was selected in any group');
    return figure(values.filter((value) => 5 * value < 4 * highest).length, n);
  },
};
