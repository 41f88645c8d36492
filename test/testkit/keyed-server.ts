import { join } from 'node:path';
import { pino } from 'pino';
import { type RunningServer, serve } from '#apps/server/serve.ts';
import { createTestDatabase } from './postgres.ts';

/** A whole server on a port of its own, with one person who has every right and a key of theirs. */
export type KeyedServer = {
  readonly url: string;
  readonly org: string;
  readonly key: string;
  readonly socket: string;
  /** A request of the signed-in person. */
  // biome-ignore lint/suspicious/noExplicitAny: bodies of the API
  readonly person: (path: string, method?: string, body?: unknown) => Promise<any>;
  /** Accepts an invitation and makes a key of whoever it was for. */
  readonly keyOf: (token: string, who: { readonly name: string; readonly email: string }) => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function serveWithKey(folder: string): Promise<KeyedServer> {
  const pg = process.env.AIMS_TEST_DB === 'postgres' ? await createTestDatabase() : null;
  const socket = join(folder, 's');
  const server: RunningServer = await serve(
    {
      folder,
      host: '127.0.0.1',
      port: 0,
      socket,
      url: 'http://localhost',
      databaseUrl: pg?.url,
      databaseAdminUrl: pg?.adminUrl,
    },
    pino({ level: process.env.AIMS_TEST_LOG ?? 'silent' }),
  );
  const visitor = () => visitorOf(server.url);
  const send = visitor();
  const { org } = (await send('/api/start', 'POST', {
    token: /token=([\w-]+)/.exec(server.greeting.join(' '))![1],
    name: 'Anna Berg',
    email: 'anna@example.org',
    password: 'a sentence is a good password',
    organisation: { name: 'Nordlicht', timeZone: 'Europe/Berlin' },
    choice: 'empty',
  })) as { org: string };
  const person: KeyedServer['person'] = (path, method, body) => send(`/api/orgs/${org}${path}`, method, body);
  const { key } = await person('/keys', 'POST', { name: 'program' });
  return {
    url: server.url,
    org,
    key,
    socket,
    person,
    keyOf: async (token, { name, email }) => {
      const theirs = visitor();
      await theirs(`/api/invitations/${token}`, 'POST', {
        name,
        email,
        password: 'a sentence is a good password',
      });
      return (await theirs(`/api/orgs/${org}/keys`, 'POST', { name: 'program' })).key;
    },
    close: async () => {
      await server.close();
      await pg?.drop();
    },
  };
}

/** A browser without a screen that keeps its cookies. */
function visitorOf(url: string) {
  let cookie = '';
  return async (path: string, method = 'GET', body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin: url, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie().map((each) => each.split(';')[0]);
    if (set.length > 0) cookie = set.join('; ');
    // biome-ignore lint/suspicious/noExplicitAny: bodies of the API
    return response.json() as Promise<any>;
  };
}
