import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { messages } from './messages.ts';
import type { Option } from './option.ts';

/** One column of a field of the kind `rows`; with options a choice, whose first one an untouched cell says. */
export type FieldColumn = {
  readonly key: string;
  readonly label: string;
  readonly number?: boolean;
  readonly date?: boolean;
  readonly options?: readonly Option[];
};

/** One row of a field of the kind `rows`. */
export type RowValue = Readonly<Record<string, string | number | null>>;

/** A small table that is typed into. A row counts once something stands in it; leaving a cell reports all rows. */
export function RowsInput({
  label,
  columns,
  value,
  onCommit,
}: {
  readonly label: string;
  readonly columns: readonly FieldColumn[];
  readonly value: readonly RowValue[];
  readonly onCommit: (rows: readonly RowValue[]) => void;
}) {
  const [rows, setRows] = useState<readonly RowValue[]>(value);
  const [seen, setSeen] = useState(JSON.stringify(value));
  if (seen !== JSON.stringify(value)) {
    setSeen(JSON.stringify(value));
    setRows(value);
  }
  const commit = (next: readonly RowValue[]) => {
    setRows(next);
    const said = next.filter((row) => isSaid(columns, row));
    if (JSON.stringify(said) !== JSON.stringify(value)) onCommit(said);
  };
  const cell = (index: number, key: string, next: string | number | null) =>
    rows.map((row, i) => (i === index ? { ...row, [key]: next } : row));
  return (
    <div className="rows-input">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own; the order is their identity
        <fieldset key={i}>
          <legend>{messages.rowOf(label.replace(/ \*$/, ''), i + 1)}</legend>
          <div className="cells">
            {columns.map((column) => (
              <Cell
                key={column.key}
                column={column}
                name={`${column.label}, ${label} ${i + 1}`}
                value={row[column.key] ?? null}
                onType={(next) => setRows(cell(i, column.key, next))}
                onLeave={(next) => commit(cell(i, column.key, next))}
              />
            ))}
          </div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={messages.takeRowAway(label, i + 1)}
            onClick={() => commit(rows.filter((_, index) => index !== i))}
          >
            {t('Remove')}
          </Button>
        </fieldset>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        aria-label={messages.addRow(label)}
        onClick={() =>
          setRows([
            ...rows,
            Object.fromEntries(columns.map((each) => [each.key, each.options?.[0]?.value ?? null])),
          ])
        }
      >
        {t('Add a line')}
      </Button>
    </div>
  );
}

function Cell(props: {
  readonly column: FieldColumn;
  readonly name: string;
  readonly value: string | number | null;
  readonly onType: (value: string | number | null) => void;
  readonly onLeave: (value: string | number | null) => void;
}) {
  const { column, name, value, onType, onLeave } = props;
  const common = { label: column.label, 'aria-label': name, size: 'xs' as const };
  if (column.options)
    return (
      <NativeSelect
        {...common}
        data={[...column.options]}
        value={String(value ?? column.options[0]?.value ?? '')}
        onChange={(event) => onLeave(event.currentTarget.value)}
      />
    );
  if (column.date)
    return (
      <TextInput
        {...common}
        type="date"
        value={String(value ?? '')}
        onChange={(event) => onType(event.currentTarget.value || null)}
        onBlur={(event) => onLeave(event.currentTarget.value || null)}
      />
    );
  if (column.number)
    return (
      <NumberInput
        {...common}
        value={value ?? ''}
        onBlur={(event) =>
          onLeave(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
        }
      />
    );
  return (
    <Textarea
      {...common}
      autosize
      minRows={1}
      value={String(value ?? '')}
      onChange={(event) => onType(event.currentTarget.value)}
      onBlur={(event) => onLeave(event.currentTarget.value.trim() === '' ? null : event.currentTarget.value)}
    />
  );
}

/** The same rows to read. */
export function RowsTable({
  columns,
  value,
}: {
  readonly columns: readonly FieldColumn[];
  readonly value: readonly RowValue[];
}) {
  const words = (column: FieldColumn, row: RowValue) => {
    const said = row[column.key] ?? null;
    return column.options?.find((each) => each.value === said)?.label ?? String(said ?? '');
  };
  return (
    <table className="list rows-table">
      <thead>
        <tr>
          {columns.map((each) => (
            <th key={each.key} scope="col">
              {each.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {value.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity of a row
          <tr key={i}>
            {columns.map((each) => (
              <td key={each.key} data-label={each.label}>
                {words(each, row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Something was typed; a choice alone says nothing. */
function isSaid(columns: readonly FieldColumn[], row: RowValue): boolean {
  return columns.some(
    (each) => !each.options && row[each.key] !== null && row[each.key] !== undefined && row[each.key] !== '',
  );
}
