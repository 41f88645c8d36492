import { msg } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';

/** What people type about a piece of evidence; the address only of a link. */
export const FIELDS: readonly Field[] = [
  { key: 'title', label: msg('Title'), kind: 'text', required: true },
  { key: 'url', label: msg('Address'), kind: 'text', required: true },
  { key: 'effectiveOn', label: msg('The day it speaks of'), kind: 'date' },
  { key: 'periodFrom', label: msg('Period from'), kind: 'date' },
  { key: 'periodTo', label: msg('Period to'), kind: 'date' },
  { key: 'expiresOn', label: msg('Proves until'), kind: 'date' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  { key: 'note', label: msg('Note'), kind: 'long' },
];
