import { addresses, type ErrorCode, type Operations } from './operations.ts';

export type { ErrorCode, Operations } from './operations.ts';

/** What a refusal says (RFC 9457). */
export type Problem = {
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  /** What happened. */
  readonly detail: string;
  /** What to do next. */
  readonly next: string;
  readonly problems?: readonly { readonly path: string; readonly message: string }[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly trace: string;
};

/** The server refused; `problem.code` says which refusal it is. */
export class AimsProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'AimsProblem';
    this.problem = problem;
  }
}

type Id = keyof Operations;
type Input<I extends Id> = Operations[I]['input'];
type Answer<I extends Id> = Operations[I]['answer'] extends File ? Response : Operations[I]['answer'];
type Body<I extends Id> = Operations[I] extends { readonly takesFile: true }
  ? { readonly body: Blob | Uint8Array<ArrayBuffer> | string }
  : { readonly body?: undefined };

export type CallOptions = {
  /** Under which key a repeated write counts once. Made anew for each call unless given. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

/** The operations that answer page after page: `rows`, and `next` while there are more. */
type Paged = {
  [I in Id]: Operations[I]['answer'] extends { readonly rows: readonly unknown[] }
    ? Operations[I]['input'] extends { readonly cursor?: string }
      ? I
      : never
    : never;
}[Id];
type Row<I extends Paged> = Operations[I]['answer'] extends { readonly rows: readonly (infer R)[] }
  ? R
  : never;

export type Aims = {
  /** Calls one operation. Files come as the whole response. @throws AimsProblem */
  readonly call: <I extends Id>(
    id: I,
    input: Input<I>,
    ...options: Operations[I] extends { readonly takesFile: true } ? [CallOptions & Body<I>] : [CallOptions?]
  ) => Promise<Answer<I>>;
  /** All rows of a list, fetched page by page as they are asked for. @throws AimsProblem */
  readonly all: <I extends Paged>(id: I, input?: Input<I>) => AsyncGenerator<Row<I>, void>;
};

/**
 * The operations of one organisation.
 * @param options `url` of the server, the `org` by its id, an API `key`; `fetch` when not the one of the platform
 */
export function openAims(options: {
  readonly url: string;
  readonly org: string;
  readonly key: string;
  readonly fetch?: typeof fetch;
}): Aims {
  const send = options.fetch ?? fetch;
  const base = `${options.url.replace(/\/$/, '')}/api/orgs/${encodeURIComponent(options.org)}`;

  async function call(id: Id, input: object, more: CallOptions & { readonly body?: BodyInit } = {}) {
    const { method, path, rest, file } = requestOf(id, input);
    const inQuery = method === 'GET' || file;
    const query = inQuery ? queryOf(rest) : '';
    const response = await send(`${base}${path}${query}`, {
      method,
      signal: more.signal ?? null,
      headers: {
        'x-api-key': options.key,
        ...(!inQuery && { 'content-type': 'application/json' }),
        ...(file && { 'content-type': 'application/octet-stream' }),
        ...(method !== 'GET' && { 'idempotency-key': more.idempotencyKey ?? crypto.randomUUID() }),
      },
      body: file ? (more.body ?? null) : inQuery ? null : JSON.stringify(rest),
    });
    const json = /json/.test(response.headers.get('content-type') ?? '');
    const attached = response.headers.has('content-disposition');
    if (response.ok) return json && !attached ? response.json() : response;
    throw new AimsProblem(json ? ((await response.json()) as Problem) : unknownProblem(response.status));
  }

  async function* all(id: Paged, input: object = {}) {
    let cursor: string | null | undefined;
    do {
      const page = (await call(id, { ...input, ...(cursor && { cursor }) })) as {
        rows: readonly unknown[];
        next?: string | null;
      };
      yield* page.rows;
      cursor = page.next;
    } while (cursor);
  }

  return { call, all } as unknown as Aims;
}

function requestOf(id: Id, input: object) {
  const [words = '', template = ''] = splitAddress(addresses[id]);
  const rest: Record<string, unknown> = { ...input };
  const path = template.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { method: words.split(' ')[0]!, file: words.endsWith('file'), path, rest };
}

function splitAddress(address: string): [string, string] {
  const at = address.lastIndexOf(' ');
  return [address.slice(0, at), address.slice(at + 1)];
}

function queryOf(input: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const text = String(new URLSearchParams(given.map(([key, value]) => [key, String(value)])));
  return text === '' ? '' : `?${text}`;
}

/** Something between the client and the server answered instead. */
function unknownProblem(status: number): Problem {
  return {
    title: 'The answer did not come from OpenAIMS',
    status,
    code: 'internal',
    detail: `Something between this program and the server answered with ${status}.`,
    next: 'Check the address of the server and what stands in front of it.',
    trace: '',
  };
}
