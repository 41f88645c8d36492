import { bodyOf, type Endpoint, type InputOf, type OutputOf } from '#kernel/endpoint.ts';
import type { Problem } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { addressAt } from './address.ts';
import { chosenLanguage } from './language.ts';

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

/** Where an endpoint's answer is, for links to files and for calls alike. */
export function addressOf(endpoint: Endpoint, input: Readonly<Record<string, unknown>>): string {
  return addressAt(endpoint, input, { org: currentOrg(), day: shownDay(), language: chosenLanguage() });
}

/**
 * Calls an endpoint by its contract.
 * @param sent a file as the body, or the key under which a repeated write counts once
 * @throws ApiError
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: Partial<InputOf<E>> & Record<string, unknown>,
  sent?: File | { readonly key: string },
): Promise<OutputOf<E>> {
  const address = addressOf(endpoint, input);
  if (endpoint.method === 'GET') return request(address);
  const file = sent instanceof File ? sent : null;
  const key = sent && !(sent instanceof File) ? sent.key : newKey();
  return request(address, {
    method: endpoint.method,
    body: file ?? JSON.stringify(bodyOf(endpoint, input)),
    headers: {
      'content-type': file ? 'application/octet-stream' : 'application/json',
      ...(endpoint.method === 'POST' && !file && { 'idempotency-key': key }),
    },
  });
}

/** A random key of 128 bits. Not `randomUUID`: browsers withhold that on plain HTTP, as in a company's own network. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

let askForProof: (() => Promise<boolean>) | null = null;

/** Who asks for a fresh proof when an act of authority needs one; answers false when it was not given. */
export function onProofNeeded(ask: (() => Promise<boolean>) | null): void {
  askForProof = ask;
}

/**
 * Any address of the server that answers JSON. An act that needs a fresh proof is done again once it was given.
 * @throws ApiError
 */
export async function request<T>(address: string, init: RequestInit = {}): Promise<T> {
  try {
    return await ask<T>(address, init);
  } catch (error) {
    const wanted = error instanceof ApiError && error.problem.code === 'proof-needed';
    if (!wanted || !askForProof || !(await askForProof())) throw error;
    return ask<T>(address, init);
  }
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  const response = await fetch(address, {
    ...init,
    headers: { ...init.headers, 'accept-language': chosenLanguage() },
  }).catch(() => {
    throw failure(0, t('The server cannot be reached.'));
  });
  const text = await response.text();
  let value: unknown = null;
  try {
    value = text === '' ? null : JSON.parse(text);
  } catch {
    throw failure(
      response.status,
      t('The answer did not come from OpenAIMS: something between you and the server replied instead.'),
    );
  }
  if (!response.ok)
    throw isProblem(value)
      ? new ApiError(value)
      : failure(
          response.status,
          t('The answer did not come from OpenAIMS: something between you and the server replied instead.'),
        );
  return value as T;
}

/** Sends JSON to an address outside the contracts (sign-in, start, invitations). @throws ApiError */
export function post<T>(address: string, body: unknown): Promise<T> {
  return request<T>(address, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'title' in value && 'detail' in value;
}

function failure(status: number, detail: string): ApiError {
  return new ApiError({
    type: 'about:blank',
    title: t('No connection'),
    status,
    code: 'unavailable',
    detail,
    next: t('What you typed is still here. Check the connection and try again.'),
    trace: '',
  });
}
