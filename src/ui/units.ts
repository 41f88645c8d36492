import { useQuery } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { currentOrg, request, shownDay } from './api.ts';
import type { Option } from './option.ts';

export type UnitShown = {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
  readonly closedOn: string | null;
};

/** The parts of the organisation as a tree, for pickers, filters and names. */
export function useUnits(wanted = true): readonly UnitShown[] {
  const day = shownDay();
  const query = useQuery({
    queryKey: [currentOrg(), day, 'units-names'],
    queryFn: () =>
      request<{ units: UnitShown[] }>(
        `/api/orgs/${currentOrg()}/units-names${day ? `?asOf=${encodeURIComponent(day)}` : ''}`,
      ),
    staleTime: 60_000,
    enabled: wanted,
  });
  return query.data?.units ?? [];
}

/** Units to choose from, those inside others set in. */
export function unitOptions(units: readonly UnitShown[]): Option[] {
  return units.map(({ id, name, depth, closedOn }) => ({
    value: id,
    label: `${'\u2003'.repeat(depth)}${name}${closedOn ? ` (${t('closed')})` : ''}`,
    stored: true,
  }));
}
