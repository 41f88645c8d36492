import { Button, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { type ApiError, call, currentOrg, shownDay } from './api.ts';
import { useSearchState } from './hooks.ts';
import { OrgLink, orgPath } from './links.tsx';
import { Empty, ErrorView } from './states.tsx';

export type Row = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
};

export type Column = {
  readonly key: string;
  readonly title: string;
  readonly render?: (row: Row) => ReactNode;
  readonly number?: boolean;
  readonly sortable?: boolean;
};

export type Filter = {
  readonly key: string;
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

type Page = { readonly rows: readonly Row[]; readonly total: number | null; readonly next: string | null };

/** A register as a table: filters, words, sort and view in the address; pages as one scrolls; keys J, K, Enter. */
export function RegisterList(props: {
  readonly endpoint: Endpoint;
  readonly columns: readonly Column[];
  readonly filters?: readonly Filter[];
  readonly path: string;
  readonly empty: { readonly title: string; readonly why: string; readonly action?: ReactNode };
}) {
  const [search, change] = useSearchState();
  const { asOf: _a, ...query } = search;
  const list = useInfiniteQuery<Page, ApiError>({
    queryKey: [currentOrg(), shownDay(), props.endpoint.id, query],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call(props.endpoint, {
        ...query,
        limit: 50,
        ...(pageParam ? { cursor: pageParam } : { total: 'true' }),
      }) as Promise<Page>,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const filtered = Object.keys(query).some((key) => key !== 'sort');
  if (list.error) return <ErrorView error={list.error} />;
  if (list.isSuccess && rows.length === 0 && !filtered) {
    return (
      <Empty title={props.empty.title} why={props.empty.why}>
        {props.empty.action}
      </Empty>
    );
  }
  return (
    <>
      <Toolbar {...props} search={search} change={change} total={list.data?.pages[0]?.total ?? null} />
      <Table {...props} rows={rows} sort={search.sort ?? ''} onSort={(sort) => change({ sort })} />
      {list.isSuccess && rows.length === 0 && <p className="quiet">Nothing matches these filters.</p>}
      {list.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

function Toolbar({
  filters = [],
  search,
  change,
  total,
}: {
  readonly filters?: readonly Filter[];
  readonly search: Readonly<Record<string, string>>;
  readonly change: (patch: Record<string, string | null>) => void;
  readonly total: number | null;
}) {
  const [words, setWords] = useState(search.q ?? '');
  useEffect(() => {
    const timer = setTimeout(() => words !== (search.q ?? '') && change({ q: words || null }), 250);
    return () => clearTimeout(timer);
  });
  const known = new Set(['q', 'sort', 'asOf', ...filters.map((filter) => filter.key)]);
  return (
    <div
      className="noprint"
      style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center', marginBottom: 10 }}
    >
      <TextInput
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        placeholder="Search title or reference"
        aria-label="Search title or reference"
        w={230}
      />
      {filters.map((filter) => (
        <Select
          key={filter.key}
          aria-label={filter.title}
          placeholder={filter.title}
          data={[...filter.options]}
          value={search[filter.key] ?? null}
          onChange={(value) => change({ [filter.key]: value })}
          clearable
          searchable={filter.options.length > 8}
          w={190}
        />
      ))}
      {Object.entries(search)
        .filter(([key]) => !known.has(key))
        .map(([key, value]) => (
          <button
            key={key}
            type="button"
            className="chip"
            onClick={() => change({ [key]: null })}
            title="Take this filter away"
          >
            {key.replace('[', ' ').replace(']', '')} {value} ×
          </button>
        ))}
      {total !== null && <span className="quiet">{total.toLocaleString()} in all</span>}
    </div>
  );
}

function Table({
  columns,
  rows,
  path,
  sort,
  onSort,
}: {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly path: string;
  readonly sort: string;
  readonly onSort: (sort: string | null) => void;
}) {
  const navigate = useNavigate();
  const [picked, setPicked] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step =
      event.key === 'j' || event.key === 'ArrowDown'
        ? 1
        : event.key === 'k' || event.key === 'ArrowUp'
          ? -1
          : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = Math.min(rows.length - 1, Math.max(0, picked + step));
      setPicked(next);
      body.current?.rows[next]?.scrollIntoView({ block: 'nearest' });
    }
    const row = rows[picked];
    if (event.key === 'Enter' && row && event.target === event.currentTarget)
      void navigate(orgPath(`${path}/${row.id}`) as never);
  };
  return (
    <section
      className="card scroll"
      tabIndex={0}
      onKeyDown={onKeyDown}
      aria-label="Table; J and K move, Enter opens"
    >
      <table className="list">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.number ? 'num' : undefined}
                aria-sort={
                  sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : undefined
                }
              >
                {column.sortable ? (
                  <button
                    type="button"
                    onClick={() =>
                      onSort(
                        sort === column.key
                          ? `-${column.key}`
                          : sort === `-${column.key}`
                            ? null
                            : column.key,
                      )
                    }
                  >
                    {column.title} {sort === column.key ? '↑' : sort === `-${column.key}` ? '↓' : ''}
                  </button>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, i) => (
            <tr key={row.id} className={i === picked ? 'picked' : undefined}>
              {columns.map((column, c) => (
                <td key={column.key} data-label={column.title} className={column.number ? 'num' : 'clip'}>
                  {c === 0 ? (
                    <OrgLink path={`${path}/${row.id}`} className="plain">
                      {column.render ? column.render(row) : String(row[column.key] ?? '')}
                    </OrgLink>
                  ) : column.render ? (
                    column.render(row)
                  ) : (
                    String(row[column.key] ?? '')
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
