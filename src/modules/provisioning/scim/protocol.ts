import { createHash } from 'node:crypto';
import type { ActionCtx, Ctx, Protocol, ProtocolHands } from '#platform/context.ts';
import { readJson } from '#platform/http/respond.ts';
import type { Tx } from '#platform/tx.ts';
import { readBearer, tokenOf } from '../tokens.ts';
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.ts';
import { ScimError, scimProblem } from './error.ts';
import { parseFilter } from './filter.ts';
import * as groups from './groups.ts';
import { patched, type Resource } from './patch.ts';
import { readUser } from './user-resource.ts';
import * as users from './users.ts';

const BASE = '/scim/v2';
const LONGEST_PAGE = 200;

/** SCIM 2.0 (RFC 7643, RFC 7644) for one organisation, which the token names. */
export const scim: Protocol = {
  path: BASE,
  answer: async (hands, request) => {
    try {
      return await route(hands, request);
    } catch (error) {
      const problem = scimProblem(error);
      if (!problem) throw error;
      return json(problem.status, problem.body);
    }
  },
};

type Call = {
  readonly hands: ProtocolHands;
  readonly request: Request;
  readonly url: URL;
  readonly org: string;
  readonly actor: Parameters<ProtocolHands['act']>[2];
};

async function route(hands: ProtocolHands, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [kind = '', id, ...more] = partsOf(url);
  const call = await authenticated(hands, request, url);
  if (more.length > 0) throw nothing(url);
  if (request.method === 'GET' && kind === 'ServiceProviderConfig') return json(200, serviceProviderConfig);
  if (request.method === 'GET' && kind === 'ResourceTypes') return discovered(resourceTypes, id, url);
  if (request.method === 'GET' && kind === 'Schemas') return discovered(schemas, id, url);
  if (kind === 'Users') return id ? oneUser(call, id) : allUsers(call);
  if (kind === 'Groups') return id ? oneGroup(call, id) : allGroups(call);
  throw nothing(url);
}

/** @throws ScimError 400 */
function partsOf(url: URL): readonly string[] {
  try {
    return url.pathname
      .slice(BASE.length + 1)
      .split('/')
      .map((part) => decodeURIComponent(part));
  } catch {
    throw new ScimError(400, 'A percent sign in the address is followed by two hexadecimal digits.');
  }
}

/** @throws ScimError 401, the same for a token that never was, is over, or was revoked */
async function authenticated(hands: ProtocolHands, request: Request, url: URL): Promise<Call> {
  const bearer = readBearer(request.headers.get('authorization'));
  const refused = new ScimError(401, 'Send a living provisioning token as a bearer.');
  if (!bearer) throw refused;
  const token = await hands.look(bearer.org, (ctx) => tokenOf(ctx, bearer.hash)).catch(() => null);
  if (!token) throw refused;
  const actor = { id: token.id, name: token.name, via: 'key', roles: [], keyId: token.id } as const;
  return { hands, request, url, org: bearer.org, actor };
}

async function allUsers(call: Call): Promise<Response> {
  const { request, url } = call;
  if (request.method === 'GET') {
    const page = pageOf(url);
    const found = await look(call, (ctx) => users.listUsers(ctx, page));
    return json(
      200,
      listed(
        found.total,
        page.start,
        found.users.map((each) => sent(each, 'User', url)),
      ),
    );
  }
  if (request.method !== 'POST') throw notThat(request);
  const state = readUser(await body(request));
  const made = await (await act(call, 'createUser')).write(async (tx) =>
    users.getUser(tx, await users.createUser(tx, state)),
  );
  return answerWith(made, { kind: 'User', call, status: 201 });
}

async function oneUser(call: Call, id: string): Promise<Response> {
  const { request } = call;
  const { method } = request;
  if (method === 'GET') {
    const found = await look(call, (ctx) => users.getUser(ctx, id));
    return answerWith(found, { kind: 'User', call });
  }
  if (method === 'DELETE') {
    const writing = await act(call, 'removeUser');
    const ended = await writing.write(async (tx) =>
      users.removeUser(tx, await inTurn(tx, request, () => users.getUser(tx, id))),
    );
    await endAll(writing, ended);
    return new Response(null, { status: 204 });
  }
  if (method !== 'PUT' && method !== 'PATCH') throw notThat(request);
  const given = await body(request);
  const writing = await act(call, 'writeUser');
  const { ended, written } = await writing.write(async (tx) => {
    const now = await inTurn(tx, request, () => users.getUser(tx, id));
    const state = readUser(method === 'PUT' ? given : patched(now.resource, given));
    return { ended: await users.writeUser(tx, now, state), written: await users.getUser(tx, id) };
  });
  await endAll(writing, ended);
  return answerWith(written, { kind: 'User', call });
}

async function allGroups(call: Call): Promise<Response> {
  const { request, url } = call;
  if (request.method === 'GET') {
    const page = pageOf(url);
    const found = await look(call, (ctx) => groups.listGroups(ctx, page));
    return json(
      200,
      listed(
        found.total,
        page.start,
        found.groups.map((each) => sent(each, 'Group', url)),
      ),
    );
  }
  if (request.method !== 'POST') throw notThat(request);
  const state = groups.readGroup(await body(request));
  const made = await (await act(call, 'createGroup')).write(async (tx) =>
    groups.getGroup(tx, await groups.createGroup(tx, state)),
  );
  return answerWith(made, { kind: 'Group', call, status: 201 });
}

