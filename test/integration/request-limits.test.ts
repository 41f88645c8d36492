import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, serve } from '#apps/server/serve.ts';

let folder: string;
let server: RunningServer;
let port: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-limits-'));
  server = await serve(
    { folder, host: '127.0.0.1', port: 0, socket: join(folder, 's'), url: 'http://localhost' },
    pino({ level: 'silent' }),
  );
  port = Number(new URL(server.url).port);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends bytes as they are and waits for the end. @returns all that came back, and after how many seconds */
function raw(text: string, patience = 30_000): Promise<{ readonly text: string; readonly seconds: number }> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    const end = () => resolve({ text: answer, seconds: (performance.now() - started) / 1000 });
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', end);
    socket.on('error', end);
    setTimeout(() => reject(new Error(`still open after ${patience} ms: ${answer}`)), patience).unref();
  });
}

const alive = async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).status;

test('headers of more than 16 kB are refused', async () => {
  const { text } = await raw(`GET /api/health HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 431/);
  expect(await alive()).toBe(200);
});

test('a request whose length is told twice is refused, so that no proxy and we can disagree', async () => {
  for (const lengths of [
    'Content-Length: 5\r\nTransfer-Encoding: chunked',
    'Content-Length: 5\r\nContent-Length: 6',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding : chunked',
  ]) {
    const { text } = await raw(
      `POST /api/start HTTP/1.1\r\nHost: x\r\n${lengths}\r\n\r\n0\r\n\r\nGET /api/health HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 400/);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  }
});

test('a request without a host, or with an odd one, is answered with no redirect to it', async () => {
  expect((await raw('GET / HTTP/1.1\r\n\r\n')).text).toMatch(/^HTTP\/1\.1 400/);
  const { text } = await raw('GET /api/session HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
  expect(text).not.toContain('evil.example');
  expect(text).not.toMatch(/^location:/im);
});

test('what no browser needs is not answered: TRACE, CONNECT, an upgrade', async () => {
  expect(
    (await raw('TRACE /api/health HTTP/1.1\r\nHost: x\r\nX-Secret: y\r\nConnection: close\r\n\r\n')).text,
  ).not.toContain('X-Secret');
  expect((await raw('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n')).text).not.toMatch(
    /^HTTP\/1\.1 200/,
  );
  expect(await alive()).toBe(200);
});

test('a file of this machine is not served, by any spelling of a path', async () => {
  for (const path of [
    '/../../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '//etc/passwd',
    '/assets/..%5c..%5cpackage.json',
    '/.git/config',
    '/%00',
  ]) {
    const { text } = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(text).not.toMatch(/"dependencies"|root:|repositoryformatversion/);
  }
});

test('whoever sends headers drop by drop is cut off, and others are served meanwhile', async () => {
  const slow = raw('POST /api/start HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Slow: ');
  expect(await alive()).toBe(200);
  const { seconds, text } = await slow;
  expect(text).toMatch(/^HTTP\/1\.1 408/);
  expect(seconds).toBeLessThan(20);
}, 40_000);
