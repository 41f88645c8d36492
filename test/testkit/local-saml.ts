import { createServer, type ServerResponse } from 'node:http';
import * as samlify from 'samlify';
import { selfSigned } from './certificate.ts';

/** What a response says; a test changes what it wants to see refused. */
export type Said = {
  readonly response: {
    readonly inResponseTo: string | null;
    readonly destination: string;
    readonly status: string;
  };
  readonly assertion: {
    readonly id: string;
    readonly issuer: string;
    readonly audience: string;
    readonly recipient: string;
    readonly inResponseTo: string | null;
    readonly notOnOrAfter: string;
    readonly notBefore: string;
    readonly issueInstant: string;
    readonly authnInstant: string;
    readonly context: string;
    readonly nameId: string;
    readonly nameIdFormat: string;
    readonly attributes: Readonly<Record<string, readonly string[]>>;
  };
};

/**
 * A SAML 2.0 identity provider on this machine, made of the package samlify: it reads our metadata and requests, and
 * signs assertions by HTTP-POST over real HTTP. It is no product that somebody runs.
 */
export type LocalSaml = {
  readonly metadataUrl: string;
  readonly entityId: string;
  readonly people: Record<string, Said['assertion']['attributes']>;
  /** Changes what the next response says, before it is signed. */
  alter: (said: Said) => Said;
  readonly rotateKeys: () => void;
  readonly close: () => Promise<void>;
};

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const PASSWORD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

