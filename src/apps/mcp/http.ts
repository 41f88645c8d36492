import type { Context, Hono } from 'hono';
import { AppError } from '#kernel/errors.ts';
import type { Env } from '#platform/http/app.ts';
import type { Runtime } from '#platform/instance.ts';
import type { mcpHandler } from './handler.ts';

/**
 * Streamable HTTP at `/mcp`, or `/mcp/{organisation}` for people of several. A key is needed: what a browser sends by
 * itself (a session) opens nothing here.
 */
export function mountMcp(app: Hono<Env>, runtime: Runtime): void {
  let handler: Promise<ReturnType<typeof mcpHandler>> | null = null;
  // Loaded for the first client that comes: most instances have none.
  const answer = () => (handler ??= import('./handler.ts').then((room) => room.mcpHandler(app, runtime)));
  const serve = async (c: Context<Env>) => {
    const key = keyOf(c.req.raw);
    if (key === null || !(await runtime.accounts.identify(withKey(key))))
      throw new AppError('not-signed-in', 'An MCP client needs an API key of the person it works for.', {
        next: 'Make a key in the web app and send it as "Authorization: Bearer …".',
      });
    return (await answer()).fetch(c.req.raw, {
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
