import { msg } from '#kernel/language.ts';
import type { Tone } from '#kernel/lifecycle.ts';
import type { Field } from '#ui/fields.tsx';
import { implementationLifecycle } from '../lifecycle.ts';

export const DECISIONS: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  undecided: { label: msg('Not decided'), tone: 'warning' },
  included: { label: msg('Included'), tone: 'good' },
  excluded: { label: msg('Left out'), tone: 'muted' },
};
export const EFFECTIVENESS: Readonly<Record<string, string>> = {
  'not-judged': msg('Not judged'),
  effective: msg('Effective'),
  'partly-effective': msg('Partly effective'),
  ineffective: msg('Ineffective'),
};
export const IMPLEMENTATION = Object.entries(implementationLifecycle.states).map(([value, { label }]) => ({
  value,
  label,
}));

export const FIELDS: readonly Field[] = [
  { key: 'description', label: msg('How we do it'), kind: 'long' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  {
    key: 'implementation',
    label: msg('How far it is carried out'),
    kind: 'select',
    options: IMPLEMENTATION,
    required: true,
  },
  { key: 'implementationNote', label: msg('What is still missing'), kind: 'long' },
];

/** What kind of thing a reason is. */
export const REASONS: Readonly<Record<string, string>> = {
  risk: msg('Risk'),
  impact: msg('Impact'),
  law: msg('Law'),
  contract: msg('Contract'),
  policy: msg('Policy'),
  other: msg('Other reason'),
};

/** The fields of a line, as people call them. */
export const FIELD_NAMES: Readonly<Record<string, string>> = {
  control: msg('The line'),
  decision: msg('Decision'),
  because: msg('Because'),
  justification: msg('Justification'),
  status: msg('Carried out'),
  effectiveness: msg('Effectiveness'),
  owner: msg('Owner'),
  evidence: msg('Evidence'),
};

/** A value of a changed field in the words that the lists use. */
export function valueWords(field: string, value: string): string {
  if (field === 'status') return IMPLEMENTATION.find((each) => each.value === value)?.label ?? value;
  if (field === 'effectiveness') return EFFECTIVENESS[value] ?? value;
  if (field === 'decision' || field === 'control') return DECISIONS[value]?.label ?? value;
  return value;
}
