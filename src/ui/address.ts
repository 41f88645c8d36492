import { type Endpoint, pathParams } from '#kernel/endpoint.ts';

/** What the page shows: an organisation, today or on an earlier day (YYYY-MM-DD). */
export type Place = { readonly org: string; readonly day: string | null };

type Input = Readonly<Record<string, unknown>>;

/**
 * The address of an endpoint's answer: path parameters in the path, the rest of a read in the query. Reads carry the
 * shown day unless the input names one.
 */
export function apiAddress(endpoint: Endpoint, input: Input, place: Place): string {
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(input[name] ?? '')),
  );
  const reads = endpoint.method === 'GET';
  const query = new URLSearchParams();
  if (reads || endpoint.takes === 'file')
    for (const [key, value] of Object.entries(bodyOf(endpoint, input)))
      if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  if (reads && place.day && !query.has('asOf')) query.set('asOf', place.day);
  const text = query.toString();
  const base = endpoint.instance ? '/api' : `/api/orgs/${encodeURIComponent(place.org)}`;
  return `${base}${path}${text ? `?${text}` : ''}`;
}

/** The input without what stands in the path: the body of a write. */
export function bodyOf(endpoint: Endpoint, input: Input): Input {
  const inPath = pathParams(endpoint.path);
  return Object.fromEntries(Object.entries(input).filter(([key]) => !inPath.includes(key)));
}
