import { lookup as systemLookup } from 'node:dns/promises';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { mayReach, NOTHING_ALLOWED, type OutsideAllow } from './address.ts';

/** Why a call to the outside was not made or came to nothing. The message is for people and names no inner address. */
export class OutsideError extends Error {
  readonly reason: 'refused' | 'name' | 'connection' | 'timeout' | 'too-large' | 'redirects';

  constructor(reason: OutsideError['reason'], message: string) {
    super(message);
    this.name = 'OutsideError';
    this.reason = reason;
  }
}

export type OutsideInit = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole call with its redirects; 10 seconds unless told. */
  readonly timeoutMs?: number;
  /** Of the answer's body; 1 MB unless told. */
  readonly maxBytes?: number;
  /** What becomes of a body that is longer: an error, or its beginning. */
  readonly whenLonger?: 'refuse' | 'cut';
  /** How many redirects are followed; 3 unless told. With 0 the redirect itself is the answer. */
  readonly redirects?: number;
};

/** All addresses of a name, as the system's resolver answers. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;

/** @throws OutsideError */
export type FetchOutside = (url: string | URL, init?: OutsideInit) => Promise<Response>;

/**
 * The one way to call an address that people typed in or that another server named (webhooks, discovery documents).
 * The name is resolved once, every address of it must be public or allowed by the operator, and the connection goes to
 * exactly those: an answer that changes in between changes nothing. No proxy of the environment is asked.
 */
export function outsideFetch(
  parts: { readonly allow?: OutsideAllow; readonly resolve?: Resolve } = {},
): FetchOutside {
  const { allow = NOTHING_ALLOWED, resolve = resolveAll } = parts;
  return async (url, init = {}) => {
    const signal = AbortSignal.timeout(init.timeoutMs ?? 10_000);
    let target = parse(url);
    let ask: OutsideInit = init;
    for (let left = init.redirects ?? 3; ; left -= 1) {
      const addresses = await within(signal, addressesOf(target, { allow, resolve }));
      const answer = await send(target, ask, { addresses, signal });
      const next = redirectOf(answer, target);
      if (next === null || init.redirects === 0) return await read(answer, ask, signal);
      answer.destroy();
      if (left === 0)
        throw new OutsideError('redirects', `${target.host} sends on and on to other addresses.`);
      ask = afterRedirect(ask, answer.statusCode ?? 0, next.origin === target.origin);
      target = next;
    }
  };
}

/** @throws OutsideError */
function parse(url: string | URL): URL {
  const target = URL.canParse(String(url)) ? new URL(url) : null;
  if (target === null || !/^https?:$/.test(target.protocol) || target.hostname === '')
    throw new OutsideError('refused', 'Only addresses that begin with https:// or http:// are called.');
  if (target.username !== '' || target.password !== '')
    throw new OutsideError('refused', 'The address holds a user name or password; leave it out.');
  target.hash = '';
  return target;
}

type Addresses = readonly { readonly address: string; readonly family: number }[];

async function addressesOf(
  target: URL,
  { allow, resolve }: { readonly allow: OutsideAllow; readonly resolve: Resolve },
): Promise<Addresses> {
  // The URL parser has turned decimal, octal and hexadecimal forms into the dotted one already.
  const host = target.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const literal = isIP(host);
  const found = literal ? [{ address: host, family: literal }] : await named(host, resolve);
  const byName = !literal && allow.names.has(host);
  if (found.length === 0) throw new OutsideError('name', `The name ${host} leads to no address.`);
  if (!found.every(({ address }) => mayReach(address, allow, byName)))
    throw new OutsideError(
      'refused',
      `${host} is not on the public internet. The operator of this instance can allow it with AIMS_OUTSIDE_ALLOW.`,
    );
  return found;
}

async function named(host: string, resolve: Resolve): Promise<Addresses> {
  try {
    return await resolve(host);
  } catch {
    throw new OutsideError('name', `The name ${host} cannot be found.`);
  }
}

const resolveAll: Resolve = (host) => systemLookup(host, { all: true, order: 'verbatim' });

function send(
  target: URL,
  init: OutsideInit,
  { addresses, signal }: { readonly addresses: Addresses; readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  const secure = target.protocol === 'https:';
  // An agent of its own: no connection that somebody else opened, and no proxy from the environment.
  const agent = secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(
      target,
      {
        agent,
        signal,
        method: init.method ?? 'GET',
        headers: { 'user-agent': 'OpenAIMS', 'accept-encoding': 'identity', ...init.headers },
        lookup: pinned(addresses),
        maxHeaderSize: 16_384,
      },
      resolve,
    );
    request.once('error', (error) => reject(failed(error, signal, target)));
    request.end(init.body);
  });
}

/** Answers every question for the name with the addresses that were looked at. */
function pinned(addresses: Addresses): LookupFunction {
  return ((_host, options, done) => {
    if (options.all)
      done(
        null,
        addresses.map((each) => ({ ...each })),
      );
    else done(null, addresses[0]!.address, addresses[0]!.family);
  }) as LookupFunction;
}

async function read(answer: IncomingMessage, init: OutsideInit, signal: AbortSignal): Promise<Response> {
  const limit = init.maxBytes ?? 1024 * 1024;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      const room = limit - size;
      chunks.push(chunk.subarray(0, room));
      size += chunk.byteLength;
      if (size <= limit) continue;
      if (init.whenLonger === 'cut') break;
      throw new OutsideError('too-large', `The answer has more than ${limit} bytes.`);
    }
  } catch (error) {
    throw error instanceof OutsideError ? error : failed(error as Error, signal);
  } finally {
    answer.destroy();
  }
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599)
    throw new OutsideError('connection', `The answer has the status ${status}.`);
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const bare = status === 204 || status === 205 || status === 304;
  return new Response(bare ? null : Buffer.concat(chunks), { status, headers });
}

function redirectOf(answer: IncomingMessage, from: URL): URL | null {
  const { statusCode = 0 } = answer;
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return null;
  const to = parse(URL.canParse(location, from) ? new URL(location, from) : location);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new OutsideError('refused', `${from.host} sends on to an address without encryption.`);
  return to;
}

/** As browsers do: the body is kept by 307 and 308 only, and credentials never travel to another origin. */
function afterRedirect(init: OutsideInit, status: number, sameOrigin: boolean): OutsideInit {
  const keeps =
    status === 307 || status === 308 || (init.method ?? 'GET') === 'GET' || init.method === 'HEAD';
  const { body: _body, ...bare } = init;
  const headers = Object.entries(init.headers ?? {}).filter(
    ([name]) =>
      (sameOrigin || !/^(authorization|cookie|proxy-authorization)$/i.test(name)) &&
      (keeps || !/^content-/i.test(name)),
  );
  return { ...(keeps ? init : { ...bare, method: 'GET' }), headers: Object.fromEntries(headers) };
}

async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new OutsideError('timeout', 'The name server did not answer in time.'));
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, late]).finally(() => signal.removeEventListener('abort', stop));
}

function failed(error: Error, signal: AbortSignal, target?: URL): OutsideError {
  const who = target?.host ?? 'The server';
  if (signal.aborted) return new OutsideError('timeout', `${who} did not answer in time.`);
  const { code } = error as NodeJS.ErrnoException;
  return new OutsideError('connection', `${who} cannot be reached: ${code ?? 'the connection failed'}.`);
}
