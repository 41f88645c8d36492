import { msg } from '#kernel/language.ts';
import { roleList } from '#kernel/roles.ts';
import type { Field } from '#ui/fields.tsx';
import { kinds, type RecordKind, recordKinds } from '../kinds.ts';

export const CLASSES = {
  low: msg('Low'),
  medium: msg('Medium'),
  high: msg('High'),
  critical: msg('Critical'),
} as const;

export const KIND_OPTIONS = recordKinds.map((kind) => ({ value: kind, label: kinds[kind].title }));

/** The fields of a kind, as the forms of the kit take them. */
export function fieldsOfKind(kind: RecordKind): readonly Field[] {
  return kinds[kind].fields.map((field) => ({
    key: field.key,
    label: field.required ? `${field.label} *` : field.label,
    kind: field.kind === 'choice' ? ('select' as const) : field.kind,
    ...(field.help && { help: field.help }),
    ...(field.options && { options: field.options }),
    ...(field.columns && { columns: field.columns }),
  }));
}

/** Who is asked for an exception, in words. */
export const exceptionBy = () => roleList(['top-management', 'governance-officer']);
