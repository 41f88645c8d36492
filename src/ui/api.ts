import { type Endpoint, type InputOf, type OutputOf, pathParams } from '#kernel/endpoint.ts';
import type { Problem } from '#kernel/errors.ts';

/** An answer that refused: what happened, what to do next. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

/** The organisation that the address names. */
export function currentOrg(): string {
  return decodeURIComponent(location.pathname.split('/')[1] ?? '');
}

/** The day the whole app shows, when that is not today. */
export function shownDay(): string | null {
  return new URLSearchParams(location.search).get('asOf');
}

/** Where an endpoint's answer is: for links to files and for calls alike. */
export function addressOf(endpoint: Endpoint, input: Readonly<Record<string, unknown>>): string {
  const rest = { ...input };
  let path = endpoint.path;
  for (const name of pathParams(endpoint.path)) {
    path = path.replace(`:${name}`, encodeURIComponent(String(rest[name] ?? '')));
    delete rest[name];
  }
  const query = new URLSearchParams();
  if (endpoint.method === 'GET' || endpoint.takes === 'file')
    for (const [key, value] of Object.entries(rest))
      if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  const day = shownDay();
  if (endpoint.method === 'GET' && day && !query.has('asOf')) query.set('asOf', day);
  const text = query.toString();
  return `${endpoint.instance ? '/api' : `/api/orgs/${currentOrg()}`}${path}${text ? `?${text}` : ''}`;
}

/** Calls an endpoint by its contract. @throws ApiError */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: Partial<InputOf<E>> & Record<string, unknown>,
  file?: File,
): Promise<OutputOf<E>> {
  const writes = endpoint.method !== 'GET';
  const body = file ?? (writes ? JSON.stringify(input) : undefined);
  const params = pathParams(endpoint.path);
  const sent =
    writes && !file
      ? JSON.stringify(Object.fromEntries(Object.entries(input).filter(([key]) => !params.includes(key))))
      : body;
  return request(addressOf(endpoint, input), {
    method: endpoint.method,
    ...(sent !== undefined && { body: sent }),
    headers: {
      ...(writes && { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
      ...(endpoint.method === 'POST' && !file && { 'idempotency-key': crypto.randomUUID() }),
    },
  });
}

/** Any address of the server that answers JSON. @throws ApiError */
export async function request<T>(address: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch {
    throw new ApiError({
      type: 'about:blank',
      title: 'No connection',
      status: 0,
      code: 'unavailable',
      detail: 'The server cannot be reached.',
      next: 'What you typed is still here. Check the connection and try again.',
      trace: '',
    });
  }
  const text = await response.text();
  const value: unknown = text === '' ? null : JSON.parse(text);
  if (!response.ok) throw new ApiError(value as Problem);
  return value as T;
}

/** Sends JSON to an address outside the contracts (sign-in, start, invitations). */
export function post<T>(address: string, body: unknown): Promise<T> {
  return request<T>(address, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}
