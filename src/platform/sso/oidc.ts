import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import { type Claims, readClaims } from './claims.ts';
import type { Flow } from './flow.ts';
import type { Provider } from './provider.ts';
import { providerAddress, secretOf } from './providers.ts';

type Client = typeof import('openid-client');
type Configuration = import('openid-client').Configuration;

/** How old the provider's proof may be when a fresh one is asked for; it also pays for clocks that differ. */
const FRESH_SECONDS = 60;

/** Where the browser goes: authorization code with PKCE, state and nonce (RFC 9700, OpenID Connect Core 3.1). */
export async function oidcStart(
  runtime: Runtime,
  provider: Provider,
  flow: Flow,
  hint: string | null,
): Promise<string> {
  const client = await import('openid-client');
  const config = await configure(runtime, client, provider);
  return client.buildAuthorizationUrl(config, {
    redirect_uri: providerAddress(runtime, provider, 'callback'),
    scope: provider.scopes,
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    ...(hint && { login_hint: hint }),
    ...(flow.purpose === 'proof' && { prompt: 'login', max_age: '0' }),
  }).href;
}

/**
 * Exchanges the code and reads who it is. The token's signature is checked by the provider's keys as they are now, so a
 * key that was changed a moment ago is right at once.
 * @throws AppError `not-signed-in` for anything that does not hold
 */
export async function oidcFinish(
  runtime: Runtime,
  provider: Provider,
  { flow, search }: { readonly flow: Flow; readonly search: string },
): Promise<Claims> {
  const client = await import('openid-client');
  const config = await configure(runtime, client, provider);
  const url = new URL(providerAddress(runtime, provider, 'callback'));
  url.search = search;
  try {
    const tokens = await client.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
      ...(flow.purpose === 'proof' && { maxAge: FRESH_SECONDS }),
    });
    const token = tokens.claims()!;
    const all: Record<string, unknown> = { ...token };
    if (needsMore(provider, all) && config.serverMetadata().userinfo_endpoint)
      Object.assign(all, { ...(await client.fetchUserInfo(config, tokens.access_token, token.sub)), ...all });
    return {
      ...readClaims(provider, all),
      subject: token.sub,
      emailVerified: all.email_verified === true || all.email_verified === 'true',
      authenticatedAt:
        typeof token.auth_time === 'number' ? new Date(token.auth_time * 1000).toISOString() : null,
      factors: [token.amr, token.acr].flat().filter((each) => typeof each === 'string'),
      all,
      idToken: tokens.id_token ?? null,
    };
  } catch (error) {
    runtime.log.warn({ err: error, provider: provider.id }, 'a sign-in at a provider did not hold');
    throw new AppError(
      'not-signed-in',
      t('{label} did not sign you in: {error}', { label: provider.label, error: reasonOf(error) }),
      {
        next: t('Begin again; if it stays, tell your administrator.'),
      },
    );
  }
}

/** Where to sign out at the provider too, or null when it has no such place. */
export async function oidcEnd(
  runtime: Runtime,
  provider: Provider,
  idToken: string | null,
): Promise<string | null> {
  const client = await import('openid-client');
  const config = await configure(runtime, client, provider);
  if (!config.serverMetadata().end_session_endpoint) return null;
  return client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: runtime.mail.link('/'),
    ...(idToken && { id_token_hint: idToken }),
  }).href;
}

/** Asks the provider who it is (OpenID Connect Discovery). @throws AppError `invalid-input` naming the issuer */
async function configure(runtime: Runtime, client: Client, provider: Provider): Promise<Configuration> {
  const secret = await secretOf(runtime, provider);
  const issuer = new URL(provider.issuer);
  try {
    return await client.discovery(issuer, provider.clientId ?? '', undefined, clientAuth(client, secret), {
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
      timeout: 10,
      [client.customFetch]: (url, { method, headers, body }) =>
        runtime.outside(url, { method, headers, redirects: 0, ...(body != null && { body: String(body) }) }),
    });
  } catch (error) {
    runtime.log.warn({ err: error, provider: provider.id }, 'a provider cannot be asked');
    throw new AppError(
      'unavailable',
      t('{label} cannot be reached, or is not what it was.', { label: provider.label }),
      {
        next: t(
          'Try again in a moment. Administrators: open {issuer}/.well-known/openid-configuration and compare the issuer.',
          { issuer: provider.issuer },
        ),
      },
    );
  }
}

/** By body where the provider says so, else in the header, which is the rule when it says nothing. */
function clientAuth(client: Client, secret: string | null): ReturnType<Client['None']> {
  if (secret === null) return client.None();
  const [post, basic] = [client.ClientSecretPost(secret), client.ClientSecretBasic(secret)];
  return (server, ...rest) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ? post : basic)(
      server,
      ...rest,
    );
}

function needsMore(provider: Provider, all: Readonly<Record<string, unknown>>): boolean {
  return [provider.emailClaim, provider.nameClaim, provider.groupsClaim].some(
    (claim) => claim !== null && all[claim] === undefined,
  );
}

/** What a person may read of it: the provider's own short code, else what did not hold, in a word. */
function reasonOf(error: unknown): string {
  const { error: code, cause } = error as { error?: unknown; cause?: { error?: unknown } };
  const word = [code, cause?.error].find((each) => typeof each === 'string' && /^[a-z_]{1,60}$/.test(each));
  return word ? `it answered "${word as string}".` : 'its answer does not hold.';
}
