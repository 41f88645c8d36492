import { AppError } from '#kernel/errors.ts';
import { withParts } from '#kernel/part.ts';
import type { Actor } from '#kernel/policy.ts';
import type { PartRoles } from '#kernel/roles.ts';
import type { Outside } from './judge.ts';
import { OutsideParts } from './watch.ts';

/**
 * Does something with the roles that hold for it. At first with all that the actor holds anywhere; when something that
 * was written lies outside the part of some of them, nothing of it is kept, and it is done again without these. So each
 * policy decides by exactly the roles that hold for everything that the operation writes, wherever it asks for them.
 * @throws AppError `forbidden` with the policy's reason, the place for which the role is missing and the record outside
 */
export async function withRolesThatHold<T>(
  actor: Actor,
  run: (actor: Actor) => Promise<T>,
  mayRepeat: () => boolean = () => true,
): Promise<T> {
  let through: readonly PartRoles[] = actor.parts ?? [];
  let found: Outside | null = null;
  for (;;) {
    const inEffect = withParts(actor, through);
    try {
      return await run(found ? { ...inEffect, place: found.place } : inEffect);
    } catch (error) {
      if (error instanceof OutsideParts) {
        const outside = worst(error.outside);
        if (!mayRepeat()) throw new AppError('forbidden', outside.sentence);
        found = outside;
        through = through.filter((each) => error.outside.every(({ left }) => left.includes(each)));
        continue;
      }
      if (found && error instanceof AppError && error.code === 'forbidden')
        throw new AppError('forbidden', `${error.message} ${found.sentence}`, error.extra);
      throw error;
    }
  }
}

/** The one that leaves the fewest roles: naming any other would send people after a role that does not help. */
function worst(outside: readonly Outside[]): Outside {
  return outside.toSorted((a, b) => a.left.length - b.left.length)[0]!;
}
