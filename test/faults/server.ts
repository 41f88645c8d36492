import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where an organisation is served. */
export type At = { readonly url: string; readonly org: string };

/** A server of its own process, which may be killed. */
export type Server = At & { readonly process: ChildProcess };

/** Where a server keeps its data, and what else it is told. */
export type Place = {
  readonly folder: string;
  /** PostgreSQL: the role that serves, and the owner. */
  readonly database?: readonly [string, string];
  /** More of its environment, such as a library that breaks its disk. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Compiled code is kept between starts, of which there are many. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/tests', import.meta.url));
const CHILD = new URL('./child.ts', import.meta.url).pathname;

/** Starts a server without waiting for it. */
export function launch({ folder, database, env = {} }: Place): ChildProcess {
  return spawn(process.execPath, [CHILD, folder, ...(database ?? [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE, ...env },
  });
}

/** Starts a server and waits until it answers. @throws Error when it ends before */
export async function start(place: Place): Promise<Server> {
  const child = launch(place);
  for await (const line of createInterface({ input: child.stdout! }))
    return { ...(JSON.parse(line) as { url: string; org: string }), process: child };
  throw new Error('The server did not start');
}

/** kill -9, and waits until it is gone. */
export async function kill({ process: child }: { readonly process: ChildProcess }): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export type Body = any;
export type Reply = { readonly ok: boolean; readonly status: number; readonly body: Body };

/** One request with its answer. `as` is the officer unless it says `second`. @throws when the server is gone */
export async function request(
  server: At,
  path: string,
  init: { readonly method?: string; readonly body?: unknown; readonly as?: 'second' } = {},
): Promise<Reply> {
  const file = typeof init.body === 'string' || init.body instanceof Uint8Array;
  const answer = await fetch(`${server.url}${path}`, {
    method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
    headers: {
      'content-type': file ? 'application/octet-stream' : 'application/json',
      ...(init.as && { 'x-test-person': init.as }),
    },
    ...(init.body !== undefined && { body: file ? (init.body as string) : JSON.stringify(init.body) }),
  });
  const text = await answer.text();
  return {
    ok: answer.ok,
    status: answer.status,
    body: /^[[{]/.test(text) ? (JSON.parse(text) as Body) : text,
  };
}

export const get = (server: At, path: string) => request(server, path);
export const post = (server: At, path: string, body: unknown) => request(server, path, { body });

/** The same, or null once the server is gone. */
export const attempt = (...given: Parameters<typeof request>): Promise<Reply | null> =>
  request(...given).catch(() => null);
