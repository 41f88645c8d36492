import { z } from 'zod';
import { ScimError } from './error.ts';
import { type Filter, type Path, parsePath } from './filter.ts';

export type Resource = Record<string, unknown>;

/** Directories write `Replace` and `replace`; the standard says lower case (RFC 7644, 3.5.2). */
const patchBody = z.object({
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(500).nullish(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(1000),
});

type Change = { readonly op: 'add' | 'replace' | 'remove'; readonly path: Path; readonly value: unknown };

/**
 * A resource after the changes; the one given stays as it is. Attributes of schemas that are not ours are passed over.
 * @throws ScimError
 */
export function patched(resource: Resource, body: unknown): Resource {
  const result = patchBody.safeParse(body);
  if (!result.success)
    throw new ScimError(400, 'Send Operations with op add, replace or remove.', 'invalidSyntax');
  const next = structuredClone(resource);
  for (const each of result.data.Operations) for (const change of changesOf(each)) apply(next, change);
  return next;
}

/** An operation without a path carries many: each key of its value is one, and may be a path itself. */
function changesOf(operation: z.output<typeof patchBody>['Operations'][number]): readonly Change[] {
  const { op, path, value } = operation;
  if (path) return isForeign(path) ? [] : [{ op, path: parsePath(path), value }];
  if (op === 'remove') throw new ScimError(400, 'A removal needs a path.', 'noTarget');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScimError(400, 'Without a path the value must be an object.', 'invalidValue');
  return Object.entries(value)
    .filter(([key]) => key !== 'schemas' && !isForeign(key))
    .map(([key, inner]) => ({ op, path: parsePath(key), value: inner }));
}

/** Extensions, such as those for enterprises: nothing of them is kept here. */
function isForeign(path: string): boolean {
  return /^urn:/i.test(path) && !/^urn:ietf:params:scim:schemas:core:2\.0:(User|Group):/i.test(path);
}

function apply(resource: Resource, { op, path, value }: Change): void {
  const key =
    Object.keys(resource).find((each) => each.toLowerCase() === path.attribute.toLowerCase()) ??
    path.attribute;
  if (path.match) {
    resource[key] = withMatching(
      listOf(resource[key]),
      { match: path.match, part: path.part },
      { op, value },
    );
    return;
  }
  if (path.part !== null) {
    const inner = { ...((resource[key] as Resource | undefined) ?? {}) };
    if (op === 'remove') delete inner[path.part];
    else inner[path.part] = value;
    resource[key] = inner;
    return;
  }
  if (op === 'remove') {
    if (value === undefined || value === null) delete resource[key];
    else
      resource[key] = listOf(resource[key]).filter((each) => !listOf(value).some((gone) => same(each, gone)));
    return;
  }
  const now = resource[key];
  if (op === 'add' && Array.isArray(now))
    resource[key] = [...now, ...listOf(value).filter((each) => !now.some((there) => same(there, each)))];
  else if (isObject(now) && isObject(value)) resource[key] = { ...now, ...value };
  else resource[key] = value;
}

/** Changes those of a list that match; setting a part of one that is not there makes it. */
function withMatching(
  list: readonly unknown[],
  { match, part }: { readonly match: Filter; readonly part: string | null },
  { op, value }: Pick<Change, 'op' | 'value'>,
): readonly unknown[] {
  const matches = (each: unknown) =>
    isObject(each) &&
    Object.entries(each).some(
      ([key, inner]) =>
        key.toLowerCase() === match.attribute && String(inner).toLowerCase() === match.value.toLowerCase(),
    );
  if (op === 'remove' && part === null) return list.filter((each) => !matches(each));
  const set = (each: Resource): Resource => {
    if (part === null) return { ...each, ...(value as Resource) };
    const { [part]: _gone, ...rest } = each;
    return op === 'remove' ? rest : { ...rest, [part]: value };
  };
  if (list.some(matches)) return list.map((each) => (matches(each) ? set(each as Resource) : each));
  return op === 'remove' ? list : [...list, set({ [match.attribute]: match.value })];
}

function same(a: unknown, b: unknown): boolean {
  const value = (each: unknown) => (isObject(each) ? String(each.value) : String(each));
  return value(a) === value(b);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
