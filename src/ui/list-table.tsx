import { Checkbox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { t } from '#kernel/language.ts';
import { shownDay } from './api.ts';
import { CellEditor } from './cell-editor.tsx';
import { isShortcut } from './keys.ts';
import { OrgLink, orgPath } from './links.tsx';
import { nextSort } from './list-state.ts';
import { messages } from './messages.ts';
import type { Column, Row, TableActs } from './register-types.ts';

/**
 * The rows of a register. J and K move, X selects, E or a double press edits a cell, Enter opens; on a phone every row
 * is a card.
 */
export function ListTable({
  columns,
  rows,
  path,
  sort,
  onSort,
  selected,
  onSelect,
  body,
  acts,
}: {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly path: string;
  readonly acts: TableActs | undefined;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
  readonly body: RefObject<HTMLTableSectionElement | null>;
}) {
  const [editing, setEditing] = useState<{ readonly id: string; readonly key: string } | null>(null);
  const update = acts?.endpoints.update;
  const mayEdit = update !== undefined && acts?.decision.allowed === true && shownDay() === null;
  const fieldOf = (key: string) => (mayEdit ? acts?.fields.find((each) => each.key === key) : undefined);
  const editable = columns.filter((column) => fieldOf(column.key)).map((column) => column.key);
  const edit = (id: string, key = editable[0]) =>
    key !== undefined && fieldOf(key) && setEditing({ id, key });
  const here = useRowKeys({ rows, path, onSelect, body, onEdit: edit });
  return (
    <section
      className="card scroll"
      tabIndex={0}
      aria-label={t('Table; J and K move, X selects, E edits, Enter opens')}
    >
      <table className="list picks">
        <thead>
          <tr>
            <th className="pick" aria-label={messages.selected(selected.size)} />
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, i) => (
            <tr
              key={row.id}
              className={`${i === here ? 'here' : ''} ${selected.has(row.id) ? 'picked' : ''}`}
            >
              <td className="pick">
                <Checkbox
                  size="xs"
                  aria-label={messages.select(row.ref)}
                  checked={selected.has(row.id)}
                  onChange={() => onSelect(row.id)}
                />
              </td>
              {columns.map((column, c) => (
                <td
                  key={column.key}
                  data-label={column.title}
                  className={column.number ? 'num' : c === 0 ? 'clip name' : 'clip'}
                  onDoubleClick={() => edit(row.id, column.key)}
                >
                  {editing?.id === row.id && editing.key === column.key && update ? (
                    <CellEditor
                      row={row}
                      field={fieldOf(column.key)!}
                      update={update}
                      onClose={(step) => {
                        const next = editable[editable.indexOf(column.key) + step];
                        setEditing(step !== 0 && next !== undefined ? { id: row.id, key: next } : null);
                      }}
                    />
                  ) : c === 0 ? (
                    <OrgLink path={`${path}/${row.id}`} className="plain" title={wholeText(column, row)}>
                      {shown(column, row)}
                    </OrgLink>
                  ) : (
                    shown(column, row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a cut name says in full. */
function wholeText(column: Column, row: Row): string {
  const text = shown(column, row);
  return typeof text === 'string' ? text : row.ref;
}

function shown(column: Column, row: Row) {
  return column.render ? column.render(row) : String(row[column.key] ?? '');
}

function Head({
  column,
  sort,
  onSort,
}: {
  readonly column: Column;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}) {
  const direction = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : undefined;
  return (
    <th scope="col" className={column.number ? 'num' : undefined} aria-sort={direction}>
      {column.sortable ? (
        <button type="button" onClick={() => onSort(nextSort(sort, column.key))}>
          {column.title}
          <span aria-hidden className="arrow">
            {direction === 'ascending' ? ' ↑' : direction === 'descending' ? ' ↓' : ''}
          </span>
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

/** The row that the keys stand on, or -1. */
function useRowKeys({
  rows,
  path,
  onSelect,
  onEdit,
  body,
}: {
  readonly rows: readonly Row[];
  readonly path: string;
  readonly onSelect: (id: string) => void;
  readonly onEdit: (id: string) => void;
  readonly body: RefObject<HTMLTableSectionElement | null>;
}): number {
  const navigate = useNavigate();
  const [here, setHere] = useState(-1);
  const onKey = useRef<(event: KeyboardEvent) => void>(() => {});
  useEffect(() => {
    onKey.current = (event) => {
      const inTable = event.target instanceof Element && event.target.tagName === 'SECTION';
      const step = stepOf(event.key, inTable);
      const row = rows[here];
      if (step !== 0) {
        const next = Math.min(rows.length - 1, Math.max(0, here + step));
        setHere(next);
        body.current?.rows[next]?.scrollIntoView({ block: 'nearest' });
      } else if (event.key === 'x' && row) onSelect(row.id);
      else if (event.key === 'e' && row) onEdit(row.id);
      else if (event.key === 'Enter' && row && (inTable || event.target === document.body))
        void navigate(orgPath(`${path}/${row.id}`) as never);
      else return;
      event.preventDefault();
    };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => isShortcut(event) && onKey.current(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return Math.min(here, rows.length - 1);
}

function stepOf(key: string, inTable: boolean): number {
  if (key === 'j' || (inTable && key === 'ArrowDown')) return 1;
  if (key === 'k' || (inTable && key === 'ArrowUp')) return -1;
  return 0;
}
