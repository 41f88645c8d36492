import { useQueries } from '@tanstack/react-query';
import { currentOrg, request } from '#ui/api.ts';

/** The standards that a management system is audited by; the law is named in words. */
const STANDARDS = ['iso-42001', 'iso-27001', 'iso-9001-2015', 'iso-14001-2015'] as const;

type Entry = { readonly ref: string; readonly id: string; readonly kind: string; readonly title: string };

/** The requirements of the standards as choices; read by address, so that this module needs not know the packs. */
export function useRequirementChoices(): readonly { readonly value: string; readonly label: string }[] {
  const answers = useQueries({
    queries: STANDARDS.map((id) => ({
      queryKey: [currentOrg(), 'requirement-choices', id],
      staleTime: 600_000,
      queryFn: () => request<{ entries: Entry[] }>(`/api/orgs/${currentOrg()}/frameworks/${id}`),
    })),
  });
  return answers.flatMap(({ data }, i) =>
    (data?.entries ?? []).map((each) => ({
      value: each.ref,
      label: `${i === 0 ? '' : `${STANDARDS[i]} `}${each.id} ${each.title}`,
    })),
  );
}
