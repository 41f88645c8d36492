import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';

export type Directory = Record<string, Readonly<Record<string, unknown>>>;

/** A provider of OpenID Connect on this machine (the package oidc-provider), over real HTTP, with a form for signing in. */
export type LocalOidc = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in, by the name typed into the form: their claims. May be changed at any time. */
  readonly people: Directory;
  /** What the provider says it saw at the next sign-in. */
  readonly saw: { amr: readonly string[] };
  /** Which requests to authorize came, newest last. */
  readonly asked: URLSearchParams[];
  /** Signs with another key from now on, and knows the old one no more. */
  readonly rotateKeys: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openLocalOidc(options: {
  readonly redirectUris: () => readonly string[];
  readonly afterSignOut: readonly string[];
}): Promise<LocalOidc> {
  const people: Directory = {};
  const saw: LocalOidc['saw'] = { amr: ['pwd'] };
  const asked: URLSearchParams[] = [];
  const clientSecret = 'a secret of the test, not of anybody';
  const state: { provider: Provider | null; handle: ReturnType<Provider['callback']> | null } = {
    provider: null,
    handle: null,
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/auth') asked.push(url.searchParams);
    if (url.pathname.startsWith('/login/')) void login(state.provider!, { people, saw }, request, response);
    else state.handle!(request, response);
  });
  const issuer = await listening(server);
  const begin = async () => {
    state.provider = new Provider(issuer, {
      ...configuration({ people, saw }),
      jwks: { keys: [await newKey()] },
      clients: [
        {
          client_id: 'openaims',
          client_secret: clientSecret,
          redirect_uris: [...options.redirectUris()],
          post_logout_redirect_uris: [...options.afterSignOut],
          token_endpoint_auth_method: 'client_secret_basic',
        },
      ],
    });
    state.handle = state.provider.callback();
  };
  await begin();
  return {
    issuer,
    clientId: 'openaims',
    clientSecret,
    people,
    saw,
    asked,
    rotateKeys: begin,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function configuration({ people, saw }: Pick<LocalOidc, 'people' | 'saw'>) {
  return {
    cookies: { keys: ['a key of the test'] },
    claims: {
      acr: null,
      auth_time: null,
      iss: null,
      openid: ['sub', 'groups', '_claim_names', 'amr'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    conformIdTokenClaims: false,
    clientAuthMethods: ['client_secret_basic'],
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_ctx: unknown, { uid }: { readonly uid: string }) => `/login/${uid}` },
    findAccount: (_ctx: unknown, id: string) => ({
      accountId: people[id]?.sub ?? id,
      claims: () => ({ sub: id, amr: saw.amr, ...people[id] }),
    }),
    loadExistingGrant: async (ctx: GrantContext) => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

type GrantContext = {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly provider: {
      readonly Grant: new (of: {
        readonly clientId: string;
        readonly accountId: string;
      }) => { addOIDCScope: (scope: string) => void; save: () => Promise<void> };
    };
  };
};

const FORM = `<!doctype html><html lang="en"><title>Test ID</title><h1>Test ID</h1>
<form method="post"><label>Name <input name="login"></label> <button>Sign in</button></form></html>`;

async function login(
  provider: Provider,
  { people, saw }: Pick<LocalOidc, 'people' | 'saw'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html');
    response.end(FORM);
    return;
  }
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const accountId = new URLSearchParams(body).get('login') ?? '';
  if (!(accountId in people)) {
    response.statusCode = 401;
    response.end('unknown');
    return;
  }
  await provider.interactionFinished(request, response, {
    login: { accountId, amr: [...saw.amr] },
  });
}

async function newKey(): Promise<unknown> {
  const pair = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  );
  const { key_ops: _ops, ext: _ext, ...jwk } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { ...jwk, use: 'sig', alg: 'RS256', kid: crypto.randomUUID() };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

/** A browser at the provider: keeps its cookies, types a name into the form, follows until it leads back to us. */
export function atProvider() {
  const jar = new Map<string, string>();
  const go = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split(/=(.*)/s) as [string, string];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  /** @returns the address that leads back to us, with its query */
  return async (start: string, name: string): Promise<URL> => {
    const home = new URL(start).origin;
    let url = start;
    let response = await go(url);
    for (let steps = 0; steps < 10; steps += 1) {
      const location = response.headers.get('location');
      if (location !== null) {
        const next = new URL(location, url);
        if (next.origin !== home) return next;
        url = next.href;
        response = await go(url);
      } else if (!url.includes('/login/'))
        throw new Error(`The provider refused: ${(await response.text()).replace(/<[^>]*>|\s+/g, ' ')}`);
      else
        response = await go(url, {
          method: 'POST',
          body: new URLSearchParams({ login: name }),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
    }
    throw new Error(`The provider led nowhere: ${url}`);
  };
}
