import type { Field } from '#ui/fields.tsx';

/** What people type about a piece of evidence; the address only of a link. */
export const FIELDS: readonly Field[] = [
  { key: 'title', label: 'Title', kind: 'text', required: true },
  { key: 'url', label: 'Address', kind: 'text', required: true },
  { key: 'effectiveOn', label: 'The day it speaks of', kind: 'date' },
  { key: 'periodFrom', label: 'Period from', kind: 'date' },
  { key: 'periodTo', label: 'Period to', kind: 'date' },
  { key: 'expiresOn', label: 'Proves until', kind: 'date' },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
  { key: 'note', label: 'Note', kind: 'long' },
];
