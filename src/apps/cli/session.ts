import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { readConfig } from '#apps/server/config.ts';
import { environment } from '#apps/server/environment.ts';
import { lockFolder } from '#apps/server/lock.ts';
import type { Endpoint } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { type Connection, callEndpoint, connect } from './connection.ts';
import { print, report } from './output.ts';

/** What every command has in hand. */
export type Session = {
  readonly connection: Connection;
  readonly json: boolean;
  /** The organisation of that name or id, the one meant by `--org`, or the only one there is. @throws AppError when that is not clear */
  readonly org: (name?: string) => Promise<string>;
};

type Globals = {
  readonly json?: boolean;
  readonly org?: string;
  readonly server?: string;
  readonly key?: string;
};

/** Opens the way to the instance, runs, closes, and turns errors into messages and exit codes. */
export async function withSession(command: Command, run: (session: Session) => Promise<void>): Promise<void> {
  const globals = command.optsWithGlobals() as Globals;
  const json = globals.json ?? false;
  let connection: Connection | undefined;
  try {
    const config = readConfig(environment(process.env));
    connection = await connect({ ...globals, socket: config.socket, openFolder });
    const opened = connection;
    await run({ connection, json, org: (name = globals.org) => organisation(opened, name) });
  } catch (error) {
    process.exitCode = report(error, json);
  } finally {
    await connection?.close();
  }
}

/** The instance in this process, under the folder's lock. Only here is the server loaded: a running one needs none of it. */
async function openFolder(): Promise<Connection> {
  const config = readConfig(environment(process.env));
  const [{ operatorApi }, { openInstance }, { jobRunner }] = await Promise.all([
    import('#apps/server/api.ts'),
    import('#apps/server/compose.ts'),
    import('#platform/jobs.ts'),
  ]);
  const { mkdir } = await import('node:fs/promises');
  await mkdir(config.folder, { recursive: true, mode: 0o700 });
  const lock = config.databaseUrl ? null : lockFolder(config.folder);
  try {
    const runtime = await openInstance(config);
    const api = operatorApi(runtime);
    const jobs = jobRunner(
      runtime,
      runtime.registry.modules.flatMap((module) => module.jobs),
    );
    return {
      kind: 'folder',
      fetch: async (path, init) => api.request(path, init),
      close: async () => {
        // Work that this command left for later is done now: no server may come for a long time.
        await jobs.drain();
        await jobs.stop();
        await runtime.db.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** Calls an endpoint and prints or saves what it answers. */
export async function answerOf(
  session: Session,
  call: {
    readonly endpoint: Endpoint;
    readonly input: Record<string, unknown>;
    readonly file?: string | undefined;
    readonly output?: string | undefined;
  },
): Promise<void> {
  const body =
    call.file === undefined ? undefined : (Readable.toWeb(createReadStream(call.file)) as ReadableStream);
  const response = await callEndpoint(session.connection, await session.org(), {
    endpoint: call.endpoint,
    input: call.input,
    ...(body && { body }),
  });
  if (call.endpoint.answers === 'file') await save(response, call.output);
  else print(await response.json(), session.json);
}

/** Calls an endpoint and answers its JSON. */
export async function ask<T>(
  session: Session,
  endpoint: Endpoint,
  input: Record<string, unknown> = {},
): Promise<T> {
  return (await (
    await callEndpoint(session.connection, await session.org(), { endpoint, input })
  ).json()) as T;
}

/** Writes a file answer to a path, or to standard output. */
export async function save(response: Response, output: string | undefined): Promise<void> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (output === undefined || output === '-') process.stdout.write(bytes);
  else await writeFile(output, bytes);
}

async function organisation(connection: Connection, wanted: string | undefined): Promise<string> {
  const response = await connection.fetch('/api/session');
  if (!response.ok) throw new AppError('not-signed-in', 'The key is not valid on this server.');
  const { orgs } = (await response.json()) as { orgs: { id: string; name: string; kind: string }[] };
  if (wanted) {
    const found = orgs.find((org) => org.id === wanted || org.name === wanted);
    if (found) return found.id;
    throw new AppError('not-found', `There is no organisation "${wanted}" here.`, {
      next: `Known: ${orgs.map((org) => `${org.name} (${org.id})`).join(', ') || 'none'}`,
    });
  }
  const live = orgs.filter((org) => org.kind === 'live');
  const only = live.length === 1 ? live[0] : orgs.length === 1 ? orgs[0] : undefined;
  if (only) return only.id;
  if (orgs.length === 0)
    throw new AppError('not-found', 'There is no organisation here yet.', {
      next: 'Run ./aims init, or ./aims init --demo.',
    });
  throw new AppError('invalid-input', 'There are several organisations here.', {
    next: `Name one with --org: ${orgs.map((org) => org.name).join(', ')}`,
  });
}
