import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Hono } from 'hono';
import type { Env } from '#platform/http/app.ts';
import type { Runtime } from '#platform/instance.ts';
import { type ApiPort, organisationOf } from './port.ts';
import { mcpServer } from './server.ts';

/** Answers MCP clients, each by the key that its request was let in with: over the same API, with the same rights. */
export function mcpHandler(app: Hono<Env>, runtime: Runtime) {
  return createMcpHandler(
    ({ authInfo }) => {
      const key = authInfo?.token ?? '';
      const port: ApiPort = async (path, init = {}) =>
        app.request(path, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), 'x-api-key': key },
        });
      let org: Promise<string> | null = null;
      const wanted = (authInfo?.extra?.org as string | undefined) ?? null;
      return mcpServer({ port, org: () => (org ??= organisationOf(port, wanted)) });
    },
    {
      maxRequestBodySize: 1024 * 1024,
      onerror: (error) => runtime.log.warn({ err: error }, 'a request of an MCP client was refused'),
    },
  );
}
