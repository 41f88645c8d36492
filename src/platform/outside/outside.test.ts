import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { mayReach, NOTHING_ALLOWED, readOutsideAllow } from './address.ts';
import { OutsideError, type OutsideInit, outsideFetch, type Resolve } from './outside.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

const allowing = (text: string) => readOutsideAllow({ AIMS_OUTSIDE_ALLOW: text });
/** 127.0.0.1 is open, as for an operator who says so; everything else stays as it is. */
const local = (resolve?: Resolve) =>
  outsideFetch({ allow: allowing('127.0.0.1'), ...(resolve && { resolve }) });

async function refusal(url: string, fetch = outsideFetch(), init: OutsideInit = {}): Promise<string> {
  const error = await fetch(url, init).then(
    () => new Error('it was called'),
    (each: Error) => each,
  );
  return error instanceof OutsideError ? error.reason : `${error}`;
}

test.each([
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '239.1.1.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
  '2002:7f00:1::',
  '2001:0:1::1',
  '2001:db8::1',
  '100::1',
  'no address',
])('%s is not the public internet', (address) => {
  expect(mayReach(address, NOTHING_ALLOWED, false)).toBe(false);
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
  '%s is the public internet',
  (address) => expect(mayReach(address, NOTHING_ALLOWED, false)).toBe(true),
);

test('an allowed name may lead to a private address, but never to one that hands out credentials', () => {
  for (const address of ['10.1.2.3', '127.0.0.1', 'fd12::1'])
    expect(mayReach(address, NOTHING_ALLOWED, true)).toBe(true);
  for (const address of [
    '169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    '168.63.129.16',
    '64:ff9b::a9fe:a9fe',
  ])
    expect(mayReach(address, NOTHING_ALLOWED, true)).toBe(false);
});

test('the operator allows names, addresses and networks, and hears of an entry that is none', () => {
  const allow = allowing(' Hooks.Internal , 10.2.0.0/16, 192.168.7.7, fd12::/16');
  expect([...allow.names]).toEqual(['hooks.internal']);
  expect(mayReach('10.2.9.9', allow, false)).toBe(true);
  expect(mayReach('10.3.0.1', allow, false)).toBe(false);
  expect(mayReach('192.168.7.7', allow, false)).toBe(true);
  expect(mayReach('192.168.7.8', allow, false)).toBe(false);
  expect(mayReach('fd12::5', allow, false)).toBe(true);
  for (const wrong of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'https://x', '1.2.3', '*', 'a b'])
    expect(() => allowing(wrong), wrong).toThrow('AIMS_OUTSIDE_ALLOW');
});

test.each([
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://2130706433:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://0x7f.1:PORT/',
  'http://127.1:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://0:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://①②⑦.0.0.1:PORT/',
])('%s never reaches a server of this machine', async (form) => {
  let called = 0;
  const port = await serve((_request, response) => {
    called += 1;
    response.end();
  });
  expect(await refusal(form.replace('PORT', String(port)))).toBe('refused');
  expect(called).toBe(0);
});

test.each([
  'ftp://example.org/',
  'file:///etc/passwd',
  'gopher://example.org',
  'data:,x',
  'no address',
  'http://',
  'javascript:1',
])('%s is no address to call', async (url) => expect(await refusal(url)).toBe('refused'));

test('an address with a user name is refused', async () => {
  expect(await refusal('https://user@example.org/')).toBe('refused');
  expect(await refusal('https://:secret@example.org/')).toBe('refused');
  expect(await refusal('https://example.org@127.0.0.1/')).toBe('refused');
});

test('the name is resolved once, and the connection goes to the address that was looked at', async () => {
  const seen: string[] = [];
  const port = await serve((request, response) => {
    seen.push(request.headers.host ?? '');
    response.end('here');
  });
  const answers = ['127.0.0.1', '169.254.169.254', '10.0.0.1'];
  let asked = 0;
  const fetch = local(async () => [{ address: answers[asked++]!, family: 4 }]);
  expect(await (await fetch(`http://rebinding.example:${port}/`)).text()).toBe('here');
  expect(asked).toBe(1);
  expect(seen).toEqual([`rebinding.example:${port}`]);
  expect(await refusal(`http://rebinding.example:${port}/`, fetch)).toBe('refused');
  expect(seen).toHaveLength(1);
});

