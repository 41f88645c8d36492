/**
 * What part of a window a figure speaks of, written as one text so that it can be a key:
 * `all` every row; `column:age` one feature; `by:race` a comparison across the groups of an attribute;
 * `group:race=Other` one group; `class:cat` one class of a multiclass task; crossings as `by:race&sex` and `group:race=Other&sex=Female`.
 * In names and values `%`, `&`, `=` and `:` are percent-encoded, so that none can be mistaken for punctuation.
 */
export type Slice =
  | { readonly kind: 'all' }
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'class'; readonly value: string }
  | { readonly kind: 'by'; readonly attributes: readonly string[] }
  | { readonly kind: 'group'; readonly attributes: readonly string[]; readonly values: readonly string[] };

/** The text of a slice. */
export function writeSlice(slice: Slice): string {
  if (slice.kind === 'all') return 'all';
  if (slice.kind === 'column') return `column:${encode(slice.column)}`;
  if (slice.kind === 'class') return `class:${encode(slice.value)}`;
  if (slice.kind === 'by') return `by:${slice.attributes.map(encode).join('&')}`;
  return `group:${slice.attributes.map((name, i) => `${encode(name)}=${encode(slice.values[i] ?? '')}`).join('&')}`;
}

/** The slice that a text names, or null when it is none. */
export function readSlice(text: string): Slice | null {
  if (text === 'all') return { kind: 'all' };
  const at = text.indexOf(':');
  const [kind, rest] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 0 || rest === '') return null;
  try {
    if (kind === 'column') return { kind, column: decodeURIComponent(rest) };
    if (kind === 'class') return { kind, value: decodeURIComponent(rest) };
    const parts = rest.split('&');
    if (kind === 'by') return { kind, attributes: parts.map((part) => decodeURIComponent(part)) };
    if (kind !== 'group') return null;
    const pairs = parts.map((part) => part.split('='));
    if (pairs.some((pair) => pair.length !== 2)) return null;
    return {
      kind,
      attributes: pairs.map(([name]) => decodeURIComponent(name!)),
      values: pairs.map(([, value]) => decodeURIComponent(value!)),
    };
  } catch {
    return null;
  }
}

/** A slice in words, such as `race × sex: Other, Female`; the text itself when it is no slice. */
export function sliceTitle(text: string): string {
  const slice = readSlice(text);
  if (slice === null) return text;
  if (slice.kind === 'all') return 'All rows';
  if (slice.kind === 'column') return slice.column;
  if (slice.kind === 'class') return `Class ${slice.value}`;
  const names = slice.attributes.join(' × ');
  return slice.kind === 'by' ? `Across ${names}` : `${names}: ${slice.values.join(', ')}`;
}

/** Only what carries meaning here is escaped; names and values stay readable. */
function encode(text: string): string {
  return text.replace(/[%&=:]/g, encodeURIComponent);
}
