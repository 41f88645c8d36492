import { t } from './language.ts';
import { type PartRoles, type Role, roleList } from './roles.ts';

/** Who acts (spine.md section 8). `id` is the person's record id in this organisation; the operator has none. */
export type Actor = {
  readonly id: string | null;
  readonly name: string;
  readonly via: 'session' | 'key' | 'job' | 'import' | 'operator';
  /** The roles in effect: of the whole organisation, and those of `through`. */
  readonly roles: readonly Role[];
  /** The roles of the whole organisation, where the actor holds others for parts of it. */
  readonly wide?: readonly Role[];
  /** Roles held for parts of the organisation, in effect or not. */
  readonly parts?: readonly PartRoles[];
  /** Those of `parts` that are in effect: everything that is written must lie inside. */
  readonly through?: readonly PartRoles[];
  /** Where a role is missing, in words: "the unit Payments". */
  readonly place?: string;
  /** Which key acts, when one does: what arrives by it can be bound to it. */
  readonly keyId?: string;
  /** The session or key opens this organisation alone; so do keys that it makes. */
  readonly onlyHere?: true;
  /**
   * Why an act of authority must wait: the proof of who acts is too old (`stale`), or a key was not made for such acts
   * (`key`). Absent when nothing stands in the way.
   */
  readonly proof?: 'stale' | 'key';
};

/** The answer of a policy. The web shows the reason on the disabled button. */
export type Decision =
  | { readonly allowed: true }
  /** `needs: 'proof'`: it would be allowed once they prove again who they are. */
  | { readonly allowed: false; readonly reason: string; readonly needs?: 'proof' };

export const allowed: Decision = { allowed: true };

export function denied(reason: string): Decision {
  return { allowed: false, reason };
}

/** True for the command line on the machine itself, without a key. */
export function isOperator(actor: Actor): boolean {
  return actor.via === 'operator' && actor.id === null;
}

/** Allows holders of any of the roles, and the operator unless the act needs a person's authority. */
export function byRole(...needed: readonly Role[]): (actor: Actor) => Decision {
  return (actor) => {
    if (isOperator(actor) || actor.via === 'job') return allowed;
    if (actor.roles.some((role) => needed.includes(role))) return allowed;
    return denied(
      actor.place === undefined
        ? t('This needs the role {needed}.', { needed: roleList(needed) })
        : t('This needs the role {needed} for {place}.', { needed: roleList(needed), place: actor.place }),
    );
  };
}

/**
 * Acts of authority: confirm, approve, accept, issue, exclude, erase. The operator may not (spine.md section 8):
 * a named person with the authority must be signed in, or use a key of their own.
 */
export function byAuthority(...needed: readonly Role[]): (actor: Actor) => Decision {
  return (actor) => {
    if (actor.id === null)
      return denied(t('This needs a signed-in person with the authority, not the command line alone.'));
    if (actor.roles.some((role) => needed.includes(role))) return proven(actor);
    return denied(
      actor.place === undefined
        ? t('This needs the authority of {needed}.', { needed: roleList(needed) })
        : t('This needs the authority of {needed} for {place}.', {
            needed: roleList(needed),
            place: actor.place,
          }),
    );
  };
}

/** Whoever may do it must also have proved recently enough who they are, where the organisation asks for that. */
function proven(actor: Actor): Decision {
  if (actor.proof === 'key')
    return denied(t('This key was not made for acts of authority. Sign in, or make a key that is.'));
  if (actor.proof === 'stale')
    return {
      allowed: false,
      reason: t('An act of authority needs a fresh proof that it is you.'),
      needs: 'proof',
    };
  return allowed;
}

/** Everyone who belongs to the organisation may read, external auditors included. */
export const anyMember = (actor: Actor): Decision =>
  isOperator(actor) || actor.via === 'job' || actor.roles.length > 0 || (actor.parts?.length ?? 0) > 0
    ? allowed
    : denied(t('You do not belong to this organisation.'));

/** Acts whose authority depends on the record: at least a signed-in member must ask; the service looks further. */
export function bySignedIn(actor: Actor): Decision {
  return actor.id === null
    ? denied(t('This needs a signed-in person with the authority, not the command line alone.'))
    : anyMember(actor);
}

/** The same for an act of authority: the record says whose it is, and it needs a fresh proof where one is asked for. */
export function byOwnAuthority(actor: Actor): Decision {
  return allOf(bySignedIn(actor), proven(actor));
}

/** Joins decisions: the first refusal wins. */
export function allOf(...decisions: readonly Decision[]): Decision {
  return decisions.find((decision) => !decision.allowed) ?? allowed;
}
