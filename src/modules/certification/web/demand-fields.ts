import type { Field } from '#ui/fields.tsx';
import { bindings, demandKinds } from '../words.ts';
import { choices } from './data.ts';

export const DEMAND_FIELDS: readonly Field[] = [
  { key: 'title', label: 'What is demanded', kind: 'text', required: true },
  { key: 'kind', label: 'By', kind: 'select', required: true, options: choices(demandKinds) },
  { key: 'who', label: 'Who', kind: 'text' },
  { key: 'standard', label: 'Standard', kind: 'text', required: true },
  { key: 'binding', label: 'How hard', kind: 'select', required: true, options: choices(bindings) },
  { key: 'since', label: 'Since', kind: 'date', required: true },
  { key: 'wantedBy', label: 'Wanted by', kind: 'date' },
  { key: 'wording', label: 'In their words', kind: 'long' },
  { key: 'source', label: 'Where it stands', kind: 'text', help: 'Contract, tender, article of a law' },
  { key: 'ownerId', label: 'Owner here', kind: 'person' },
];
