import type { Packs } from './packs.ts';

/** A role under the AI Act that a role in the words of ISO/IEC 22989 may bring; a person confirms it. */
export type RoleSuggestion = {
  readonly isoRole: string;
  /** Null where that role usually brings none. */
  readonly actRole: string | null;
  /** The circumstance in which it does. */
  readonly when: string;
};

/** The roles of ISO/IEC 22989 in our own words, with where they were read and how sure we are. */
export function isoRoles(packs: Packs): Packs['iso-42001']['roles'] {
  return packs['iso-42001'].roles;
}

/** The operator roles of the AI Act, each with its place in the Act. */
export function actRoles(packs: Packs): readonly {
  readonly id: string;
  readonly title: string;
  readonly ref: string | null;
  readonly help: string | null;
}[] {
  const fact = packs['eu-ai-act'].classification.facts.find((each) => each.id === 'roles');
  return (fact?.values ?? []).map(({ id, title, ref, help }) => ({
    id,
    title,
    ref: ref ?? null,
    help: help ?? null,
  }));
}

/**
 * Which AI Act roles the given ISO roles may bring, and when. A sub-role suggests what its role does. Only suggestions:
 * the two kinds of role are two fields, and neither is computed from the other.
 */
export function suggestActRoles(packs: Packs, roles: readonly string[]): readonly RoleSuggestion[] {
  return isoRoles(packs)
    .list.filter((each) => roles.includes(each.id) || each.subRoles.some((sub) => roles.includes(sub.id)))
    .flatMap((each) =>
      each.suggestedAiAct.map(({ role, when }) => ({ isoRole: each.id, actRole: role, when })),
    );
}
