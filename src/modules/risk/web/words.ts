import type { Field } from '#ui/fields.tsx';

/** Words of this register. */
export const OPTIONS = {
  modify: 'Reduce it by controls',
  avoid: 'Avoid it',
  share: 'Share it',
  retain: 'Retain it',
  pursue: 'Pursue the opportunity',
} as const;

const DIMENSIONS = [
  { value: 'privacy', label: 'Privacy and data protection' },
  { value: 'fairness', label: 'Fairness and non-discrimination' },
  { value: 'safety-security', label: 'Safety and security' },
  { value: 'autonomy-oversight', label: 'Human autonomy and oversight' },
  { value: 'transparency', label: 'Transparency and explainability' },
  { value: 'accountability', label: 'Accountability' },
  { value: 'environment', label: 'Environmental sustainability' },
  { value: 'societal', label: 'Societal wellbeing' },
] as const;

export const FIELDS: readonly Field[] = [
  { key: 'title', label: 'Title', kind: 'text', required: true },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
  { key: 'source', label: 'Source', kind: 'long', help: 'What it comes from' },
  { key: 'event', label: 'Event', kind: 'long', help: 'What would happen' },
  { key: 'consequencesOrganisation', label: 'Consequences for the organisation', kind: 'long' },
  { key: 'consequencesIndividuals', label: 'Consequences for individuals', kind: 'long' },
  { key: 'consequencesSociety', label: 'Consequences for society', kind: 'long' },
  { key: 'impactDimensions', label: 'Kinds of impact', kind: 'many', options: DIMENSIONS },
  { key: 'category', label: 'Category', kind: 'text' },
];

/** What people type about a measure of the treatment plan. */
export const TREATMENT_FIELDS: readonly Field[] = [
  { key: 'title', label: 'What will be done', kind: 'text', required: true },
  { key: 'description', label: 'How', kind: 'long' },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
  { key: 'dueOn', label: 'By', kind: 'date' },
];