test('one private address among public ones is enough to refuse the name', async () => {
  const resolve: Resolve = async () => [
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ];
  expect(await refusal('http://both.example/', outsideFetch({ resolve }))).toBe('refused');
});

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]:1/',
  '//10.0.0.1/',
  'file:///etc/passwd',
])('a redirect to %s is not followed', async (location) => {
  const port = await serve((_request, response) => response.writeHead(302, { location }).end());
  expect(await refusal(`http://127.0.0.1:${port}/`, local())).toBe('refused');
});

test('a redirect is followed a few times, with the name looked at each time', async () => {
  const asked: string[] = [];
  const port = await serve((request, response) => {
    const step = Number(new URL(request.url!, 'http://x').searchParams.get('step'));
    if (step === 3) response.end('arrived');
    else
      response.writeHead(307, { location: `http://next${step + 1}.example:${port}/?step=${step + 1}` }).end();
  });
  const fetch = local(async (host) => {
    asked.push(host);
    return [{ address: '127.0.0.1', family: 4 }];
  });
  expect(await (await fetch(`http://next0.example:${port}/?step=0`)).text()).toBe('arrived');
  expect(asked).toEqual(['next0.example', 'next1.example', 'next2.example', 'next3.example']);
  expect(await refusal(`http://next0.example:${port}/?step=-1`, fetch)).toBe('redirects');
});

test('credentials and bodies do not travel with a redirect to another origin', async () => {
  const seen: {
    method?: string | undefined;
    authorization?: string | undefined;
    type?: string | undefined;
  }[] = [];
  const end = await serve((request, response) => {
    const { authorization, 'content-type': type } = request.headers;
    seen.push({ method: request.method, authorization, type });
    response.end();
  });
  const start = await serve((_request, response) =>
    response.writeHead(303, { location: `http://127.0.0.1:${end}/` }).end(),
  );
  await local()(`http://127.0.0.1:${start}/`, {
    method: 'POST',
    body: '{}',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
  });
  expect(seen).toEqual([{ method: 'GET', authorization: undefined, type: undefined }]);
});

test('with no redirects allowed the redirect is the answer', async () => {
  const port = await serve((_request, response) => response.writeHead(302, { location: '/x' }).end());
  expect((await local()(`http://127.0.0.1:${port}/`, { redirects: 0 })).status).toBe(302);
});

test('an answer that is too long is refused, or cut for whoever wants only its beginning', async () => {
  const port = await serve((_request, response) => response.end('x'.repeat(5000)));
  const url = `http://127.0.0.1:${port}/`;
  expect(await refusal(url, local(), { maxBytes: 1000 })).toBe('too-large');
  const cut = await local()(url, { maxBytes: 1000, whenLonger: 'cut' });
  expect(await cut.text()).toBe('x'.repeat(1000));
});

test.each(['no answer at all', 'a body that never ends'])('%s ends in time', async (which) => {
  const port = await serve((_request, response) => {
    if (which !== 'no answer at all') response.write('a little');
  });
  const started = performance.now();
  expect(await refusal(`http://127.0.0.1:${port}/`, local(), { timeoutMs: 200 })).toBe('timeout');
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a name server that hangs ends in time too', async () => {
  const fetch = outsideFetch({ resolve: () => new Promise(() => {}) });
  expect(await refusal('http://slow.example/', fetch, { timeoutMs: 100 })).toBe('timeout');
});

test('a proxy of the environment is not asked', async () => {
  const proxy = await serve((_request, response) => response.end('from the proxy'));
  const port = await serve((_request, response) => response.end('from the server'));
  const script = `
    import { get } from 'node:http';
    import { readOutsideAllow } from './src/platform/outside/address.ts';
    import { outsideFetch } from './src/platform/outside/outside.ts';
    const url = 'http://127.0.0.1:${port}/';
    await new Promise((done) => get(url, (answer) => answer.on('data', (text) => console.log(String(text))).on('end', done)));
    const ours = outsideFetch({ allow: readOutsideAllow({ AIMS_OUTSIDE_ALLOW: '127.0.0.1' }) });
    console.log(await (await ours(url)).text());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: `http://127.0.0.1:${proxy}` },
  });
  // The first line shows that this process does use the proxy otherwise.
  expect(stdout).toBe('from the proxy\nfrom the server\n');
});

test('what cannot be reached says so with the code and no inner address', async () => {
  const port = await serve(() => {});
  const server = servers.pop()!;
  await new Promise((done) => server.close(done));
  await expect(local()(`http://127.0.0.1:${port}/`)).rejects.toThrow(/cannot be reached: ECONNREFUSED/);
  expect(await refusal('http://none.example/', outsideFetch({ resolve: async () => [] }))).toBe('name');
});
