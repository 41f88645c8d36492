import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { type ApiError, call, currentOrg, shownDay } from './api.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useSearchState } from './hooks.ts';
import { orgPath } from './links.tsx';
import { type ListState, listState, queryOfList, searchOfList } from './list-state.ts';
import { ListTable } from './list-table.tsx';
import type { Column, Filter, Row, TableActs } from './register-types.ts';
import { saidActs, saidColumn, saidFilter } from './said.ts';
import { Empty, ErrorView, RowsWait } from './states.tsx';
import { TableMenu } from './table-menu.tsx';
import { ViewTabs } from './view-tabs.tsx';

type Page = { readonly rows: readonly Row[]; readonly total: number | null; readonly next: string | null };
type Props = {
  readonly endpoint: Endpoint;
  readonly columns: readonly Column[];
  readonly filters?: readonly Filter[];
  readonly path: string;
  /** Export, import and edits in the table; absent where the register has none. */
  readonly table?: TableActs | undefined;
  readonly empty: {
    readonly title: string;
    readonly why: string;
    /** What a row would say, by column: shown in grey while there is none. */
    readonly example?: Readonly<Record<string, string>>;
    readonly action?: ReactNode;
  };
};

/** A register as a table. Words, filters, sort and columns stand in the address; keys J, K, X and Enter work. */
export function RegisterList(props: Props) {
  const { empty } = props;
  const columns = props.columns.map(saidColumn);
  const filters = (props.filters ?? []).map(saidFilter);
  const table = props.table && saidActs(props.table);
  const [search, put] = useSearchState();
  const state = listState(search);
  const list = usePages(props.endpoint, state);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const body = useRef<HTMLTableSectionElement>(null);
  const change = (next: Partial<ListState>) => {
    const before = searchOfList(state);
    const gone = Object.fromEntries(Object.keys(before).map((key) => [key, null]));
    put({ ...gone, ...searchOfList({ ...state, ...next }) });
  };
  const toggle = (id: string) =>
    setSelected((now) => new Set(now.has(id) ? [...now].filter((each) => each !== id) : [...now, id]));
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  useCodeOfRecord(props.path, rows[0]?.id);
  const shown = columns.filter((each, i) => i === 0 || (state.columns?.includes(each.key) ?? true));
  const none = list.isSuccess && rows.length === 0;
  const narrowed = state.words !== '' || Object.keys(state.filters).length > 0;
  if (list.error) return <ErrorView error={list.error} />;
  if (none && !narrowed)
    return (
      <Empty title={empty.title} why={empty.why} example={empty.example && exampleOf(columns, empty.example)}>
        {empty.action}
        {table && <TableMenu acts={table} query={{}} columns={columns} words />}
      </Empty>
    );
  return (
    <>
      <ViewTabs page={props.path} state={state} onState={change} />
      <FilterBar {...{ state, change, filters, columns }} total={list.data?.pages[0]?.total ?? null}>
        <ColumnsMenu
          columns={columns}
          shown={shown.map((each) => each.key)}
          onShown={(keys) => change({ columns: keys })}
        />
        {table && <TableMenu acts={table} query={queryOfList(state)} columns={shown} />}
      </FilterBar>
      {list.isPending ? (
        <RowsWait />
      ) : (
        <ListTable
          {...{ rows, selected, body }}
          columns={shown}
          path={props.path}
          sort={state.sort}
          onSort={(sort) => change({ sort })}
          onSelect={toggle}
          acts={table}
        />
      )}
      {none && <p className="quiet">{t('Nothing matches these filters.')}</p>}
      {list.hasNextPage && (
        <Button
          className="noprint"
          variant="default"
          mt={12}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('Show more')}
        </Button>
      )}
      <BulkBar
        rows={rows.filter((row) => selected.has(row.id))}
        acts={table}
        titles={shown.map((each) => each.title)}
        body={body}
        onClear={() => setSelected(new Set())}
      />
    </>
  );
}

/** Fetches the code of the page of a record while the list is read: that is where people go from here. */
function useCodeOfRecord(path: string, id: string | undefined) {
  const router = useRouter();
  useEffect(() => {
    if (id) void router.preloadRoute(orgPath(`${path}/${id}`) as never);
  }, [router, path, id]);
}

function usePages(endpoint: Endpoint, state: ListState) {
  const query = queryOfList(state);
  return useInfiniteQuery<Page, ApiError>({
    queryKey: [currentOrg(), shownDay(), endpoint.id, query],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call(endpoint, {
        ...query,
        limit: 50,
        ...(pageParam ? { cursor: pageParam } : { total: 'true' }),
      }) as Promise<Page>,
    getNextPageParam: (page) => page.next ?? undefined,
    // While a filter is changed the rows of before stay, rather than flashing away; those of another day do not.
    placeholderData: (before, query) => (query?.queryKey[1] === shownDay() ? before : undefined),
  });
}

function exampleOf(columns: readonly Column[], example: Readonly<Record<string, string>>) {
  return columns
    .filter((each) => example[each.key] !== undefined)
    .map((each) => ({ title: each.title, text: t(example[each.key]!) }));
}
