import { existsSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { apiAddress, bodyOf, type Endpoint } from '#kernel/endpoint.ts';
import { AppError, type Problem } from '#kernel/errors.ts';

/** The way to an instance: its running server's socket, a server elsewhere, or the data folder itself. */
export type Connection = {
  readonly kind: 'socket' | 'remote' | 'folder';
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
};

export type ConnectionOptions = {
  readonly server?: string;
  readonly key?: string;
  readonly socket: string;
  readonly openFolder: () => Promise<Connection>;
};

/**
 * Finds the instance: `--server URL --key KEY`, else the socket of the server that has the folder, else the folder
 * itself under its lock.
 * @throws AppError `folder-locked`, `unavailable`
 */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const headers: Record<string, string> = options.key ? { 'x-api-key': options.key } : {};
  if (options.server) return remote(options.server, headers);
  if (existsSync(options.socket) && (await answers(options.socket)))
    return overSocket(options.socket, headers);
  return options.openFolder();
}

function remote(server: string, headers: Record<string, string>): Connection {
  const base = server.replace(/\/$/, '');
  return {
    kind: 'remote',
    fetch: (path, init = {}) =>
      fetch(`${base}${path}`, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), ...headers },
      }).catch(() => {
        throw new AppError('unavailable', `The server ${base} does not answer.`);
      }),
    close: async () => {},
  };
}

function overSocket(socketPath: string, headers: Record<string, string>): Connection {
  return {
    kind: 'socket',
    close: async () => {},
    fetch: (path, init = {}) =>
      new Promise((resolve, reject) => {
        const request = httpRequest(
          {
            socketPath,
            path,
            method: init.method ?? 'GET',
            headers: { host: 'localhost', ...(init.headers as Record<string, string>), ...headers },
          },
          (incoming) => {
            const answer = new Headers();
            for (const [name, value] of Object.entries(incoming.headers))
              if (value !== undefined) answer.set(name, String(value));
            const bare = incoming.statusCode === 204 || incoming.statusCode === 304;
            resolve(
              new Response(bare ? null : (Readable.toWeb(incoming) as BodyInit), {
                status: incoming.statusCode ?? 500,
                headers: answer,
              }),
            );
          },
        );
        request.once('error', () =>
          reject(new AppError('unavailable', 'The running server does not answer on its socket.')),
        );
        if (init.body instanceof ReadableStream) Readable.fromWeb(init.body as never).pipe(request);
        else request.end(init.body as string | undefined);
      }),
  };
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = httpRequest({ socketPath, path: '/api/health', timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => {
      request.destroy();
      resolve(false);
    });
    request.end();
  });
}

/**
 * Calls one endpoint and answers the raw response.
 * @throws RemoteProblem when the answer is a problem body
 */
export async function callEndpoint(
  connection: Connection,
  org: string,
  call: {
    readonly endpoint: Endpoint;
    readonly input: Record<string, unknown>;
    readonly body?: ReadableStream;
  },
): Promise<Response> {
  const { endpoint, input } = call;
  const inQuery = endpoint.method === 'GET' || endpoint.takes === 'file';
  const headers: Record<string, string> = call.body
    ? { 'content-type': 'application/octet-stream' }
    : inQuery
      ? {}
      : { 'content-type': 'application/json' };
  const response = await connection.fetch(apiAddress(endpoint, input, org), {
    method: endpoint.method,
    headers,
    ...(call.body
      ? { body: call.body, duplex: 'half' }
      : inQuery
        ? {}
        : { body: JSON.stringify(bodyOf(endpoint, input)) }),
  } as RequestInit);
  if (!response.ok) throw new RemoteProblem((await response.json()) as Problem);
  return response;
}

/**
 * Asks the instance of this machine for what only its operator may have.
 * @param what begins the refusal when the instance is elsewhere: "A backup is made"
 * @throws AppError `forbidden` with `--server`; RemoteProblem when the answer is a problem body
 */
export async function askAsOperator<T>(
  connection: Connection,
  path: string,
  { body, what }: { readonly body: unknown; readonly what: string },
): Promise<T> {
  if (connection.kind === 'remote')
    throw new AppError('forbidden', `${what} on the machine that has the data.`, {
      next: 'Run this there, without --server.',
    });
  const response = await connection.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new RemoteProblem((await response.json()) as Problem);
  return response.json() as Promise<T>;
}

/** What the server refused, with its advice. */
export class RemoteProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'RemoteProblem';
    this.problem = problem;
  }
}
