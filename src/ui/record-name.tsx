import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { MANY_NAMES, recordNames } from '#kernel/name-endpoints.ts';
import { call, currentOrg, shownDay } from './api.ts';
import { OrgLink, pageOf } from './links.tsx';

type Named = { readonly id: string; readonly type: string; readonly ref: string; readonly title: string };
type Batch = { readonly ids: Set<string>; readonly answer: Promise<ReadonlyMap<string, Named>> };

/** What is asked for in one turn of the page goes out in as few requests as there are fifties of it. */
const batches = new WeakMap<QueryClient, Map<string, Batch>>();

async function nameOf(client: QueryClient, id: string): Promise<Named | null> {
  const waiting = batches.get(client) ?? new Map<string, Batch>();
  batches.set(client, waiting);
  const place = `${currentOrg()} ${shownDay() ?? ''}`;
  let batch = waiting.get(place);
  if (!batch || batch.ids.size >= MANY_NAMES) {
    const ids = new Set<string>();
    const answer = new Promise<void>((go) => setTimeout(go, 0)).then(async () => {
      if (waiting.get(place)?.ids === ids) waiting.delete(place);
      const { names } = await call(recordNames, { ids: [...ids].join(',') });
      return new Map(names.map((each) => [each.id, each]));
    });
    batch = { ids, answer };
    waiting.set(place, batch);
  }
  batch.ids.add(id);
  return (await batch.answer).get(id) ?? null;
}

/** Type, reference and title of a record by its id: undefined until they are known, null where there is no such record. */
export function useRecordName(id: string | null | undefined): Named | null | undefined {
  const client = useQueryClient();
  return useQuery({
    queryKey: [currentOrg(), shownDay(), recordNames.id, id],
    enabled: Boolean(id),
    staleTime: 60_000,
    queryFn: () => nameOf(client, id!),
  }).data;
}

/**
 * Another record by its title, leading to its page.
 * @param path where it leads instead of the record's own page
 */
export function RecordName({ id, path }: { readonly id: string | null | undefined; readonly path?: string }) {
  const named = useRecordName(id);
  if (!id || named === undefined) return null;
  if (named === null) return <span className="quiet">{t('not here any more')}</span>;
  const to = path ?? pageOf(named.type, named.id);
  const words = named.title || named.ref;
  return to ? (
    <OrgLink path={to} className="plain" title={`${named.ref} ${named.title}`}>
      {words}
    </OrgLink>
  ) : (
    words
  );
}
