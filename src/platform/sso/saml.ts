import { createHash } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import { type Claims, readClaims } from './claims.ts';
import { claimOnce, type Flow } from './flow.ts';
import type { Provider } from './provider.ts';
import { providerAddress } from './providers.ts';
import { demandOneSignedAssertion, readSignedAssertion, type SignedAssertion } from './saml-shape.ts';

/** How far the provider's clock may be from ours. */
const SKEW_MS = 60_000;
/** How old an assertion may be, whatever it says of itself. */
const LONGEST_MS = 5 * 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** What a provider asserted in answer to one request of ours; the browser that asked must still claim it. */
export type Asserted = { readonly claims: Claims; readonly inResponseTo: string };

/** What the provider must be told of us (SAML 2.0 metadata): our name, and where assertions are taken. */
export async function samlMetadata(runtime: Runtime, provider: Provider): Promise<string> {
  const { generateServiceProviderMetadata } = await import('@node-saml/node-saml');
  return generateServiceProviderMetadata({
    issuer: providerAddress(runtime, provider, 'metadata'),
    callbackUrl: providerAddress(runtime, provider, 'acs'),
    wantAssertionsSigned: true,
    identifierFormat: null,
    generateUniqueId: () => `_${createHash('sha256').update(provider.id).digest('hex')}`,
  });
}

/** Where the browser goes: an AuthnRequest by HTTP-Redirect. */
export async function samlStart(runtime: Runtime, provider: Provider, flow: Flow): Promise<string> {
  const saml = await service(runtime, provider, flow);
  return saml.getAuthorizeUrlAsync(flow.state, undefined, {});
}

/** The id of the request that a flow sends; nobody knows it who does not hold the flow. */
function requestIdOf(flow: Flow): string {
  return `_${createHash('sha256').update(`saml ${flow.nonce}`).digest('hex')}`;
}

/**
 * Takes a response (HTTP-POST). The signature of the assertion must be the provider's and cover all that is read; its
 * audience, recipient, times and the request it answers must be ours; each is taken once. What nobody asked for is refused.
 * @throws AppError `not-signed-in` naming what does not hold
 */
export async function samlReceive(runtime: Runtime, provider: Provider, response: string): Promise<Asserted> {
  const acs = providerAddress(runtime, provider, 'acs');
  const xml = Buffer.from(response, 'base64').toString('utf8');
  const answer = demandOneSignedAssertion(xml, refused);
  if (answer.destination !== null && answer.destination !== acs)
    throw refused('it was meant for another address');
  if (answer.inResponseTo === null)
    throw refused('nobody here asked for it. Begin on our own sign-in page, not at the provider');
  const assertion = await verified(await service(runtime, provider, null), response);
  if (assertion.issuer !== provider.issuer) throw refused('it comes from another provider');
  const holds = assertion.confirmations.some(
    (each) =>
      each.method === BEARER &&
      each.recipient === acs &&
      each.inResponseTo === answer.inResponseTo &&
      each.notBefore === null &&
      each.notOnOrAfter !== null &&
      Date.parse(each.notOnOrAfter) > Date.now() - SKEW_MS,
  );
  if (!holds) throw refused('it is too old, or was meant for another address or request');
  if (assertion.conditionsUntil === null) throw refused('it names no end of its time');
  const claims = claimsOf(provider, assertion);
  if (!(await claimOnce(runtime, 'assertion', `${provider.issuer} ${assertion.id}`)))
    throw refused('it was used already');
  return { claims, inResponseTo: answer.inResponseTo };
}

/**
 * Holds what was asserted against the flow of the browser that comes for it.
 * @throws AppError `not-signed-in`
 */
export function demandAnswer(flow: Flow, asserted: Asserted | null): Claims {
  if (asserted?.inResponseTo !== requestIdOf(flow)) throw refused('it answers another request');
  const seen = Date.parse(asserted.claims.authenticatedAt ?? '1970-01-01');
  if (flow.purpose === 'proof' && seen < Date.parse(flow.begunAt) - SKEW_MS)
    throw refused('the provider did not ask anew who it is');
  return asserted.claims;
}

async function service(runtime: Runtime, provider: Provider, flow: Flow | null) {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml');
  const name = providerAddress(runtime, provider, 'metadata');
  return new SAML({
    issuer: name,
    audience: name,
    callbackUrl: providerAddress(runtime, provider, 'acs'),
    entryPoint: provider.ssoUrl ?? '',
    idpCert: [...provider.certificates],
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    // The assertion's own signature is what counts; one around it may come or not.
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: SKEW_MS,
    maxAssertionAgeMs: LONGEST_MS,
    // Held against the flow of the browser by `demandAnswer`, not against a memory of this process.
    validateInResponseTo: ValidateInResponseTo.never,
    ...(flow && { generateUniqueId: () => requestIdOf(flow), forceAuthn: flow.purpose === 'proof' }),
  });
}

async function verified(
  saml: Awaited<ReturnType<typeof service>>,
  response: string,
): Promise<SignedAssertion> {
  try {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response });
    if (!profile?.getAssertionXml) throw new Error('no assertion');
    return readSignedAssertion(profile.getAssertionXml());
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused(reasonOf((error as Error).message));
  }
}

/** The library's words, made ours: none of the assertion's content is repeated. */
function reasonOf(message: string): string {
  if (/signature/i.test(message)) return 'its signature does not hold';
  if (/audience/i.test(message)) return 'it was meant for another service';
  if (/expired|not yet valid|too old/i.test(message))
    return 'its time is over, or the clocks differ too much';
  if (/provider returned/i.test(message)) return 'the provider refused';
  return 'it does not hold';
}

function claimsOf(provider: Provider, assertion: SignedAssertion): Claims {
  const { nameId, nameIdFormat } = assertion;
  if (nameId === null) throw refused('it names nobody');
  if (nameIdFormat === TRANSIENT)
    throw refused(
      'it names a person by a name that changes each time; let the provider send a persistent one',
    );
  const all = { ...assertion.attributes, NameID: nameId };
  const read = readClaims(provider, all);
  return {
    ...read,
    subject: nameId,
    email: read.email ?? (nameIdFormat === ADDRESS ? nameId.toLowerCase() : null),
    // SAML does not say whether anybody verified it: that is for the administrator to say of the provider.
    emailVerified: false,
    authenticatedAt: assertion.authenticatedAt,
    factors: assertion.authenticationContext === null ? [] : [assertion.authenticationContext],
    all,
    idToken: null,
  };
}

function refused(why: string): AppError {
  return new AppError('not-signed-in', t('The answer of the provider is not taken: {why}.', { why }), {
    next: t('Begin again; if it stays, tell your administrator.'),
  });
}
