/** One entry of a pack that was added, taken out, or says something else. */
export type Change = {
  readonly id: string;
  /** The part of the pack it stands in, such as `annexA`. */
  readonly section: string;
  readonly what: 'added' | 'removed' | 'changed';
  readonly title: string | null;
  readonly fields: readonly {
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Of a row of a crosswalk: the two requirements it ties. */
  readonly ends: readonly string[];
};

type Entry = { readonly section: string; readonly fields: ReadonlyMap<string, string> };

/** What differs between two contents of a pack, entry by entry; whatever has an `id` is an entry. Pure. */
export function changesBetween(before: unknown, after: unknown): readonly Change[] {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const ids = [...new Set([...old.keys(), ...now.keys()])];
  return ids.flatMap((id) => {
    const [was, is] = [old.get(id), now.get(id)];
    const names = [...new Set([...(was?.fields.keys() ?? []), ...(is?.fields.keys() ?? [])])];
    const fields = names
      .map((field) => ({
        field,
        before: was?.fields.get(field) ?? null,
        after: is?.fields.get(field) ?? null,
      }))
      .filter(({ before: a, after: b }) => a !== b);
    if (fields.length === 0) return [];
    const { section, fields: shown } = (is ?? was)!;
    const both = [was, is].flatMap((each) => [each?.fields.get('from'), each?.fields.get('to')]);
    return [
      {
        id,
        section,
        what: was ? (is ? 'changed' : 'removed') : 'added',
        title: shown.get('title') ?? shown.get('ref') ?? shown.get('label') ?? null,
        fields: was && is ? fields : [],
        ends: [...new Set(both.filter((each) => each?.includes(':')) as string[])],
      },
    ];
  });
}

/** Every object with an `id`, by that id; its own values as text, without the entries inside it. */
function entriesOf(pack: unknown): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const [section, part] of Object.entries((pack ?? {}) as object)) collect(part, section, found);
  return found;
}

function collect(value: unknown, section: string, found: Map<string, Entry>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, section, found);
  else if (typeof value === 'object' && value !== null) {
    const { id } = value as { id?: unknown };
    if (typeof id === 'string') {
      const own = Object.entries(value).filter(([name, inner]) => name !== 'id' && !holdsEntries(inner));
      // The same id in two parts of a pack is two entries.
      const key = found.has(id) ? `${section}/${id}` : id;
      found.set(key, { section, fields: new Map(own.map(([name, inner]) => [name, textOf(inner)])) });
    }
    for (const inner of Object.values(value)) collect(inner, section, found);
  }
}

function holdsEntries(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsEntries);
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as { id?: unknown }).id === 'string' || Object.values(value).some(holdsEntries);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
