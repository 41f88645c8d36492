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
