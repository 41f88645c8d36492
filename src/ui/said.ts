import { t } from '#kernel/language.ts';
import { saidField } from './fields.tsx';
import { saidOption } from './option.ts';
import type { Column, Filter, TableActs } from './register-types.ts';

/** A column of a list in the language of the reader. */
export function saidColumn(column: Column): Column {
  return { ...column, title: t(column.title) };
}

/** A filter of a list in the language of the reader. */
export function saidFilter(filter: Filter): Filter {
  return {
    ...filter,
    title: t(filter.title),
    ...(filter.options && { options: filter.options.map(saidOption) }),
  };
}

/** What a table can do, its fields in the language of the reader. */
export function saidActs(acts: TableActs): TableActs {
  return { ...acts, fields: acts.fields.map(saidField) };
}
