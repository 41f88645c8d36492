import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Context, Hono } from 'hono';
import { AppError } from '#kernel/errors.ts';
import type { Env } from '#platform/http/app.ts';
import type { Runtime } from '#platform/instance.ts';
import { type ApiPort, organisationOf } from './port.ts';
import { mcpServer } from './server.ts';

/**
 * Streamable HTTP at `/mcp`, or `/mcp/{organisation}` for people of several. A key is needed: what a browser sends by
 * itself (a session) opens nothing here.
 */
export function mountMcp(app: Hono<Env>, runtime: Runtime): void {
  const handler = createMcpHandler(
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
  const serve = async (c: Context<Env>) => {
    const key = keyOf(c.req.raw);
    if (key === null || !(await runtime.accounts.identify(withKey(key))))
      throw new AppError('not-signed-in', 'An MCP client needs an API key of the person it works for.', {
        next: 'Make a key in the web app and send it as "Authorization: Bearer …".',
      });
    return handler.fetch(c.req.raw, {
      authInfo: { token: key, clientId: 'key', scopes: [], extra: { org: c.req.param('org') } },
    });
  };
  app.all('/mcp', serve);
  app.all('/mcp/:org', serve);
}

function keyOf(request: Request): string | null {
  return (
    request.headers.get('x-api-key') ??
    /^Bearer (aims_\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ??
    null
  );
}

function withKey(key: string): Request {
  return new Request('http://localhost/', { headers: { 'x-api-key': key } });
}
