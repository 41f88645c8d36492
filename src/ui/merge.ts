/**
 * What to do with a value typed on facts that have changed meanwhile: `done` when theirs says the same, `write` when
 * they left this field alone, `ask` when both changed it.
 */
export function mergeOf(base: unknown, mine: unknown, theirs: unknown): 'done' | 'write' | 'ask' {
  if (same(mine, theirs)) return 'done';
  return same(base, theirs) ? 'write' : 'ask';
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
