import { useQuery } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { currentOrg, request } from './api.ts';

export type PersonShown = { readonly id: string; readonly name: string; readonly active: boolean };

/** Everybody in the organisation, for pickers and names. */
export function usePeople(): readonly PersonShown[] {
  const query = useQuery({
    queryKey: [currentOrg(), 'people-directory'],
    queryFn: () => request<{ people: PersonShown[] }>(`/api/orgs/${currentOrg()}/directory`),
    staleTime: 60_000,
  });
  return query.data?.people ?? [];
}

/** Names by person id. */
export function useNames(): (id: string | null | undefined) => string {
  const people = usePeople();
  return (id) => (id ? (people.find((each) => each.id === id)?.name ?? t('Somebody')) : t('Nobody'));
}
