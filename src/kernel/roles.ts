import { msg, t } from './language.ts';
import { inRow } from './words.ts';

/** The roles of the mission (R169–R176). A person may hold several in one organisation. */
export const roles = {
  administrator: msg('Administrator'),
  'top-management': msg('Top management'),
  'governance-officer': msg('AI governance officer'),
  'risk-manager': msg('Risk manager'),
  'ai-engineer': msg('AI engineer'),
  'internal-auditor': msg('Internal auditor'),
  'external-auditor': msg('External auditor'),
  'data-protection-officer': msg('Data protection officer'),
  'quality-manager': msg('Quality manager'),
  consultant: msg('Consultant'),
  staff: msg('Staff'),
} as const;

export type Role = keyof typeof roles;

export const roleIds = Object.keys(roles) as [Role, ...Role[]];

/** Roles that decide something: for them an organisation may demand a second factor. Staff and external auditors read. */
export const decidingRoles: readonly Role[] = roleIds.filter(
  (role) => role !== 'staff' && role !== 'external-auditor',
);

/** The roles as one chooses among them; the kit says the labels. */
export const roleOptions = roleIds.map((value) => ({ value, label: roles[value] }));

/** "Top management, AI governance officer" */
export function roleNames(ids: readonly Role[]): string {
  return inRow(ids.map((id) => t(roles[id])));
}

/** "Top management or AI governance officer" */
export function roleList(ids: readonly Role[]): string {
  const last = ids.at(-1);
  if (last === undefined) return t('nobody');
  return ids.length === 1
    ? t(roles[last])
    : t('{names} or {at}', { names: roleNames(ids.slice(0, -1)), at: t(roles[last]) });
}

/**
 * Roles that hold for parts of the organisation only (docs/decisions/0014-scoped-roles.md). An actor carries them
 * beside the roles of the whole organisation; they come into effect for one operation, where everything that it writes
 * lies inside, and nowhere else.
 */
export type PartRoles = {
  readonly roles: readonly Role[];
  /** All of these must hold of an AI system: the membership's own part, and the one that a key was narrowed to. */
  readonly within: readonly Part[];
};

/** AI systems by their units, with every unit below these, and by themselves: either is enough. */
export type Part = { readonly units: readonly string[]; readonly systems: readonly string[] };
