import { X509Certificate } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { elements, parseXml } from './xml.ts';

const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/**
 * What a SAML provider says of itself: its name, where sign-ins begin, and the certificates that sign (SAML 2.0 metadata).
 * @throws AppError `invalid-input` naming what is missing
 */
export function readMetadata(text: string): {
  readonly issuer: string;
  readonly ssoUrl: string;
  readonly certificates: string[];
} {
  const [idp, ...more] = elements(parseXml(text), MD, 'IDPSSODescriptor');
  if (!idp) throw missing('an IDPSSODescriptor: this is not the metadata of a provider');
  if (more.length > 0) throw missing('exactly one provider; take the metadata of yours alone');
  const issuer = (idp.parentNode as Element).getAttribute('entityID');
  if (!issuer) throw missing('an entityID');
  const service = elements(idp, MD, 'SingleSignOnService').find(
    (each) => each.getAttribute('Binding') === REDIRECT,
  );
  const ssoUrl = service?.getAttribute('Location') ?? '';
  if (!isPage(ssoUrl)) throw missing('a SingleSignOnService by HTTP-Redirect with an https address');
  const certificates = elements(idp, MD, 'KeyDescriptor')
    .filter((each) => each.getAttribute('use') !== 'encryption')
    .flatMap((each) => elements(each, DS, 'X509Certificate'))
    .map((each) => certificate(each.textContent ?? ''));
  if (certificates.length === 0) throw missing('a certificate that signs');
  return { issuer, ssoUrl, certificates: [...new Set(certificates)] };
}

/** Base64 DER without spaces. @throws AppError `invalid-input` when it is none */
function certificate(text: string): string {
  const base64 = text.replace(/\s/g, '');
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).raw.toString('base64');
  } catch {
    throw missing('certificates that can be read');
  }
}

function isPage(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}

function missing(what: string): AppError {
  const message = `The metadata lack ${what}.`;
  return new AppError('invalid-input', message, { problems: [{ path: 'metadataXml', message }] });
}