async function oneGroup(call: Call, id: string): Promise<Response> {
  const { request } = call;
  const { method } = request;
  if (method === 'GET') {
    const found = await look(call, (ctx) => groups.getGroup(ctx, id));
    return answerWith(found, { kind: 'Group', call });
  }
  if (method === 'DELETE') {
    await (await act(call, 'removeGroup')).write(async (tx) =>
      groups.removeGroup(tx, await inTurn(tx, request, () => groups.getGroup(tx, id))),
    );
    return new Response(null, { status: 204 });
  }
  if (method !== 'PUT' && method !== 'PATCH') throw notThat(request);
  const given = await body(request);
  const written = await (await act(call, 'writeGroup')).write(async (tx) => {
    const now = await inTurn(tx, request, () => groups.getGroup(tx, id));
    const state = groups.readGroup(method === 'PUT' ? given : patched(now.resource, given));
    await groups.writeGroup(tx, now, state);
    return groups.getGroup(tx, id);
  });
  return answerWith(written, { kind: 'Group', call });
}

/**
 * What stands there when it is this writer's turn, so that of two changes at once both count.
 * @throws ScimError 412 when somebody else changed it since its sender saw it
 */
async function inTurn<T extends Found>(tx: Tx, request: Request, get: () => Promise<T>): Promise<T> {
  await tx.takeTurn();
  const found = await get();
  const wanted = request.headers.get('if-match');
  if (wanted !== null && wanted !== '*' && wanted !== tagOf(found))
    throw new ScimError(412, 'It was changed since you read it. Read it again.');
  return found;
}

/** Reads for whoever the token let in: it may see all of people and groups. */
function look<T>({ hands, org }: Call, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  return hands.look(org, run);
}

function act({ hands, org, actor }: Call, what: string): Promise<ActionCtx> {
  return hands.act(org, `scim.${what}`, actor);
}

async function endAll(ctx: ActionCtx, { authUserId }: users.Ended): Promise<void> {
  if (authUserId !== null) await ctx.accounts.endAll(authUserId);
}

type Found = { readonly id: string; readonly resource: Resource };

function answerWith(
  found: Found,
  {
    kind,
    call,
    status = 200,
  }: { readonly kind: 'User' | 'Group'; readonly call: Call; readonly status?: number },
): Response {
  const tag = tagOf(found);
  if (call.request.method === 'GET' && call.request.headers.get('if-none-match') === tag)
    return new Response(null, { status: 304, headers: { etag: tag } });
  const resource = sent(found, kind, call.url);
  const { location } = resource.meta as { location: string };
  return json(status, resource, { etag: tag, ...(status === 201 && { location }) });
}

/** A resource with where it is, and only with what was asked for (RFC 7644, 3.9). */
function sent(found: Found, kind: 'User' | 'Group', url: URL): Resource {
  const whole: Resource = {
    ...found.resource,
    id: found.id,
    meta: {
      resourceType: kind,
      location: `${url.origin}${BASE}/${kind}s/${found.id}`,
      version: tagOf(found),
    },
  };
  const names = (key: string) =>
    (url.searchParams.get(key) ?? '')
      .split(',')
      .map((each) => each.trim().toLowerCase())
      .filter(Boolean);
  const [only, without] = [names('attributes'), names('excludedAttributes')];
  const always = ['schemas', 'id', 'meta'];
  return Object.fromEntries(
    Object.entries(whole).filter(
      ([key]) =>
        always.includes(key) ||
        ((only.length === 0 || only.some((each) => each.split('.')[0] === key.toLowerCase())) &&
          !without.includes(key.toLowerCase())),
    ),
  );
}

function tagOf({ id, resource }: Found): string {
  return `W/"${createHash('sha256')
    .update(JSON.stringify([id, resource]))
    .digest('base64url')
    .slice(0, 16)}"`;
}

function pageOf(url: URL) {
  const number = (key: string, otherwise: number) => {
    const value = Number.parseInt(url.searchParams.get(key) ?? '', 10);
    return Number.isFinite(value) ? value : otherwise;
  };
  return {
    filter: parseFilter(url.searchParams.get('filter')),
    start: Math.min(Math.max(1, number('startIndex', 1)), 10_000_000),
    count: Math.min(Math.max(0, number('count', 100)), LONGEST_PAGE),
  };
}

function listed(totalResults: number, startIndex: number, resources: readonly unknown[]) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

function discovered(all: readonly { readonly id: string }[], id: string | undefined, url: URL): Response {
  if (!id) return json(200, listed(all.length, 1, all));
  const found = all.find((each) => each.id === id);
  if (!found) throw nothing(url);
  return json(200, found);
}

function body(request: Request): Promise<Resource> {
  return readJson(request);
}

function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      'content-type': 'application/scim+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...headers,
    },
  });
}

function nothing(url: URL): ScimError {
  return new ScimError(404, `There is nothing at ${url.pathname.slice(0, 200)}.`);
}

function notThat({ method }: Request): ScimError {
  return new ScimError(405, `This address does not take ${method}.`);
}
