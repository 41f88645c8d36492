import type { Actor } from './policy.ts';
import type { RecordDefinition } from './record.ts';
import type { Part, PartRoles, Role } from './roles.ts';

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

/** What modules registered of how records belong to AI systems. */
export type Belongings = {
  readonly belongs: ReadonlyMap<string, Belonging>;
  readonly records: ReadonlyMap<string, RecordDefinition>;
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
function wideRoles(actor: Actor): readonly Role[] {
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
