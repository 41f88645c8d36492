import { msg } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';
import { managementAreas } from '../contract.ts';

/** The registers of this module, as tabs over each of them. */
export const TABS = [
  ['/changes', msg('AI systems')],
  ['/changes/management', msg('Management system')],
  ['/stale', msg('To look at again')],
  ['/changes/rules', msg('Rules')],
] as const;

export const PLANNED = {
  planned: msg('Planned'),
  unintended: msg('Not intended'),
  unknown: msg('Nobody has said'),
} as const;

export const OUTCOMES = {
  open: { label: msg('To be looked at again'), tone: 'warning' },
  'looked-again': { label: msg('Looked at again'), tone: 'good' },
  'still-right': { label: msg('Still right'), tone: 'good' },
  'fell-away': { label: msg('Stands no longer'), tone: 'muted' },
  withdrawn: { label: msg('Change withdrawn'), tone: 'muted' },
} as const;

export const CHANGE_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('What changes'), kind: 'text', required: true },
  {
    key: 'planned',
    label: msg('Was it intended?'),
    kind: 'select',
    options: Object.entries(PLANNED).map(([value, label]) => ({ value, label })),
    required: true,
  },
  { key: 'purpose', label: msg('Purpose'), kind: 'long', help: msg('What it is for, or how it came about') },
  {
    key: 'consequences',
    label: msg('Consequences'),
    kind: 'long',
    help: msg('What follows for people and for us'),
  },
  {
    key: 'mitigation',
    label: msg('Effects dealt with'),
    kind: 'long',
    help: msg('What is done about effects that nobody wants; needed when it was not intended'),
  },
  { key: 'resources', label: msg('Resources'), kind: 'long' },
  { key: 'responsibleId', label: msg('Who answers for it'), kind: 'person' },
  { key: 'plannedFor', label: msg('Planned for'), kind: 'date' },
];

export const MANAGEMENT_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('What changes'), kind: 'text', required: true },
  {
    key: 'area',
    label: msg('Of what'),
    kind: 'select',
    required: true,
    options: managementAreas.map((value) => ({
      value,
      label: `${value[0]!.toUpperCase()}${value.slice(1)}`,
    })),
  },
  { key: 'purpose', label: msg('Purpose'), kind: 'long' },
  { key: 'consequences', label: msg('Possible consequences'), kind: 'long' },
  {
    key: 'integrity',
    label: msg('How the management system stays whole'),
    kind: 'long',
    help: msg('What keeps working, and by which rules, until the change is done'),
  },
  {
    key: 'resources',
    label: msg('Resources'),
    kind: 'long',
    help: msg('What it needs, or that it needs nothing'),
  },
  {
    key: 'responsibilities',
    label: msg('Duties and authorities that move'),
    kind: 'long',
    help: msg('From whom to whom, or that none do'),
  },
  { key: 'responsibleId', label: msg('Who answers for it'), kind: 'person' },
  { key: 'plannedFor', label: msg('Planned for'), kind: 'date' },
];
