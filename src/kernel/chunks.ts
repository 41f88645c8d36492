/** So many ids stand in one query; both engines take far more. */
const AT_ONCE = 400;

/** A list in pieces of so many, in its order; the last may be shorter. */
export function* chunks<T>(all: readonly T[], size = AT_ONCE): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
