import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { PlatformCheck } from '../module.ts';
import type { Registry } from '../registry.ts';

type Index = { readonly all: readonly PlatformCheck[]; readonly byId: ReadonlyMap<string, PlatformCheck> };

const indexes = new WeakMap<Registry, Index>();

/**
 * Every check that the modules registered, in the order of the modules.
 * @throws Error when two checks share an id: a mistake of the program
 */
export function allChecks(registry: Registry): readonly PlatformCheck[] {
  return indexOf(registry).all;
}

/** One check by its id. @throws AppError `not-found` */
export function checkById(registry: Registry, id: string): PlatformCheck {
  const check = indexOf(registry).byId.get(id);
  if (!check) throw new AppError('not-found', t('There is no check "{id}".', { id }));
  return check;
}

/** The checks that speak to a requirement, such as `6.1.2` or `A.5.2`. */
export function checksFor(registry: Registry, requirement: string): readonly PlatformCheck[] {
  return indexOf(registry).all.filter((check) => check.requirements.includes(requirement));
}

function indexOf(registry: Registry): Index {
  const known = indexes.get(registry);
  if (known) return known;
  const all = registry.modules.flatMap((module) => [
    ...module.checks,
    ...(module.derivedChecks?.(registry) ?? []),
  ]);
  const byId = new Map(all.map((check) => [check.id, check]));
  if (byId.size !== all.length) throw new Error('Two checks share an id');
  const index = { all, byId };
  indexes.set(registry, index);
  return index;
}
