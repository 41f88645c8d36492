import type { AppError } from '#kernel/errors.ts';
import { elements, parseXml } from './xml.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const SIGNATURES = /^http:\/\/www\.w3\.org\/2001\/04\/xmldsig-more#rsa-sha(256|512)$/;
const DIGESTS = /^http:\/\/www\.w3\.org\/2001\/04\/xmlenc#sha(256|512)$/;

/**
 * Looks at the shape of a response before anything in it is trusted: one response, one assertion in its place, no id
 * twice, no old algorithms. That leaves an attacker no room to put one assertion beside or around another.
 */
export function demandOneSignedAssertion(
  xml: string,
  refused: (why: string) => AppError,
): { readonly destination: string | null; readonly inResponseTo: string | null } {
  const document = read(xml, refused);
  const response = document.documentElement;
  if (response.localName !== 'Response' || response.namespaceURI !== SAMLP)
    throw refused('it is no response');
  if (elements(document, SAML, 'EncryptedAssertion').length > 0)
    throw refused('its assertion is encrypted; let the provider only sign it');
  const [assertion, ...more] = elements(document, SAML, 'Assertion');
  const status = elements(response, SAMLP, 'StatusCode')[0]?.getAttribute('Value');
  if (status !== SUCCESS) throw refused('the provider refused');
  if (!assertion || more.length > 0 || assertion.parentNode !== response)
    throw refused('it does not hold exactly one assertion');
  const all = Array.from(document.getElementsByTagName('*') as unknown as ArrayLike<Element>);
  const ids = all.flatMap((each) =>
    ['ID', 'Id', 'id'].map((name) => each.getAttribute(name)).filter(Boolean),
  );
  if (new Set(ids).size !== ids.length) throw refused('it uses one id twice');
  for (const method of elements(document, DS, 'SignatureMethod'))
    if (!SIGNATURES.test(method.getAttribute('Algorithm') ?? ''))
      throw refused('it is signed by an old method');
  for (const method of elements(document, DS, 'DigestMethod'))
    if (!DIGESTS.test(method.getAttribute('Algorithm') ?? '')) throw refused('it is signed by an old method');
  return {
    destination: attribute(response, 'Destination'),
    inResponseTo: attribute(response, 'InResponseTo'),
  };
}

/** What stands in an assertion whose signature was found good; nothing outside it is read. */
export type SignedAssertion = {
  readonly id: string;
  readonly issuer: string | null;
  readonly nameId: string | null;
  readonly nameIdFormat: string | null;
  readonly confirmations: readonly {
    readonly method: string | null;
    readonly recipient: string | null;
    readonly inResponseTo: string | null;
    readonly notBefore: string | null;
    readonly notOnOrAfter: string | null;
  }[];
  readonly conditionsUntil: string | null;
  readonly authenticatedAt: string | null;
  readonly authenticationContext: string | null;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
};

/** @param xml the very bytes that the signature covers */
export function readSignedAssertion(xml: string): SignedAssertion {
  const assertion = parseXml(xml).documentElement;
  const one = (name: string) => elements(assertion, SAML, name)[0] ?? null;
  const nameId = one('NameID');
  const authenticated = attribute(one('AuthnStatement'), 'AuthnInstant');
  return {
    id: assertion.getAttribute('ID') ?? '',
    issuer: text(
      Array.from(assertion.childNodes as ArrayLike<unknown> as ArrayLike<Element>).find(
        (each) => each.localName === 'Issuer',
      ) ?? null,
    ),
    nameId: text(nameId),
    nameIdFormat: attribute(nameId, 'Format'),
    confirmations: elements(assertion, SAML, 'SubjectConfirmation').map((each) => {
      const data = elements(each, SAML, 'SubjectConfirmationData')[0] ?? null;
      return {
        method: attribute(each, 'Method'),
        recipient: attribute(data, 'Recipient'),
        inResponseTo: attribute(data, 'InResponseTo'),
        notBefore: attribute(data, 'NotBefore'),
        notOnOrAfter: attribute(data, 'NotOnOrAfter'),
      };
    }),
    conditionsUntil: attribute(one('Conditions'), 'NotOnOrAfter'),
    authenticatedAt:
      authenticated === null || Number.isNaN(Date.parse(authenticated))
        ? null
        : new Date(authenticated).toISOString(),
    authenticationContext: text(one('AuthnContextClassRef')),
    attributes: Object.fromEntries(
      elements(assertion, SAML, 'Attribute').map((each) => {
        const values = elements(each, SAML, 'AttributeValue').map((value) => text(value) ?? '');
        return [each.getAttribute('Name') ?? '', values.length === 1 ? values[0]! : values];
      }),
    ),
  };
}

function read(xml: string, refused: (why: string) => AppError): Document {
  try {
    return parseXml(xml);
  } catch {
    throw refused('it is no XML that is taken');
  }
}

function attribute(of: Element | null, name: string): string | null {
  return of?.getAttribute(name) || null;
}

function text(of: Element | null): string | null {
  return of?.textContent?.trim() || null;
}