export async function openLocalSaml(spMetadata: () => Promise<string>): Promise<LocalSaml> {
  // Schemas are ours to be checked by the library under test, not by this one.
  samlify.setSchemaValidator({ validate: async () => 'skipped' });
  let keys = selfSigned('A test provider, of no use elsewhere');
  const server = createServer((request, response) => void answer(request.url ?? '/', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const entityId = `${home}/metadata`;
  const idp = () =>
    samlify.IdentityProvider({
      entityID: entityId,
      privateKey: keys.privateKey,
      signingCert: keys.certificate,
      isAssertionEncrypted: false,
      requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      singleSignOnService: [
        { Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: `${home}/sso` },
      ],
      nameIDFormat: [PERSISTENT],
      loginResponseTemplate: { context: TEMPLATE },
    });
  const stage: LocalSaml = {
    metadataUrl: entityId,
    entityId,
    people: {},
    alter: (said) => said,
    rotateKeys: () => {
      keys = selfSigned('Another key of the test provider');
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const url = new URL(path, home);
    response.setHeader('content-type', 'text/html');
    if (url.pathname === '/metadata') {
      response.setHeader('content-type', 'application/samlmetadata+xml');
      response.end(idp().getMetadata());
      return;
    }
    const login = url.searchParams.get('login');
    if (login === null) {
      response.end(form(url.searchParams));
      return;
    }
    try {
      const sp = samlify.ServiceProvider({ metadata: await spMetadata() });
      const query = Object.fromEntries(url.searchParams);
      const { extract } = await idp().parseLoginRequest(sp, 'redirect', { query });
      const made = (await idp().createLoginResponse(sp, { extract }, 'post', {}, (template: string) => {
        const acs = sp.entityMeta.getAssertionConsumerService('post') as string;
        const said = stage.alter(usual({ login, people: stage.people, entityId, acs, extract, sp }));
        return { id: said.assertion.id, context: fill(template, said) };
      })) as { context: string };
      response.end(
        page(
          sp.entityMeta.getAssertionConsumerService('post') as string,
          made.context,
          query.RelayState ?? '',
        ),
      );
    } catch (error) {
      response.statusCode = 500;
      response.end(String((error as Error).stack));
    }
  }
  return stage;
}

type Asked = {
  readonly login: string;
  readonly people: LocalSaml['people'];
  readonly entityId: string;
  readonly acs: string;
  readonly extract: { readonly request?: Readonly<Record<string, string | string[]>> | undefined };
  readonly sp: { readonly entityMeta: { readonly getEntityID: () => string } };
};

function usual({ login, people, entityId, acs, extract, sp }: Asked): Said {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  return {
    response: {
      inResponseTo: String(extract.request?.id),
      destination: acs,
      status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    },
    assertion: {
      id: `_${crypto.randomUUID()}`,
      issuer: entityId,
      audience: sp.entityMeta.getEntityID(),
      recipient: acs,
      inResponseTo: String(extract.request?.id),
      notOnOrAfter: at(5),
      notBefore: at(-1),
      issueInstant: at(0),
      authnInstant: at(0),
      context: PASSWORD,
      nameId: login,
      nameIdFormat: PERSISTENT,
      attributes: people[login] ?? {},
    },
  };
}

const TEMPLATE = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ResponseID}" Version="2.0" IssueInstant="{IssueInstant}" Destination="{Destination}"{ResponseInResponseTo}><saml:Issuer>{Issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="{Status}"/></samlp:Status><saml:Assertion ID="{AssertionID}" Version="2.0" IssueInstant="{IssueInstant}"><saml:Issuer>{Issuer}</saml:Issuer><saml:Subject><saml:NameID Format="{NameIDFormat}">{NameID}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{NotOnOrAfter}" Recipient="{Recipient}"{SubjectInResponseTo}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{NotBefore}" NotOnOrAfter="{NotOnOrAfter}"><saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{AuthnInstant}"><saml:AuthnContext><saml:AuthnContextClassRef>{Context}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{Attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;

function fill(template: string, { response, assertion }: Said): string {
  const inResponseTo = (id: string | null) => (id === null ? '' : ` InResponseTo="${id}"`);
  const values: Readonly<Record<string, string>> = {
    ResponseID: `_${crypto.randomUUID()}`,
    AssertionID: assertion.id,
    IssueInstant: assertion.issueInstant,
    Destination: response.destination,
    ResponseInResponseTo: inResponseTo(response.inResponseTo),
    Issuer: assertion.issuer,
    Status: response.status,
    NameIDFormat: assertion.nameIdFormat,
    NameID: assertion.nameId,
    NotOnOrAfter: assertion.notOnOrAfter,
    NotBefore: assertion.notBefore,
    Recipient: assertion.recipient,
    SubjectInResponseTo: inResponseTo(assertion.inResponseTo),
    Audience: assertion.audience,
    AuthnInstant: assertion.authnInstant,
    Context: assertion.context,
    Attributes: Object.entries(assertion.attributes)
      .map(
        ([name, all]) =>
          `<saml:Attribute Name="${name}">${all.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
      )
      .join(''),
  };
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function form(query: URLSearchParams): string {
  const hidden = [...query]
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('');
  return `<!doctype html><html lang="en"><title>Test SAML</title><h1>Test SAML</h1><form action="/sso">${hidden}<label>Name <input name="login"></label> <button>Sign in</button></form></html>`;
}

function page(acs: string, samlResponse: string, relayState: string): string {
  return `<!doctype html><html lang="en"><title>Test SAML</title><form method="post" action="${acs}"><input type="hidden" name="SAMLResponse" value="${samlResponse}"><input type="hidden" name="RelayState" value="${relayState}"><button>Go on</button></form><script>document.forms[0].submit()</script></html>`;
}

/** Signs in at the provider by name. @returns the form that its page posts to us */
export async function signInAtSaml(
  start: string,
  name: string,
): Promise<{ acs: string; form: URLSearchParams }> {
  const response = await fetch(`${start}&login=${name}`);
  const html = await response.text();
  if (!response.ok) throw new Error(html);
  const field = (part: string) => new RegExp(`name="${part}" value="([^"]*)"`).exec(html)![1]!;
  return {
    acs: /action="([^"]*)"/.exec(html)![1]!,
    form: new URLSearchParams({ SAMLResponse: field('SAMLResponse'), RelayState: field('RelayState') }),
  };
}
