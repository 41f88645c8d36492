const KEY = 'aims-rail-folded';
/** What is opened now and then; the cycle of plan, do, check, act stays in sight. */
const AT_FIRST: readonly string[] = ['Trail', 'Settings'];

/** The groups of the rail that are folded in this browser. */
export function readFolded(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (Array.isArray(kept)) return kept.filter((each) => typeof each === 'string');
  } catch {
    // What cannot be read was not written by us.
  }
  return AT_FIRST;
}

/** Remembers them in this browser. */
export function writeFolded(groups: readonly string[]): void {
  localStorage.setItem(KEY, JSON.stringify(groups));
}
