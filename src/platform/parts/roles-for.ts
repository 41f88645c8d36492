import { withParts } from '#kernel/part.ts';
import type { Role } from '#kernel/roles.ts';
import type { Ctx } from '../context.ts';
import { recordNamed } from '../view.ts';
import { wholePlace, whyOutside } from './judge.ts';

/** The roles that the actor holds for one record today, and for which place others are missing. */
export async function rolesFor(
  ctx: Ctx,
  idOrRef: string,
): Promise<{ readonly roles: readonly Role[]; readonly place: string | null }> {
  const { parts } = ctx.actor;
  if (!parts?.length) return { roles: ctx.actor.roles, place: null };
  const row = await recordNamed(ctx, idOrRef);
  if (!row) return { roles: withParts(ctx.actor, []).roles, place: wholePlace() };
  // Policy is of today, whatever day is shown.
  const outside = await whyOutside({ ...ctx, at: 'now' }, ctx.registry, { through: parts, id: row.id });
  return {
    roles: withParts(ctx.actor, outside?.left ?? parts).roles,
    place: outside?.place ?? null,
  };
}
