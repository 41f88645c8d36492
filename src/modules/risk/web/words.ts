import { msg } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';

/** Words of this register. */
export const OPTIONS = {
  modify: msg('Reduce it by controls'),
  avoid: msg('Avoid it'),
  share: msg('Share it'),
  retain: msg('Retain it'),
  pursue: msg('Pursue the opportunity'),
} as const;

const DIMENSIONS = [
  { value: 'privacy', label: msg('Privacy and data protection') },
  { value: 'fairness', label: msg('Fairness and non-discrimination') },
  { value: 'safety-security', label: msg('Safety and security') },
  { value: 'autonomy-oversight', label: msg('Human autonomy and oversight') },
  { value: 'transparency', label: msg('Transparency and explainability') },
  { value: 'accountability', label: msg('Accountability') },
  { value: 'environment', label: msg('Environmental sustainability') },
  { value: 'societal', label: msg('Societal wellbeing') },
] as const;

export const FIELDS: readonly Field[] = [
  { key: 'title', label: msg('Title'), kind: 'text', required: true },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  { key: 'source', label: msg('Source'), kind: 'long', help: msg('What it comes from') },
  { key: 'event', label: msg('Event'), kind: 'long', help: msg('What would happen') },
  { key: 'consequencesOrganisation', label: msg('Consequences for the organisation'), kind: 'long' },
  { key: 'consequencesIndividuals', label: msg('Consequences for individuals'), kind: 'long' },
  { key: 'consequencesSociety', label: msg('Consequences for society'), kind: 'long' },
  { key: 'impactDimensions', label: msg('Kinds of impact'), kind: 'many', options: DIMENSIONS },
  { key: 'category', label: msg('Category'), kind: 'text' },
];

/** What people type about a measure of the treatment plan. */
export const TREATMENT_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('What will be done'), kind: 'text', required: true },
  { key: 'description', label: msg('How'), kind: 'long' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  { key: 'dueOn', label: msg('By'), kind: 'date' },
];
