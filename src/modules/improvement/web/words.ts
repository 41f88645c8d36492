import { msg, t } from '#kernel/language.ts';
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
    { key: 'title', label: t('In one line'), kind: 'text', required: true },
    {
      key: 'description',
      label: t('What is wrong'),
      kind: 'long',
      help: t('What should be, what is, and how far it differs'),
    },
    {
      key: 'objectiveEvidence',
      label: t('Objective evidence'),
      kind: 'long',
      help: t('Records, places and days by which anybody can see it again'),
    },
    { key: 'requirements', label: t('Requirements'), kind: 'many', options: requirements },
    {
      key: 'ownRequirement',
      label: t('Other requirement'),
      kind: 'text',
      help: t('A law, a contract, a rule of your own'),
    },
    {
      key: 'managementSystems',
      label: t('Management systems'),
      kind: 'many',
      required: true,
      options: choices(managementSystems),
    },
    { key: 'source', label: t('Source'), kind: 'select', required: true, options: choices(sources) },
    { key: 'sourceNote', label: t('Source in words'), kind: 'text' },
    { key: 'foundOn', label: t('Found on'), kind: 'date', required: true },
    { key: 'ownerId', label: t('Owner'), kind: 'person' },
    { key: 'dueOn', label: t('Answer due'), kind: 'date' },
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
  { key: 'title', label: msg('What will be done'), kind: 'text', required: true },
  { key: 'description', label: msg('How'), kind: 'long' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  { key: 'dueOn', label: msg('By'), kind: 'date' },
  { key: 'resources', label: msg('Resources'), kind: 'text', help: msg('Time, money, people, tools') },
];

export const IDEA_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('In one line'), kind: 'text', required: true },
  { key: 'description', label: msg('What would change'), kind: 'long' },
  { key: 'source', label: msg('Where it came from'), kind: 'select', options: choices(ideaSources) },
  { key: 'expectedBenefit', label: msg('Expected benefit'), kind: 'long' },
  {
    key: 'measure',
    label: msg('How one would see it'),
    kind: 'text',
    help: msg('A figure or an observation'),
  },
  { key: 'before', label: msg('How that stands before'), kind: 'text' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  { key: 'dueOn', label: msg('By'), kind: 'date' },
  { key: 'reviewOn', label: msg('Benefit looked at on'), kind: 'date' },
];

export const CATEGORY_CHOICES = choices(causeCategories);
export const GRADE_CHOICES = choices(grades);
