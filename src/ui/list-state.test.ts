import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letSpeak, speakerOf } from '#kernel/language.ts';
import { filterWords, listState, nextSort, queryOfList, searchOfList } from './list-state.ts';
import { saidFilter } from './said.ts';

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9 äé&=?#%,+-]{0,12}$/);
const field = fc
  .stringMatching(/^[a-z][A-Za-z]{1,10}$/)
  .filter((name) => !['q', 'sort', 'columns', 'asOf', 'add'].includes(name));
const filterKey = fc
  .tuple(field, fc.constantFrom('', '[not]', '[gte]', '[lte]', '[contains]', '[empty]'))
  .map(([name, operator]) => `${name}${operator}`);
const state = fc.record({
  words: fc.oneof(fc.constant(''), word),
  sort: fc.oneof(
    fc.constant(''),
    field,
    field.map((name) => `-${name}`),
  ),
  columns: fc.oneof(fc.constant(null), fc.uniqueArray(field, { minLength: 1, maxLength: 4 })),
  filters: fc.dictionary(filterKey, word, { maxKeys: 4 }),
});

describe('the state of a list in its address', () => {
  test('any state comes back from the address that holds it', () => {
    fc.assert(
      fc.property(state, (shown) => {
        const typed = new URLSearchParams(searchOfList(shown)).toString();
        expect(listState(Object.fromEntries(new URLSearchParams(typed)))).toEqual(shown);
      }),
    );
  });

  test('the shown day and the wish to add something are no filters', () => {
    expect(listState({ asOf: '2026-01-01', add: 'yes', stage: 'deployment' }).filters).toEqual({
      stage: 'deployment',
    });
  });

  test('the server is asked for filters, words and sort, not for columns', () => {
    const shown = listState({ q: 'chat', sort: '-name', columns: 'name,ref', scope: 'in,out' });
    expect(queryOfList(shown)).toEqual({ q: 'chat', sort: '-name', scope: 'in,out' });
  });

  test('a column sorts up, then down, then in the order of the register', () => {
    const once = nextSort('', 'level');
    const twice = nextSort(once, 'level');
    expect([once, twice, nextSort(twice, 'level')]).toEqual(['level', '-level', '']);
    expect(nextSort('-title', 'level')).toBe('level');
  });
});

describe('a filter in words', () => {
  const filters = [
    { key: 'scope', title: 'Scope', options: [{ value: 'in', label: 'In scope' }] },
    { key: 'country', title: 'Country', kind: 'text' as const },
  ];
  const columns = [{ key: 'level', title: 'Level' }];
  const words = (key: string, value: string) => {
    const { field: name, rest } = filterWords([key, value], filters, columns);
    return `${name} ${rest}`;
  };

  test('reads as a part of a sentence', () => {
    expect(words('scope', 'in,proposed')).toBe('Scope is In scope or proposed');
    expect(words('scope[not]', 'in')).toBe('Scope is not In scope');
    expect(words('level[gte]', '12')).toBe('Level is at least 12');
    expect(words('country[contains]', 'land')).toBe('Country contains “land”');
    expect(words('ownerId[empty]', 'true')).toBe('Owner id is not set');
    expect(words('residualLevel[lte]', '6')).toBe('Residual level is at most 6');
  });
});

test('a filter is said in the language of the reader, but not what people typed', () => {
  letSpeak(() => speakerOf('de', { Unit: 'Einheit', Sales: 'Verkauf', is: 'ist', Open: 'Offen' }));
  const filter = saidFilter({
    key: 'unit',
    title: 'Unit',
    options: [
      { value: 'u1', label: 'Sales', stored: true },
      { value: 'open', label: 'Open' },
    ],
  });
  expect(filterWords(['unit', 'u1'], [filter], [])).toMatchObject({
    field: 'Einheit',
    rest: expect.stringContaining('Sales'),
  });
  expect(filterWords(['unit', 'open'], [filter], []).rest).toContain('Offen');
  letSpeak(() => undefined);
});
