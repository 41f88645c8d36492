import type { Actor } from './policy.ts';
import type { Role } from './roles.ts';

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

/**
 * How a record belongs to AI systems: it is one, or they are reached over columns that hold the id of another record,
 * and over links. Every record on the way belongs as its own type says. A type that nobody registers belongs to the
 * whole organisation.
 */
export type Belonging = {
  readonly type: string;
  readonly over:
    | 'itself'
    | readonly ({ readonly column: string } | { readonly link: string; readonly end: 'from' | 'to' })[];
  /** Many AI systems rest on it: linking one's own to it changes nothing for the others. Changing it does. */
  readonly shared?: true;
};

/** The same person with these of their roles for parts in effect, beside those of the whole organisation. */
export function withParts(actor: Actor, through: readonly PartRoles[]): Actor {
  const { through: _t, place: _p, ...rest } = actor;
  const wide = wideRoles(actor);
  return through.length === 0
    ? { ...rest, roles: wide }
    : { ...rest, roles: [...new Set([...wide, ...through.flatMap((each) => each.roles)])], through };
}

/** The roles that hold for the whole organisation, whatever is in effect. */
export function wideRoles(actor: Actor): readonly Role[] {
  return actor.wide ?? actor.roles;
}

/** Every role that the actor holds anywhere. */
export function allRoles(actor: Actor): readonly Role[] {
  return [...new Set([...wideRoles(actor), ...(actor.parts ?? []).flatMap((each) => each.roles)])];
}

/** The same person, whose every role holds for these parts only: what a narrower key may do. */
export function narrowed(actor: Actor, to: Part): Actor {
  const wide = wideRoles(actor);
  return {
    ...actor,
    roles: [],
    wide: [],
    parts: [
      ...(wide.length > 0 ? [{ roles: wide, within: [to] }] : []),
      ...(actor.parts ?? []).map((each) => ({ ...each, within: [...each.within, to] })),
    ],
  };
}
