import { msg } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';
import { legalBasisTitles } from '../contract.ts';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const PERSONAL = {
  none: msg('None'),
  personal: msg('Personal data'),
  'special-categories': msg('Special categories'),
  unknown: msg('Not known'),
} as const;
const LABELLINGS = {
  none: msg('Not labelled'),
  people: msg('By people'),
  machine: msg('By a machine'),
  'people-and-machine': msg('By people and a machine'),
} as const;

/** What the first dialog asks. */
export const ABOUT: readonly Field[] = [
  { key: 'name', label: msg('Name'), kind: 'text', required: true },
  { key: 'purpose', label: msg('Purpose'), kind: 'long' },
  { key: 'description', label: msg('What it holds, and its limits'), kind: 'long' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
];
export const ORIGIN: readonly Field[] = [
  { key: 'source', label: msg('Source'), kind: 'text' },
  {
    key: 'acquisition',
    label: msg('How it was obtained'),
    kind: 'long',
    help: msg('From whom, when, by which way, under which terms'),
  },
  { key: 'selection', label: msg('Why this data, and by which criteria'), kind: 'long' },
  { key: 'licence', label: msg('Licence or contract'), kind: 'text' },
  { key: 'bias', label: msg('Bias that was looked for, and what was found'), kind: 'long' },
];
export const PERSONAL_FIELDS: readonly Field[] = [
  {
    key: 'personalData',
    label: msg('Personal data'),
    kind: 'select',
    required: true,
    options: options(PERSONAL),
  },
  { key: 'legalBasis', label: msg('Legal basis'), kind: 'select', options: options(legalBasisTitles) },
  {
    key: 'legalBasisNote',
    label: msg('What it rests on'),
    kind: 'long',
    help: msg('The law, contract, balance of interests or consent that is meant'),
  },
  {
    key: 'specialBasis',
    label: msg('Condition for special categories'),
    kind: 'long',
    help: msg('Article 9(2) or 10'),
  },
  {
    key: 'subjects',
    label: msg('Whose data'),
    kind: 'tags',
    help: msg('Such as patients, applicants; press Enter after each'),
  },
  {
    key: 'personalCategories',
    label: msg('Which personal data'),
    kind: 'tags',
    help: msg('Such as names, diagnoses; press Enter after each'),
  },
  {
    key: 'controllers',
    label: msg('Controllers and their contacts'),
    kind: 'long',
    help: msg('Joint controllers, representative, data protection officer'),
  },
  { key: 'recipients', label: msg('Recipients'), kind: 'long' },
  {
    key: 'transfers',
    label: msg('Transfers to third countries, and safeguards'),
    kind: 'long',
    help: msg('Write “none” when there is none'),
  },
  { key: 'retention', label: msg('Time limits for erasure'), kind: 'long' },
  { key: 'security', label: msg('Technical and organisational measures'), kind: 'long' },
];
export const LABELS: readonly Field[] = [
  { key: 'labelling', label: msg('Labelled'), kind: 'select', options: options(LABELLINGS) },
  { key: 'labelGuidelines', label: msg('Rules for the labels'), kind: 'long' },
  { key: 'labelAnnotators', label: msg('People who label'), kind: 'number' },
  {
    key: 'labelAgreement',
    label: msg('Agreement, per mille'),
    kind: 'number',
    help: msg('870 means 0.87 by the measure named below'),
  },
  {
    key: 'labelMeasure',
    label: msg('Measure of agreement'),
    kind: 'text',
    help: msg('Such as Cohen’s kappa, or share of equal labels'),
  },
  { key: 'labelReview', label: msg('How differences are settled and labels reviewed'), kind: 'long' },
];
export const PREPARATION: readonly Field[] = [
  {
    key: 'preparation',
    label: msg('Steps'),
    kind: 'rows',
    help: msg('One line “none, used as obtained” when there is no step'),
    columns: [
      { key: 'step', label: msg('What is done') },
      { key: 'why', label: msg('Why') },
      { key: 'tool', label: msg('With what') },
    ],
  },
];
export const QUALITY: readonly Field[] = [
  {
    key: 'quality',
    label: msg('Requirements and results'),
    kind: 'rows',
    columns: [
      {
        key: 'about',
        label: msg('About'),
        options: options({
          accuracy: msg('Accuracy'),
          completeness: msg('Completeness'),
          consistency: msg('Consistency'),
          timeliness: msg('Timeliness'),
          representativeness: msg('Representativeness'),
          balance: msg('Balance of groups'),
          labels: msg('Labels'),
          other: msg('Other'),
        }),
      },
      { key: 'term', label: msg('What is measured') },
      {
        key: 'bound',
        label: msg('Must be'),
        options: options({ 'at-least': msg('at least'), 'at-most': msg('at most') }),
      },
      { key: 'limit', label: msg('Limit'), number: true },
      { key: 'result', label: msg('Result'), number: true },
      { key: 'unit', label: msg('Unit') },
      { key: 'measuredOn', label: msg('Measured on'), date: true },
    ],
  },
];
