import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Lets a large file take as long as its line takes, and drops whoever stops sending: `still` is how long a request may
 * say nothing before it is complete, `longest` how long it may take altogether, both in milliseconds. Whoever waits for
 * an answer is left alone.
 */
export function boundSlowClients(
  server: Server,
  { still, longest }: { readonly still: number; readonly longest: number },
): void {
  const asking = new WeakMap<Socket, IncomingMessage>();
  server.requestTimeout = longest;
  server.on('request', (request: IncomingMessage) => asking.set(request.socket, request));
  server.setTimeout(still, (socket) => {
    if (asking.get(socket)?.complete === false) socket.destroy();
  });
}
