/** The roles of the mission (R169–R176). A person may hold several in one organisation. */
export const roles = {
  administrator: 'Administrator',
  'top-management': 'Top management',
  'governance-officer': 'AI governance officer',
  'risk-manager': 'Risk manager',
  'ai-engineer': 'AI engineer',
  'internal-auditor': 'Internal auditor',
  'external-auditor': 'External auditor',
  'data-protection-officer': 'Data protection officer',
  'quality-manager': 'Quality manager',
  consultant: 'Consultant',
  staff: 'Staff',
} as const;

export type Role = keyof typeof roles;

export const roleIds = Object.keys(roles) as [Role, ...Role[]];

/** Roles that decide something: for them an organisation may demand a second factor. Staff and external auditors read. */
export const decidingRoles: readonly Role[] = roleIds.filter(
  (role) => role !== 'staff' && role !== 'external-auditor',
);

/** "top management or the AI governance officer" */
export function roleList(ids: readonly Role[]): string {
  const names = ids.map((id) => roles[id]);
  return names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
