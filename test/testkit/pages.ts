import { webModules } from '#modules/index.web.ts';

/** Every page of the registry of routes, as a path below the organisation; `$id` stands for a record. */
export const everyRoute: readonly string[] = webModules.flatMap((module) =>
  module.routes.map(({ path }) => `/${path.replace(/^\//, '')}`),
);

/** Pages without a record in their address. */
export const plainRoutes = everyRoute.filter((route) => !route.includes('$'));

/** Pages of a record, or of something else that an address names. */
export const recordRoutes = everyRoute.filter((route) => route.includes('$'));

/** Paths below the organisation out of addresses, without what stands behind `?`. */
export function pathsOf(hrefs: readonly string[]): readonly string[] {
  return hrefs.flatMap((href) => /^\/aims_[^/]+(\/[^?#]+)/.exec(href)?.[1] ?? []);
}

/**
 * An address of a route, out of addresses that were seen. A page below a record's own, such as its gates, is made of
 * the record's address.
 */
export function exampleOf(route: string, seen: ReadonlySet<string>): string | undefined {
  const pattern = (text: string) => new RegExp(`^${text.replace(/\$\w+/g, '([A-Za-z0-9_.-]+)')}$`);
  const others = new Set(plainRoutes);
  const direct = [...seen].find((path) => pattern(route).test(path) && !others.has(path));
  if (direct) return direct;
  const [, own = '', rest = ''] = /^(.*?\$\w+)(\/.*)$/.exec(route) ?? [];
  const record = own && [...seen].find((path) => pattern(own).test(path) && !others.has(path));
  return record && !rest.includes('$') ? `${record}${rest}` : undefined;
}
