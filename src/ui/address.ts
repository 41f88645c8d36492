import { apiAddress, type Endpoint } from '#kernel/endpoint.ts';

/** What the page shows: an organisation, today or on an earlier day (YYYY-MM-DD), in a language. */
export type Place = { readonly org: string; readonly day: string | null; readonly language?: string };

/**
 * The address of an endpoint's answer. Reads carry the shown day unless the input names one, documents come in the
 * language of the page; fields left empty ask nothing.
 */
export function addressAt(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
  { org, day, language }: Place,
): string {
  const asked = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ''));
  const reads = endpoint.method === 'GET';
  if (reads && day) asked.asOf ??= day;
  if (reads && language && isDocument(endpoint)) asked.language ??= language;
  return apiAddress(endpoint, asked, org);
}

/** A file whose words are in a language that can be chosen. */
function isDocument({ answers, input }: Endpoint): boolean {
  return answers === 'file' && 'shape' in input && 'language' in (input.shape as object);
}
