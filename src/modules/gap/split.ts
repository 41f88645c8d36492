import type { Role } from '#kernel/roles.ts';

/**
 * Who usually knows, by role: the authors' opinion, used only to suggest a first split. Ids are those of ISO/IEC 42001;
 * `A.6` means every control below it. The first role that somebody holds is asked.
 */
const KNOWS: readonly { readonly ids: readonly string[]; readonly roles: readonly Role[] }[] = [
  {
    ids: ['5.1', '5.2', '7.1', '9.3.1', '9.3.2', '9.3.3', 'A.2'],
    roles: ['top-management', 'governance-officer'],
  },
  { ids: ['6.1.1', '6.1.2', '6.1.3', '8.2', '8.3'], roles: ['risk-manager', 'governance-officer'] },
  {
    ids: ['6.1.4', '8.4', 'A.5', 'A.7.3', 'A.7.5', 'A.8.5'],
    roles: ['data-protection-officer', 'governance-officer'],
  },
  { ids: ['8.1', 'A.4', 'A.6', 'A.7'], roles: ['ai-engineer', 'governance-officer'] },
  {
    ids: ['7.5.1', '7.5.2', '7.5.3', '9.1', '10.1', '10.2'],
    roles: ['quality-manager', 'governance-officer'],
  },
  { ids: ['9.2.1', '9.2.2'], roles: ['internal-auditor', 'quality-manager', 'governance-officer'] },
];
const OTHERWISE: readonly Role[] = [
  'governance-officer',
  'quality-manager',
  'consultant',
  'administrator',
  'top-management',
];

/** The role to ask about a requirement, of those that somebody holds; null when nobody holds any. */
export function roleToAsk(requirementId: string, held: ReadonlySet<Role>): Role | null {
  const fits = KNOWS.filter(({ ids }) =>
    ids.some((id) => requirementId === id || requirementId.startsWith(`${id}.`)),
  );
  // The longest id is the most exact: A.7.3 before A.7.
  const best = fits.sort((a, b) => longest(b.ids, requirementId) - longest(a.ids, requirementId))[0];
  return [...(best?.roles ?? []), ...OTHERWISE].find((role) => held.has(role)) ?? null;
}

function longest(ids: readonly string[], requirementId: string): number {
  return Math.max(...ids.filter((id) => requirementId.startsWith(id)).map((id) => id.length));
}
