import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { metricCatalog } from './metric-catalog.ts';
import { nearest } from './nearest.ts';
import { type Spec, specSchema } from './spec.ts';

/** One thing wrong with a spec: where it stands and what would be right. */
export type SpecProblem = {
  readonly file: string;
  readonly line: number;
  /** Dotted, such as `thresholds.0.metric`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
};

export type ParsedSpec =
  | {
      readonly ok: true;
      readonly spec: Spec;
      /** The line on which a field stands, for what turns out to be wrong later. */
      readonly lineOf: (path: readonly PropertyKey[]) => number;
    }
  | { readonly ok: false; readonly problems: readonly SpecProblem[] };

/** Reads `monitor.yaml`. Every problem names file, line and field, and says what would be right. */
export function parseSpec(text: string, file = 'monitor.yaml'): ParsedSpec {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    maxAliasCount: 100,
  } as object);
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0)
    return {
      ok: false,
      problems: document.errors.map((error) => ({
        file,
        line: lineAt(error.pos[0]),
        field: '',
        message: `This is not YAML: ${error.message.split(' at line ')[0]}.`,
      })),
    };
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const problem = (path: readonly PropertyKey[], message: string): SpecProblem => ({
    file,
    line: lineOf(path),
    field: path.map(String).join('.'),
    message,
  });
  if (document.contents === null)
    return {
      ok: false,
      problems: [
        {
          file,
          line: 1,
          field: '',
          message: 'This file is empty; a spec starts with monitor, system, source and task.',
        },
      ],
    };
  const parsed = specSchema.safeParse(document.toJS());
  if (!parsed.success)
    return {
      ok: false,
      problems: telling(parsed.error.issues).flatMap((issue) =>
        explained(issue, document.hasIn(issue.path)).map(([path, message]) => problem(path, message)),
      ),
    };
  const strangers = unknownMetrics(parsed.data).map(([path, message]) => problem(path, message));
  return strangers.length > 0 ? { ok: false, problems: strangers } : { ok: true, spec: parsed.data, lineOf };
}

type Told = readonly [path: readonly PropertyKey[], message: string];

/** A field with a slip in its name counts as left out, so what follows from that would only mislead. */
function telling(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const slips = issues.some(({ code }) => code === 'unrecognized_keys');
  return slips ? issues.filter(({ code }) => code !== 'custom') : issues;
}

/** zod's issue in words that say what to write; an unknown key becomes one problem at its own line. */
function explained(issue: z.core.$ZodIssue, present: boolean): readonly Told[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...issue.path, key], `There is no field "${key}" here.`] as const);
  if (issue.code === 'invalid_type' && !present)
    return [[issue.path, `This field is missing; it takes ${kind(issue.expected)}.`]];
  if (issue.code === 'invalid_type') return [[issue.path, `This takes ${kind(issue.expected)}.`]];
  if (issue.code === 'invalid_value')
    return [[issue.path, `Write one of: ${issue.values.map(String).join(', ')}.`]];
  return [[issue.path, issue.message]];
}

function kind(expected: string): string {
  const kinds: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    tuple: 'a list of two',
    object: 'fields of its own',
  };
  return kinds[expected] ?? expected;
}

/** Metric names that no metric has, with the nearest one that exists. */
function unknownMetrics(spec: Spec): readonly Told[] {
  const named: Told[] = [
    ...(spec.metrics ?? []).map((id, i) => [['metrics', i], id] as const),
    ...spec.thresholds.map(({ metric }, i) => [['thresholds', i, 'metric'], metric] as const),
  ];
  return named
    .filter(([, id]) => !metricCatalog.has(id))
    .map(
      ([path, id]) =>
        [path, `There is no metric "${id}"; did you mean ${nearest(id, metricCatalog.keys())}?`] as const,
    );
}

/** Where a path stands in the text; of what is missing, its nearest parent. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    const parent = length === 1 ? document.contents : document.getIn(part.slice(0, -1), true);
    const pair = pairOf(parent, part.at(-1)!);
    if (pair !== null) return pair;
  }
  return startOf(document.contents) ?? 0;
}

/** The offset of a key in a map, or of an item in a list. */
function pairOf(parent: unknown, key: PropertyKey): number | null {
  const items = (parent as { items?: readonly unknown[] } | null)?.items;
  if (!items) return null;
  if (typeof key === 'number') return startOf(items[key]);
  for (const item of items) {
    const name = (item as { key?: { value?: unknown } }).key;
    if (name?.value === key) return startOf(name);
  }
  return null;
}

function startOf(node: unknown): number | null {
  return (node as { range?: readonly number[] } | null)?.range?.[0] ?? null;
}
