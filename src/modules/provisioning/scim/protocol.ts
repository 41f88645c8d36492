import { createHash } from 'node:crypto';
import type { ActionCtx, Protocol, ProtocolHands } from '#platform/context.ts';
import { readJson } from '#platform/http/respond.ts';
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
  const [kind = '', id, ...more] = url.pathname
    .slice(BASE.length + 1)
    .split('/')
    .map(decodeURIComponent);
  const call = await authenticated(hands, request, url);
  if (more.length > 0) throw nothing(url);
  if (request.method === 'GET' && kind === 'ServiceProviderConfig') return json(200, serviceProviderConfig);
  if (request.method === 'GET' && kind === 'ResourceTypes') return discovered(resourceTypes, id, url);
  if (request.method === 'GET' && kind === 'Schemas') return discovered(schemas, id, url);
  if (kind === 'Users') return id ? oneUser(call, id) : allUsers(call);
  if (kind === 'Groups') return id ? oneGroup(call, id) : allGroups(call);
  throw nothing(url);
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
    const found = await (await act(call, 'read')).read((ctx) => users.listUsers(ctx, page));
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
  const id = await (await act(call, 'createUser')).write((tx) => users.createUser(tx, state));
  return answerWith(await (await act(call, 'read')).read((ctx) => users.getUser(ctx, id)), {
    kind: 'User',
    call,
    status: 201,
  });
}

async function oneUser(call: Call, id: string): Promise<Response> {
  const { request } = call;
  const { method } = request;
  const reading = await act(call, 'read');
  const user = await reading.read((ctx) => users.getUser(ctx, id));
  if (method === 'GET') return answerWith(user, { kind: 'User', call });
  demandMatch(request, user);
  if (method === 'DELETE') {
    const writing = await act(call, 'removeUser');
    await endAll(writing, await writing.write((tx) => users.removeUser(tx, user)));
    return new Response(null, { status: 204 });
  }
  if (method !== 'PUT' && method !== 'PATCH') throw notThat(request);
  const given = await body(request);
  const writing = await act(call, 'writeUser');
  const ended = await writing.write(async (tx) => {
    // Read again within the transaction: two changes at once both count.
    const now = await users.getUser(tx, id);
    const state = readUser(method === 'PUT' ? given : patched(now.resource, given));
    return users.writeUser(tx, now, state);
  });
  await endAll(writing, ended);
  return answerWith(await reading.read((ctx) => users.getUser(ctx, id)), { kind: 'User', call });
}

async function allGroups(call: Call): Promise<Response> {
  const { request, url } = call;
  if (request.method === 'GET') {
    const page = pageOf(url);
    const found = await (await act(call, 'read')).read((ctx) => groups.listGroups(ctx, page));
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
  const id = await (await act(call, 'createGroup')).write((tx) => groups.createGroup(tx, state));
  return answerWith(await (await act(call, 'read')).read((ctx) => groups.getGroup(ctx, id)), {
    kind: 'Group',
    call,
    status: 201,
  });
}

async function oneGroup(call: Call, id: string): Promise<Response> {
  const { request } = call;
  const { method } = request;
  const reading = await act(call, 'read');
  const group = await reading.read((ctx) => groups.getGroup(ctx, id));
  if (method === 'GET') return answerWith(group, { kind: 'Group', call });
  demandMatch(request, group);
  if (method === 'DELETE') {
    await (await act(call, 'removeGroup')).write((tx) => groups.removeGroup(tx, group));
    return new Response(null, { status: 204 });
  }
  if (method !== 'PUT' && method !== 'PATCH') throw notThat(request);
  const given = await body(request);
  await (await act(call, 'writeGroup')).write(async (tx) => {
    await tx.takeTurn();
    const now = await groups.getGroup(tx, id);
    await groups.writeGroup(
      tx,
      now,
      groups.readGroup(method === 'PUT' ? given : patched(now.resource, given)),
    );
  });
  return answerWith(await reading.read((ctx) => groups.getGroup(ctx, id)), { kind: 'Group', call });
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

/** @throws ScimError 412 when somebody else changed it since it was seen */
function demandMatch(request: Request, found: Found): void {
  const wanted = request.headers.get('if-match');
  if (wanted !== null && wanted !== '*' && wanted !== tagOf(found))
    throw new ScimError(412, 'It was changed since you read it. Read it again.');
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
