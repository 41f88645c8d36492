import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { AppError } from '#kernel/errors.ts';
import { startLink } from '#platform/auth/start.ts';
import { jobRunner } from '#platform/jobs.ts';
import { sweeper } from '#platform/sweeps.ts';
import { operatorApi, publicApi } from './api.ts';
import { openInstance } from './compose.ts';
import type { ServerConfig } from './config.ts';
import { lockFolder } from './lock.ts';
import { scheduler } from './schedule.ts';
import { boundSlowClients } from './slow-clients.ts';
import { serveWeb } from './static.ts';

export type RunningServer = {
  readonly greeting: readonly string[];
  readonly url: string;
  readonly close: () => Promise<void>;
};

const WEB = join(import.meta.dirname, '../../../dist/web');

/**
 * Opens the instance and serves it: the API and web app over HTTP, the operator's API on a local socket, jobs beside.
 * @throws AppError `folder-locked` when another process has the folder; `invalid-input` when the port is taken
 */
export async function serve(config: ServerConfig, log: Logger): Promise<RunningServer> {
  // On PostgreSQL several nodes may share one files folder; the lock is for SQLite.
  const lock = config.databaseUrl ? null : lockFolder(await ready(config.folder));
  try {
    let url = config.url;
    const runtime = await openInstance({ ...config, log, address: () => url.replace(/\/$/, '') });
    const jobs = jobRunner(
      runtime,
      runtime.registry.modules.flatMap((module) => module.jobs),
    );
    const web = await listen(publicApi(runtime, (app) => serveWeb(app, WEB), config.metricsToken).fetch, {
      port: config.port,
      host: config.host,
    });
    const port = (web.address() as { port: number }).port;
    if (config.port === 0) url = `http://localhost:${port}`;
    const socket = await listenOnSocket(operatorApi(runtime).fetch, config.socket);
    const schedule = scheduler(runtime, jobs, config.wakes);
    const sweeps = sweeper(runtime);
    jobs.start();
    sweeps.start();
    return {
      url,
      greeting: await greeting(runtime, url),
      close: async () => {
        schedule.stop();
        await Promise.all([closed(web), closed(socket)]);
        await Promise.all([jobs.stop(), sweeps.stop()]);
        await runtime.db.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

async function greeting(runtime: Parameters<typeof startLink>[0], url: string): Promise<readonly string[]> {
  const link = await startLink(runtime, url);
  if (link === null) return [`OpenAIMS is running at ${url}`];
  return [
    `OpenAIMS is running at ${url}`,
    '',
    'Nobody has an account here yet. Open this one-time link to become the first administrator',
    'and to choose between starting empty and exploring the demo organisation:',
    '',
    `  ${link}`,
    '',
  ];
}

async function ready(folder: string): Promise<string> {
  const { mkdir } = await import('node:fs/promises');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

type Fetch = (request: Request) => Response | Promise<Response>;

async function listen(
  fetch: Fetch,
  where: { readonly port: number; readonly host: string },
): Promise<Server> {
  // Looked at every two seconds: whoever sends headers drop by drop is cut off near the limit, not long after it.
  const server = createServer(
    { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    getRequestListener(fetch, { overrideGlobalObjects: false }),
  );
  boundSlowClients(server, { still: 120_000, longest: 3_600_000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new AppError('invalid-input', `Port ${where.port} is taken.`, {
              next: 'Set PORT to a free one, or stop the program that uses it.',
            })
          : error,
      ),
    );
    server.listen(where.port, where.host, resolve);
  });
  return server;
}

async function listenOnSocket(fetch: Fetch, path: string): Promise<Server> {
  // The folder's lock is ours, so a socket file that exists was left by a process that died.
  if (process.platform !== 'win32') await rm(path, { force: true });
  const server = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return server;
}

async function closed(server: Server): Promise<void> {
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 3000).unref();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
