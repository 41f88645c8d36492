import type { Field } from '#ui/fields.tsx';
import { managementAreas } from '../contract.ts';

/** The registers of this module, as tabs over each of them. */
export const TABS = [
  ['/changes', 'AI systems'],
  ['/changes/management', 'Management system'],
  ['/stale', 'To look at again'],
  ['/changes/rules', 'Rules'],
] as const;

export const PLANNED = {
  planned: 'Planned',
  unintended: 'Not intended',
  unknown: 'Nobody has said',
} as const;

export const OUTCOMES = {
  open: { label: 'To be looked at again', tone: 'warning' },
  'looked-again': { label: 'Looked at again', tone: 'good' },
  'still-right': { label: 'Still right', tone: 'good' },
  'fell-away': { label: 'Stands no longer', tone: 'muted' },
  withdrawn: { label: 'Change withdrawn', tone: 'muted' },
} as const;

export const CHANGE_FIELDS: readonly Field[] = [
  { key: 'title', label: 'What changes', kind: 'text', required: true },
  {
    key: 'planned',
    label: 'Was it intended?',
    kind: 'select',
    options: Object.entries(PLANNED).map(([value, label]) => ({ value, label })),
    required: true,
  },
  { key: 'purpose', label: 'Purpose', kind: 'long', help: 'What it is for, or how it came about' },
  { key: 'consequences', label: 'Consequences', kind: 'long', help: 'What follows for people and for us' },
  {
    key: 'mitigation',
    label: 'Effects dealt with',
    kind: 'long',
    help: 'What is done about effects that nobody wants; needed when it was not intended',
  },
  { key: 'resources', label: 'Resources', kind: 'long' },
  { key: 'responsibleId', label: 'Who answers for it', kind: 'person' },
  { key: 'plannedFor', label: 'Planned for', kind: 'date' },
];

export const MANAGEMENT_FIELDS: readonly Field[] = [
  { key: 'title', label: 'What changes', kind: 'text', required: true },
  {
    key: 'area',
    label: 'Of what',
    kind: 'select',
    required: true,
    options: managementAreas.map((value) => ({
      value,
      label: `${value[0]!.toUpperCase()}${value.slice(1)}`,
    })),
  },
  { key: 'purpose', label: 'Purpose', kind: 'long' },
  { key: 'consequences', label: 'Possible consequences', kind: 'long' },
  {
    key: 'integrity',
    label: 'How the management system stays whole',
    kind: 'long',
    help: 'What keeps working, and by which rules, until the change is done',
  },
  { key: 'resources', label: 'Resources', kind: 'long', help: 'What it needs, or that it needs nothing' },
  {
    key: 'responsibilities',
    label: 'Duties and authorities that move',
    kind: 'long',
    help: 'From whom to whom, or that none do',
  },
  { key: 'responsibleId', label: 'Who answers for it', kind: 'person' },
  { key: 'plannedFor', label: 'Planned for', kind: 'date' },
];
