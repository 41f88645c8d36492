import { Checkbox, NumberInput, Popover, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { t } from '#kernel/language.ts';
import { useTyped } from './hooks.ts';
import { filterWords, type ListState } from './list-state.ts';
import { messages } from './messages.ts';
import type { Column, Filter } from './register-types.ts';

type Change = (next: Partial<ListState>) => void;

/** Words, filters that read as a sentence, and how many rows answer them. */
export function FilterBar({
  state,
  change,
  filters,
  columns,
  total,
  children,
}: {
  readonly state: ListState;
  readonly change: Change;
  readonly filters: readonly Filter[];
  readonly columns: readonly Column[];
  readonly total: number | null;
  readonly children?: ReactNode;
}) {
  const set = (patch: Readonly<Record<string, string>>) =>
    change({
      filters: Object.fromEntries(
        Object.entries({ ...state.filters, ...patch }).filter(([, value]) => value !== ''),
      ),
    });
  const active = Object.entries(state.filters);
  const narrowed = active.length > 0 || state.words !== '';
  return (
    <div className="filters noprint">
      <Words words={state.words} onWords={(words) => change({ words })} />
      {active.map((entry) => (
        <Chip key={entry[0]} entry={entry} filters={filters} columns={columns} state={state} set={set} />
      ))}
      {filters.length > 0 && <AddFilter filters={filters} state={state} set={set} />}
      {narrowed && (
        <button type="button" className="link" onClick={() => change({ filters: {}, words: '' })}>
          {t('Show everything')}
        </button>
      )}
      <span className="filters-end">
        <span className="quiet" role="status">
          {total !== null && (narrowed ? messages.matching(total) : messages.inAll(total))}
        </span>
        {children}
      </span>
    </div>
  );
}

function Words({ words, onWords }: { readonly words: string; readonly onWords: (words: string) => void }) {
  const [typed, setTyped] = useTyped(words, onWords);
  return (
    <TextInput
      className="filters-words"
      leftSection={<IconSearch size={15} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      placeholder={t('Search title or reference')}
      aria-label={t('Search title or reference')}
      data-list-search
    />
  );
}

type Set = (patch: Readonly<Record<string, string>>) => void;

function Chip({
  entry,
  filters,
  columns,
  state,
  set,
}: {
  readonly entry: readonly [string, string];
  readonly filters: readonly Filter[];
  readonly columns: readonly Column[];
  readonly state: ListState;
  readonly set: Set;
}) {
  const { field, rest } = filterWords(entry, filters, columns);
  const filter = filters.find((each) => each.key === entry[0].replace(/\[.*/, ''));
  const text = (
    <span className="clip">
      {field} <strong>{rest}</strong>
    </span>
  );
  return (
    <span className="filter">
      {filter ? (
        <Popover position="bottom-start" shadow="md" trapFocus>
          <Popover.Target>
            <button type="button">{text}</button>
          </Popover.Target>
          <Popover.Dropdown p={12}>
            <Editor filter={filter} state={state} set={set} />
          </Popover.Dropdown>
        </Popover>
      ) : (
        text
      )}
      <button
        type="button"
        onClick={() => set({ [entry[0]]: '' })}
        aria-label={`${t('Take this filter away')}: ${field} ${rest}`}
      >
        <IconX size={13} aria-hidden />
      </button>
    </span>
  );
}

function AddFilter({
  filters,
  state,
  set,
}: {
  readonly filters: readonly Filter[];
  readonly state: ListState;
  readonly set: Set;
}) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Filter | null>(null);
  const toggle = (next: boolean) => {
    setOpen(next);
    setChosen(null);
  };
  return (
    <Popover opened={open} onChange={toggle} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <button type="button" className="filter-add" onClick={() => toggle(!open)}>
          <IconPlus size={14} aria-hidden /> {t('Filter')}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={chosen ? 12 : 4}>
        {chosen ? (
          <Editor filter={chosen} state={state} set={set} />
        ) : (
          filters.map((filter) => (
            <button key={filter.key} type="button" className="item" onClick={() => setChosen(filter)}>
              {filter.title}
            </button>
          ))
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Where a filter is set: choices apply at once, typed values when the field is left. */
function Editor({
  filter,
  state,
  set,
}: {
  readonly filter: Filter;
  readonly state: ListState;
  readonly set: Set;
}) {
  const at = (operator: string) => state.filters[`${filter.key}${operator}`] ?? '';
  const leave = (operator: string) => ({
    defaultValue: at(operator),
    onBlur: (event: { currentTarget: { value: string } }) =>
      set({ [`${filter.key}${operator}`]: event.currentTarget.value.trim() }),
    onKeyDown: (event: { key: string; currentTarget: { blur: () => void } }) =>
      event.key === 'Enter' && event.currentTarget.blur(),
  });
  if (filter.kind === 'text')
    return (
      <TextInput
        label={t('{title} contains', { title: filter.title })}
        data-autofocus
        {...leave('[contains]')}
      />
    );
  if (filter.kind === 'number')
    return (
      <div style={{ display: 'flex', gap: 8 }}>
        <NumberInput
          w={110}
          label={t('{title} from', { title: filter.title })}
          data-autofocus
          {...leave('[gte]')}
        />
        <NumberInput w={110} label={t('to')} {...leave('[lte]')} />
      </div>
    );
  return (
    <Checkbox.Group
      label={filter.title}
      value={at('') === '' ? [] : at('').split(',')}
      onChange={(values) => set({ [filter.key]: values.join(',') })}
    >
      <div className="choices">
        {(filter.options ?? []).map((option) => (
          <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
