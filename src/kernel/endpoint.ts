import type { z } from 'zod';
import { t } from './language.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * One thing the product can do, said once. It yields the route, validation, OpenAPI entry, typed client call,
 * command-line verb and request log line. The input is one flat object: path parameters, query and body together.
 */
export type Endpoint<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  /** `module.verb`, the name in every surface: `risk.create` is also `./aims risk create`. */
  readonly id: string;
  readonly method: Method;
  /** Below `/api/orgs/:org`, or below `/api` for an instance endpoint. Parameters as `:id`. */
  readonly path: string;
  readonly summary: string;
  /** The same in the past, for histories: "accepted the residual risk". */
  readonly past?: string;
  /** The kind of record that stands for `{name}` in `past`. */
  readonly named?: string;
  /** Requirements this serves, such as `iso-42001:6.1.2`. */
  readonly refs?: readonly string[];
  readonly input: In;
  /** Fields of an example that the contract alone does not show: which values belong together. */
  readonly example?: Readonly<Record<string, unknown>>;
  readonly output: Out;
  /** `json` unless the answer is a file or the body is an upload. */
  readonly answers?: 'json' | 'file';
  readonly takes?: 'json' | 'file';
  /** True when it belongs to no organisation (start, session, health). */
  readonly instance?: boolean;
};

/** Declares an endpoint; types of input and output are inferred. */
export function endpoint<In extends z.ZodType, Out extends z.ZodType>(
  definition: Endpoint<In, Out>,
): Endpoint<In, Out> {
  return definition;
}

/** What was done, for histories, in the language of this moment: "accepted the residual risk". */
export function pastWords({ past, named }: Pick<Endpoint, 'past' | 'named'>): string | undefined {
  return past && t(past, named === undefined ? undefined : { name: t(named) });
}

export type InputOf<E extends Endpoint> = z.output<E['input']>;
export type OutputOf<E extends Endpoint> = z.output<E['output']>;

/** The names of the parameters in a path. */
export function pathParams(path: string): readonly string[] {
  return [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]!);
}

type Given = Readonly<Record<string, unknown>>;

/** The address of an endpoint: path parameters in the path, what a read or an upload says besides in the query. */
export function apiAddress(endpoint: Endpoint, input: Given, org: string): string {
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(input[name] ?? '')),
  );
  const query = new URLSearchParams();
  if (endpoint.method === 'GET' || endpoint.takes === 'file')
    for (const [key, value] of Object.entries(bodyOf(endpoint, input)))
      if (value !== undefined && value !== null) query.set(key, String(value));
  const base = endpoint.instance ? '/api' : `/api/orgs/${encodeURIComponent(org)}`;
  const text = query.toString();
  return `${base}${path}${text ? `?${text}` : ''}`;
}

/** The input without what stands in the path: the body of a write. */
export function bodyOf(endpoint: Pick<Endpoint, 'path'>, input: Given): Given {
  const inPath = pathParams(endpoint.path);
  return Object.fromEntries(Object.entries(input).filter(([key]) => !inPath.includes(key)));
}
