import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A real server of another program: what it was sent, and what it answers. */
export async function receiver() {
  const got: Received[] = [];
  const answers: { status: number; body: string; waitMs: number } = { status: 204, body: '', waitMs: 0 };
  let judge: ((received: Received) => number) | null = null;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const received = { headers: request.headers, body };
    got.push(received);
    if (answers.waitMs > 0) await new Promise((done) => setTimeout(done, answers.waitMs));
    response.writeHead(judge?.(received) ?? answers.status).end(answers.body);
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const down = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    got,
    answers,
    judgeBy: (next: (received: Received) => number) => {
      judge = next;
    },
    /** The events in the order in which they came. */
    events: () => got.map((each) => JSON.parse(each.body)),
    down,
    up: () => listen(port),
  };
}
