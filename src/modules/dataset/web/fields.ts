import type { Field } from '#ui/fields.tsx';
import { legalBasisTitles } from '../contract.ts';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const PERSONAL = {
  none: 'None',
  personal: 'Personal data',
  'special-categories': 'Special categories',
  unknown: 'Not known',
} as const;
const LABELLINGS = {
  none: 'Not labelled',
  people: 'By people',
  machine: 'By a machine',
  'people-and-machine': 'By people and a machine',
} as const;

/** What the first dialog asks. */
export const ABOUT: readonly Field[] = [
  { key: 'name', label: 'Name', kind: 'text', required: true },
  { key: 'purpose', label: 'Purpose', kind: 'long' },
  { key: 'description', label: 'What it holds, and its limits', kind: 'long' },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
];
export const ORIGIN: readonly Field[] = [
  { key: 'source', label: 'Source', kind: 'text' },
  {
    key: 'acquisition',
    label: 'How it was obtained',
    kind: 'long',
    help: 'From whom, when, by which way, under which terms',
  },
  { key: 'selection', label: 'Why this data, and by which criteria', kind: 'long' },
  { key: 'licence', label: 'Licence or contract', kind: 'text' },
  { key: 'bias', label: 'Bias that was looked for, and what was found', kind: 'long' },
];
export const PERSONAL_FIELDS: readonly Field[] = [
  { key: 'personalData', label: 'Personal data', kind: 'select', required: true, options: options(PERSONAL) },
  { key: 'legalBasis', label: 'Legal basis', kind: 'select', options: options(legalBasisTitles) },
  {
    key: 'legalBasisNote',
    label: 'What it rests on',
    kind: 'long',
    help: 'The law, contract, balance of interests or consent that is meant',
  },
  {
    key: 'specialBasis',
    label: 'Condition for special categories',
    kind: 'long',
    help: 'Article 9(2) or 10',
  },
  {
    key: 'subjects',
    label: 'Whose data',
    kind: 'tags',
    help: 'Such as patients, applicants; press Enter after each',
  },
  {
    key: 'personalCategories',
    label: 'Which personal data',
    kind: 'tags',
    help: 'Such as names, diagnoses; press Enter after each',
  },
  {
    key: 'controllers',
    label: 'Controllers and their contacts',
    kind: 'long',
    help: 'Joint controllers, representative, data protection officer',
  },
  { key: 'recipients', label: 'Recipients', kind: 'long' },
  {
    key: 'transfers',
    label: 'Transfers to third countries, and safeguards',
    kind: 'long',
    help: 'Write “none” when there is none',
  },
  { key: 'retention', label: 'Time limits for erasure', kind: 'long' },
  { key: 'security', label: 'Technical and organisational measures', kind: 'long' },
];
export const LABELS: readonly Field[] = [
  { key: 'labelling', label: 'Labelled', kind: 'select', options: options(LABELLINGS) },
  { key: 'labelGuidelines', label: 'Rules for the labels', kind: 'long' },
  { key: 'labelAnnotators', label: 'People who label', kind: 'number' },
  {
    key: 'labelAgreement',
    label: 'Agreement, per mille',
    kind: 'number',
    help: '870 means 0.87 by the measure named below',
  },
  {
    key: 'labelMeasure',
    label: 'Measure of agreement',
    kind: 'text',
    help: 'Such as Cohen’s kappa, or share of equal labels',
  },
  { key: 'labelReview', label: 'How differences are settled and labels reviewed', kind: 'long' },
];
export const PREPARATION: readonly Field[] = [
  {
    key: 'preparation',
    label: 'Steps',
    kind: 'rows',
    help: 'One line “none, used as obtained” when there is no step',
    columns: [
      { key: 'step', label: 'What is done' },
      { key: 'why', label: 'Why' },
      { key: 'tool', label: 'With what' },
    ],
  },
];
export const QUALITY: readonly Field[] = [
  {
    key: 'quality',
    label: 'Requirements and results',
    kind: 'rows',
    columns: [
      {
        key: 'about',
        label: 'About',
        options: options({
          accuracy: 'Accuracy',
          completeness: 'Completeness',
          consistency: 'Consistency',
          timeliness: 'Timeliness',
          representativeness: 'Representativeness',
          balance: 'Balance of groups',
          labels: 'Labels',
          other: 'Other',
        }),
      },
      { key: 'term', label: 'What is measured' },
      { key: 'bound', label: 'Must be', options: options({ 'at-least': 'at least', 'at-most': 'at most' }) },
      { key: 'limit', label: 'Limit', number: true },
      { key: 'result', label: 'Result', number: true },
      { key: 'unit', label: 'Unit' },
      { key: 'measuredOn', label: 'Measured on', date: true },
    ],
  },
];
