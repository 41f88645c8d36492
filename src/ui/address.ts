import { apiAddress, type Endpoint } from '#kernel/endpoint.ts';

/** What the page shows: an organisation, today or on an earlier day (YYYY-MM-DD). */
export type Place = { readonly org: string; readonly day: string | null };

/** The address of an endpoint's answer. Reads carry the shown day unless the input names one; fields left empty ask nothing. */
export function addressAt(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
  { org, day }: Place,
): string {
  const asked = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ''));
  if (endpoint.method === 'GET' && day) asked.asOf ??= day;
  return apiAddress(endpoint, asked, org);
}
