import type { Tone } from '#kernel/lifecycle.ts';
import type { Field } from '#ui/fields.tsx';
import { implementationLifecycle } from '../lifecycle.ts';

export const DECISIONS: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  undecided: { label: 'Not decided', tone: 'warning' },
  included: { label: 'Included', tone: 'good' },
  excluded: { label: 'Left out', tone: 'muted' },
};
export const EFFECTIVENESS: Readonly<Record<string, string>> = {
  'not-judged': 'Not judged',
  effective: 'Effective',
  'partly-effective': 'Partly effective',
  ineffective: 'Ineffective',
};
export const IMPLEMENTATION = Object.entries(implementationLifecycle.states).map(([value, { label }]) => ({
  value,
  label,
}));

export const FIELDS: readonly Field[] = [
  { key: 'description', label: 'How we do it', kind: 'long' },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
  {
    key: 'implementation',
    label: 'How far it is carried out',
    kind: 'select',
    options: IMPLEMENTATION,
    required: true,
  },
  { key: 'implementationNote', label: 'What is still missing', kind: 'long' },
];

/** What kind of thing a reason is. */
export const REASONS: Readonly<Record<string, string>> = {
  risk: 'Risk',
  impact: 'Impact',
  law: 'Law',
  contract: 'Contract',
  policy: 'Policy',
  other: 'Other reason',
};

/** The fields of a line, as people call them. */
export const FIELD_NAMES: Readonly<Record<string, string>> = {
  control: 'The line',
  decision: 'Decision',
  because: 'Because',
  justification: 'Justification',
  status: 'Carried out',
  effectiveness: 'Effectiveness',
  owner: 'Owner',
  evidence: 'Evidence',
};

/** A value of a changed field in the words that the lists use. */
export function valueWords(field: string, value: string): string {
  if (field === 'status') return IMPLEMENTATION.find((each) => each.value === value)?.label ?? value;
  if (field === 'effectiveness') return EFFECTIVENESS[value] ?? value;
  if (field === 'decision' || field === 'control') return DECISIONS[value]?.label ?? value;
  return value;
}
