/**
 * The one text of a JSON value (RFC 8785, JCS): no white space, keys in the order of their UTF-16 code units,
 * numbers and strings as ECMAScript writes them, `-0` as `0`. Equal values give equal text, always.
 * @throws Error for what JSON cannot say exactly: undefined (also inside objects and arrays), NaN, infinities,
 *   bigint, functions, symbols, lone surrogates, objects that are not plain (a Date, a Buffer), nesting deeper
 *   than 500. The message names the place, such as `$.treatments[0].dueDate`.
 */
export function canonical(value: unknown): string {
  try {
    return write(value, 0);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(`This value has no canonical JSON: ${error.message} at ${placeOf(value)}.`);
  }
}

/** The keys of an object in the order in which RFC 8785 (3.2.3) writes them. */
export function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i += 1) {
    // The default order of `sort` is that of UTF-16 code units; objects built in order skip it.
    if (keys[i - 1]! > keys[i]!) return keys.sort();
  }
  return keys;
}

class Refusal extends Error {}

const MAX_DEPTH = 500;

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      if (!Number.isFinite(value)) throw new Refusal(`the number ${value}`);
      return String(value); // RFC 8785 3.2.2.3 is ECMAScript's own form; String(-0) is "0"
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeObject(value, depth);
    default:
      throw new Refusal(`a value of type ${typeof value}`);
  }
}

function writeObject(value: object, depth: number): string {
  if (depth >= MAX_DEPTH) throw new Refusal(`nesting deeper than ${MAX_DEPTH} levels, or a cycle,`);
  if (Array.isArray(value)) return writeArray(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Date or a Buffer has no JSON of its own: written as its enumerable keys it would lose its meaning.
  if (prototype !== Object.prototype && prototype !== null) throw new Refusal('an object that is not plain');
  let text = '';
  for (const key of sortedKeys(value)) {
    const member = write((value as Record<string, unknown>)[key], depth + 1);
    text += `${text === '' ? '' : ','}${quote(key)}:${member}`;
  }
  return `{${text}}`;
}

function writeArray(values: readonly unknown[], depth: number): string {
  let text = '';
  for (let i = 0; i < values.length; i += 1) text += (i === 0 ? '' : ',') + write(values[i], depth + 1);
  return `[${text}]`;
}

// Anything that must be escaped, or could be half of a surrogate pair.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what JSON must escape
const NEEDS_CARE = /["\\\u0000-\u001f\ud800-\udfff]/;

function quote(text: string): string {
  if (!NEEDS_CARE.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new Refusal('a lone surrogate');
  return JSON.stringify(text); // escapes as RFC 8785 3.2.2.2 asks once surrogates are paired
}

/** Where the first refused part stands. Only on the way to an error, so it may be slow. */
function placeOf(value: unknown): string {
  let place = '$';
  let here = value;
  for (let depth = 0; depth < 20 && typeof here === 'object' && here !== null; depth += 1) {
    const parent: object = here;
    const bad = Object.keys(parent).find((key) => refused(key) || refused(Reflect.get(parent, key)));
    const hole = Array.isArray(parent) && bad === undefined ? parent.findIndex((_, i) => !(i in parent)) : -1;
    if (hole >= 0) return `${place}[${hole}]`;
    if (bad === undefined) return place;
    place += Array.isArray(parent) ? `[${bad}]` : `.${bad.toWellFormed()}`;
    here = Reflect.get(parent, bad);
  }
  return place;
}

function refused(value: unknown): boolean {
  try {
    write(value, 0);
    return false;
  } catch {
    return true;
  }
}
