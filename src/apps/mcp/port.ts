import { apiAddress, bodyOf, type Endpoint } from '#kernel/endpoint.ts';
import { AppError, type Problem } from '#kernel/errors.ts';
import { modules } from '#modules/index.ts';
import type { Operation } from '#platform/operation.ts';

/** How the tools reach the API: with the caller's own credentials, which the port carries. */
export type ApiPort = (path: string, init?: RequestInit) => Promise<Response>;

const operations: ReadonlyMap<string, Operation> = new Map(
  modules.flatMap((module) => module.operations).map((operation) => [operation.endpoint.id, operation]),
);

/** All operations by their ids. */
export function allOperations(): readonly Operation[] {
  return [...operations.values()];
}

/** @throws AppError `not-found` */
export function operationOf(id: string): Operation {
  const found = operations.get(id);
  if (!found)
    throw new AppError('not-found', `There is no operation "${id}".`, { next: 'Look with list_operations.' });
  return found;
}

/** Calls an endpoint of one organisation. @throws RefusedError when the answer is a problem body */
export async function callApi(
  port: ApiPort,
  org: string,
  { endpoint, input }: { readonly endpoint: Endpoint; readonly input: Readonly<Record<string, unknown>> },
): Promise<unknown> {
  return ask(port, apiAddress(endpoint, input, org), {
    method: endpoint.method,
    ...(endpoint.method !== 'GET' && {
      body: JSON.stringify(bodyOf(endpoint, input)),
      headers: { 'content-type': 'application/json' },
    }),
  });
}

/** The only organisation of the caller, or the one that was named. @throws AppError when that is not clear */
export async function organisationOf(port: ApiPort, wanted: string | null): Promise<string> {
  const { orgs } = (await ask(port, '/api/session')) as { orgs: readonly { id: string; name: string }[] };
  if (wanted !== null) {
    const found = orgs.find((each) => each.id === wanted || each.name === wanted);
    if (found) return found.id;
    throw new AppError('not-found', `There is no organisation "${wanted}" here that you belong to.`);
  }
  if (orgs.length === 1) return orgs[0]!.id;
  throw new AppError('invalid-input', 'It is not clear which organisation is meant.', {
    next: `Name one: ${orgs.map((each) => `${each.name} (${each.id})`).join(', ') || 'you belong to none'}`,
  });
}

/** What the server refused, with its advice. */
export class RefusedError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'RefusedError';
    this.problem = problem;
  }
}

async function ask(port: ApiPort, path: string, init?: RequestInit): Promise<unknown> {
  const response = await port(path, init);
  const body = (await response.json()) as unknown;
  if (!response.ok) throw new RefusedError(body as Problem);
  return body;
}
