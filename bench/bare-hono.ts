import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

/** A server with one route that answers the JSON of its argument: what the framework alone costs. */
const answer = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const app = new Hono().get('/record', (c) => c.json(answer));
const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as { port: number }).port}\n`));
