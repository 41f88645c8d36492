import type { Endpoint } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { modules } from '#modules/index.ts';

/** The endpoint of that id, as the modules registered it. */
export function endpointOf(id: string): Endpoint {
  const found = modules
    .flatMap((module) => module.operations)
    .find((operation) => operation.endpoint.id === id);
  if (!found) throw new AppError('not-found', `This OpenAIMS has no operation "${id}".`);
  return found.endpoint;
}
