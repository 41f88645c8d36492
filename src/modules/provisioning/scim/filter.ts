import { ScimError } from './error.ts';

export type Filter = { readonly attribute: string; readonly value: string };

const EQUALS = /^\s*([A-Za-z][\w.$:[\]" -]*?)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false|True|False)\s*$/i;
const VALUED =
  /^([A-Za-z$][\w$-]*)\[\s*([A-Za-z$][\w$]*)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\](?:\.([A-Za-z$][\w$]*))?$/i;

/**
 * A filter of the one form that directories ask by: `userName eq "anna@example.org"` (RFC 7644, 3.4.2.2).
 * @throws ScimError `invalidFilter` for any other
 */
export function parseFilter(text: string | null): Filter | null {
  if (text === null || text.trim() === '') return null;
  const [, attribute, value] = EQUALS.exec(text) ?? [];
  if (!attribute || value === undefined)
    throw new ScimError(
      400,
      'Only filters such as userName eq "anna@example.org" are taken.',
      'invalidFilter',
    );
  return { attribute: bareName(attribute).toLowerCase(), value: literal(value) };
}

/** One step into a resource: an attribute, of it those values that match, and of them one part. */
export type Path = {
  readonly attribute: string;
  readonly match: Filter | null;
  readonly part: string | null;
};

/**
 * Reads the path of a change: `active`, `name.givenName`, `emails[type eq "work"].value`, `members[value eq "x"]`.
 * @throws ScimError `invalidPath`
 */
export function parsePath(text: string): Path {
  const path = bareName(text.trim());
  const [, attribute, key, value, part] = VALUED.exec(path) ?? [];
  if (attribute && key && value !== undefined)
    return { attribute, match: { attribute: key.toLowerCase(), value: literal(value) }, part: part ?? null };
  if (!/^[A-Za-z$][\w$-]*(\.[A-Za-z$][\w$-]*)?$/.test(path))
    throw new ScimError(400, `The path "${text.slice(0, 100)}" is not understood.`, 'invalidPath');
  const [first, second] = path.split('.');
  return { attribute: first!, match: null, part: second ?? null };
}

/** An attribute without the name of its schema before it. */
function bareName(text: string): string {
  return text.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i, '');
}

function literal(text: string): string {
  if (!text.startsWith('"')) return text.toLowerCase();
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new ScimError(400, 'A text of this filter is not closed or not well-formed.', 'invalidFilter');
  }
}
