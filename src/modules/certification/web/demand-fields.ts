import { msg } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';
import { bindings, demandKinds } from '../words.ts';
import { choices } from './data.ts';

export const DEMAND_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('What is demanded'), kind: 'text', required: true },
  { key: 'kind', label: msg('By'), kind: 'select', required: true, options: choices(demandKinds) },
  { key: 'who', label: msg('Who'), kind: 'text' },
  { key: 'standard', label: msg('Standard'), kind: 'text', required: true },
  { key: 'binding', label: msg('How hard'), kind: 'select', required: true, options: choices(bindings) },
  { key: 'since', label: msg('Since'), kind: 'date', required: true },
  { key: 'wantedBy', label: msg('Wanted by'), kind: 'date' },
  { key: 'wording', label: msg('In their words'), kind: 'long' },
  {
    key: 'source',
    label: msg('Where it stands'),
    kind: 'text',
    help: msg('Contract, tender, article of a law'),
  },
  { key: 'ownerId', label: msg('Owner here'), kind: 'person' },
];
