import { msg, t } from '#kernel/language.ts';
import type { Column, Filter } from './register-types.ts';

/** What a register shows, as it stands in the address. `filters` are keys of the list query: `state`, `level[gte]`. */
export type ListState = {
  readonly words: string;
  /** A field, `-` first for descending; empty for the register's own order. */
  readonly sort: string;
  /** The columns that are shown, or null for those the register shows by itself. */
  readonly columns: readonly string[] | null;
  readonly filters: Readonly<Record<string, string>>;
};

const OWN = ['q', 'sort', 'columns'];
/** Parts of the address that are not the list's: the shown day, the wish to add something, and a dialog that is open. */
const OTHERS = ['asOf', 'add', 'begin'];

/** Reads the state of a list from the query part of an address. */
export function listState(search: Readonly<Record<string, string>>): ListState {
  return {
    words: search.q ?? '',
    sort: search.sort ?? '',
    columns: search.columns ? search.columns.split(',') : null,
    filters: Object.fromEntries(
      Object.entries(search).filter(([key, value]) => ![...OWN, ...OTHERS].includes(key) && value !== ''),
    ),
  };
}

/** The query part of the address for a state: what `listState` reads again. */
export function searchOfList(state: ListState): Record<string, string> {
  return {
    ...state.filters,
    ...(state.words && { q: state.words }),
    ...(state.sort && { sort: state.sort }),
    ...(state.columns && state.columns.length > 0 && { columns: state.columns.join(',') }),
  };
}

/** The input of the list endpoint for a state. */
export function queryOfList({ words, sort, filters }: ListState): Record<string, string> {
  return { ...filters, ...(words && { q: words }), ...(sort && { sort }) };
}

/** The sort after a press on a column's head: up, down, the register's own order. */
export function nextSort(sort: string, key: string): string {
  if (sort === key) return `-${key}`;
  return sort === `-${key}` ? '' : key;
}

const COMPARED: Readonly<Record<string, string>> = {
  not: msg('is not'),
  gte: msg('is at least'),
  lte: msg('is at most'),
  contains: msg('contains'),
};

/** One filter as a part of a sentence, of filters and columns whose words are said: "Scope is In scope or Not decided", "Level is at least 12". */
export function filterWords(
  [key, value]: readonly [string, string],
  filters: readonly Filter[],
  columns: readonly Column[],
): { readonly field: string; readonly rest: string } {
  const [, name = key, operator = ''] = /^([^[]+)(?:\[(\w+)\])?$/.exec(key) ?? [];
  const filter = filters.find((each) => each.key === name);
  const field = filter?.title ?? columns.find((each) => each.key === name)?.title ?? t(spaced(name));
  if (operator === 'empty') return { field, rest: value === 'true' ? t('is not set') : t('is set') };
  const label = (one: string) => filter?.options?.find((option) => option.value === one)?.label ?? one;
  const values =
    operator === 'contains'
      ? `“${value}”`
      : value
          .split(',')
          .map(label)
          .join(` ${t('or')} `);
  return { field, rest: `${t(COMPARED[operator] ?? msg('is'))} ${values}` };
}

/** `residualLevel` as "Residual level". */
function spaced(name: string): string {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
