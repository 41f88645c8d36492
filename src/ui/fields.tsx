import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { type Option, saidOption } from './option.ts';
import { useNames, usePeople } from './people.ts';
import { RecordInput } from './record-input.tsx';
import { type FieldColumn, RowsInput, type RowValue } from './rows-input.tsx';
import { unitOptions, useUnits } from './units.ts';

/** How one contract field is typed and shown. */
export type Field = {
  readonly key: string;
  readonly label: string;
  readonly kind:
    | 'text'
    | 'long'
    | 'select'
    | 'many'
    | 'number'
    | 'date'
    | 'person'
    | 'unit'
    | 'rows'
    | 'record'
    | 'tags';
  readonly options?: readonly Option[];
  readonly help?: string;
  readonly required?: boolean;
  /** Of `rows`: what stands in each row. */
  readonly columns?: readonly FieldColumn[];
  /** Of `record`: the types to choose from; every type when left out. */
  readonly types?: readonly string[];
};

type Value = unknown;

/**
 * A field with its words in the language of the reader. Tables of fields are made when a file is loaded and hold the
 * English texts (`msg`); the kit says them where it shows them.
 */
export function saidField(field: Field): Field {
  return {
    ...field,
    label: t(field.label),
    ...(field.help && { help: t(field.help) }),
    ...(field.options && { options: field.options.map(saidOption) }),
    ...(field.columns && {
      columns: field.columns.map((column) => ({
        ...column,
        label: t(column.label),
        ...(column.options && { options: column.options.map(saidOption) }),
      })),
    }),
  };
}

/** The input of a field whose words are said (`saidField`). Choices report at once; typing reports when the field is left. */
export function FieldInput({
  field,
  value,
  onCommit,
  error,
  disabled,
  autoFocus,
}: {
  readonly field: Field;
  readonly value: Value;
  readonly onCommit: (value: Value) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
}) {
  const people = usePeople();
  const units = useUnits(field.kind === 'unit');
  const common = {
    'aria-label': field.label,
    error,
    disabled: disabled ?? false,
    autoFocus: autoFocus ?? false,
  };
  const data =
    field.kind === 'person'
      ? people.map((each) => ({ value: each.id, label: each.name }))
      : field.kind === 'unit'
        ? unitOptions(units)
        : [...(field.options ?? [])];
  switch (field.kind) {
    case 'select':
    case 'person':
    case 'unit':
      return (
        <Select
          {...common}
          data={data}
          value={(value as string | null) ?? null}
          onChange={onCommit}
          clearable={!field.required}
          searchable={data.length > 7}
          placeholder={t('Choose')}
        />
      );
    case 'many':
      return (
        <MultiSelect
          {...common}
          data={data}
          value={(value as string[] | null) ?? []}
          onChange={onCommit}
          searchable
          clearable
          placeholder={(value as string[] | null)?.length ? '' : t('Choose')}
        />
      );
    case 'record':
      return (
        <RecordInput
          types={field.types}
          value={(value as string | null) ?? null}
          onCommit={onCommit}
          common={common}
        />
      );
    case 'tags':
      return (
        <TagsInput
          {...common}
          value={(value as string[] | null) ?? []}
          onChange={onCommit}
          placeholder={(value as string[] | null)?.length ? '' : t('Type and press Enter')}
        />
      );
    case 'rows':
      return (
        <RowsInput
          label={field.label}
          columns={field.columns ?? []}
          value={(value as readonly RowValue[] | null) ?? []}
          onCommit={onCommit}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          value={(value as number | null) ?? ''}
          onBlur={(event) =>
            onCommit(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
          }
        />
      );
    default:
      return (
        <Typed field={field} value={(value as string | null) ?? ''} onCommit={onCommit} common={common} />
      );
  }
}

function Typed({
  field,
  value,
  onCommit,
  common,
}: {
  readonly field: Field;
  readonly value: string;
  readonly onCommit: (value: Value) => void;
  readonly common: Readonly<Record<string, unknown>>;
}) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  const leave = () => text !== value && onCommit(text.trim() === '' && !field.required ? null : text);
  const props = {
    ...common,
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    onBlur: leave,
  };
  if (field.kind === 'long') return <Textarea {...props} minRows={1} />;
  return <TextInput {...props} type={field.kind === 'date' ? 'date' : 'text'} />;
}

/** Puts values of a field whose words are said into words, people and units by their names; nothing is an empty text. */
export function useShownValue(field: Field): (value: Value) => string {
  const people = useNames();
  const units = useUnits(field.kind === 'unit');
  const label = (one: unknown) => {
    if (field.kind === 'person') return people(String(one));
    if (field.kind === 'unit') return units.find((each) => each.id === one)?.name ?? '';
    return field.options?.find((option) => option.value === one)?.label ?? String(one);
  };
  return (value) => {
    if (value === null || value === undefined || value === '') return '';
    return Array.isArray(value) ? value.map(label).join(', ') : label(value);
  };
}
