import type { Field } from '#ui/fields.tsx';
import { grades } from '../grade.ts';
import { causeCategories, ideaSources, managementSystems, sources } from '../words.ts';

type Choice = { readonly value: string; readonly label: string };

/** A list of words as choices. */
export function choices(words: Readonly<Record<string, string | { readonly label: string }>>): Choice[] {
  return Object.entries(words).map(([value, word]) => ({
    value,
    label: typeof word === 'string' ? word : word.label,
  }));
}

/** What is typed of a nonconformity; requirements are chosen from the standards it concerns. */
export function fieldsOf(requirements: readonly Choice[]): readonly Field[] {
  return [
    { key: 'title', label: 'In one line', kind: 'text', required: true },
    {
      key: 'description',
      label: 'What is wrong',
      kind: 'long',
      help: 'What should be, what is, and how far it differs',
    },
    {
      key: 'objectiveEvidence',
      label: 'Objective evidence',
      kind: 'long',
      help: 'Records, places and days by which anybody can see it again',
    },
    { key: 'requirements', label: 'Requirements', kind: 'many', options: requirements },
    {
      key: 'ownRequirement',
      label: 'Other requirement',
      kind: 'text',
      help: 'A law, a contract, a rule of your own',
    },
    {
      key: 'managementSystems',
      label: 'Management systems',
      kind: 'many',
      required: true,
      options: choices(managementSystems),
    },
    { key: 'source', label: 'Source', kind: 'select', required: true, options: choices(sources) },
    { key: 'sourceNote', label: 'Source in words', kind: 'text' },
    { key: 'foundOn', label: 'Found on', kind: 'date', required: true },
    { key: 'ownerId', label: 'Owner', kind: 'person' },
    { key: 'dueOn', label: 'Answer due', kind: 'date' },
  ];
}

export const ADD_KEYS = [
  'title',
  'description',
  'source',
  'managementSystems',
  'requirements',
  'foundOn',
  'ownerId',
  'dueOn',
];

export const ACTION_FIELDS: readonly Field[] = [
  { key: 'title', label: 'What will be done', kind: 'text', required: true },
  { key: 'description', label: 'How', kind: 'long' },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
  { key: 'dueOn', label: 'By', kind: 'date' },
  { key: 'resources', label: 'Resources', kind: 'text', help: 'Time, money, people, tools' },
];

export const IDEA_FIELDS: readonly Field[] = [
  { key: 'title', label: 'In one line', kind: 'text', required: true },
  { key: 'description', label: 'What would change', kind: 'long' },
  { key: 'source', label: 'Where it came from', kind: 'select', options: choices(ideaSources) },
  { key: 'expectedBenefit', label: 'Expected benefit', kind: 'long' },
  { key: 'measure', label: 'How one would see it', kind: 'text', help: 'A figure or an observation' },
  { key: 'before', label: 'How that stands before', kind: 'text' },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
  { key: 'dueOn', label: 'By', kind: 'date' },
  { key: 'reviewOn', label: 'Benefit looked at on', kind: 'date' },
];

export const CATEGORY_CHOICES = choices(causeCategories);
export const GRADE_CHOICES = choices(grades);
