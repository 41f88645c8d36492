import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { mcpServer } from '#apps/mcp/server.ts';
import type { Session } from './session.ts';

/** `mcp`: serves the operations over standard input and output until the other side closes it. */
export async function serveMcp({ connection, org }: Session): Promise<void> {
  const handle = serveStdio(() => mcpServer({ port: connection.fetch, org }));
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
  });
  await handle.close();
}
