import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOutsideAllow } from '#platform/outside/address.ts';
import { type LocalSaml, openLocalSaml, type Said, signInAtSaml } from '#test/testkit/local-saml.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

let stage: SignInStage;
let idp: LocalSaml;
let provider: { id: string; version: number; start: string; acs: string; metadata: string; issuer: string };

const acting = async (path: string, body?: unknown, method?: string) => {
  const answer = await stage.anna(`/api/orgs/${stage.org}${path}`, body, method);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const change = async (patch: object) => {
  provider = await acting(
    `/identity-providers/${provider.id}`,
    { version: provider.version, ...patch },
    'PATCH',
  );
};
const begin = async (browser: ReturnType<typeof visitor>, query = '') =>
  (await browser(`/api/sso/${stage.org}/${provider.id}/start${query}`)).location!;
/** The provider's page posts the form: no cookie of ours goes along. */
const post = async (form: URLSearchParams) => {
  const answer = await stage.api.request(provider.acs, {
    method: 'POST',
    body: form.toString(),
    headers: {
      host: 'localhost:4242',
      origin: new URL(idp.entityId).origin,
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  expect(answer.status).toBe(303);
  return answer.headers.get('location')!;
};
const errorOf = (location: string) => new URL(location, SITE).searchParams.get('error');
const person = async (browser: ReturnType<typeof visitor>) => (await browser('/api/session')).body.person;

/** A whole sign-in; `spoil` changes the form on its way. */
async function come(
  name: string,
  { browser = visitor(stage.api), query = '', spoil = (form: URLSearchParams) => form } = {},
) {
  const { form } = await signInAtSaml(await begin(browser, query), name);
  const location = await post(spoil(form));
  if (errorOf(location) !== null) return { browser, error: errorOf(location), location, form };
  const answer = await browser(location);
  return { browser, error: errorOf(answer.location ?? '/'), location: answer.location!, form };
}
const altered = async (alter: (said: Said) => Said) => {
  idp.alter = alter;
  const { browser, error } = await come('ben');
  idp.alter = (said) => said;
  expect(await person(browser)).toBeNull();
  return error;
};
const inAssertion = (patch: Partial<Said['assertion']>) =>
  altered((said) => ({ ...said, assertion: { ...said.assertion, ...patch } }));
const minutes = (n: number) => new Date(Date.now() + n * 60_000).toISOString();
const xmlOf = (form: URLSearchParams) => Buffer.from(form.get('SAMLResponse')!, 'base64').toString();
const withXml = (form: URLSearchParams, xml: string) =>
  new URLSearchParams({
    SAMLResponse: Buffer.from(xml).toString('base64'),
    RelayState: form.get('RelayState')!,
  });

beforeAll(async () => {
  stage = await openSignIn({ outside: { allow: readOutsideAllow({ AIMS_OUTSIDE_ALLOW: '127.0.0.1' }) } });
  idp = await openLocalSaml(async () => (await stage.api.request(provider.metadata)).text());
  provider = await acting('/identity-providers', {
    kind: 'saml',
    label: 'Nordlicht SAML',
    metadataUrl: idp.metadataUrl,
    groupsClaim: 'groups',
    domains: ['nordlicht.example'],
    enabled: true,
  });
  idp.people.ben = { email: ['ben@nordlicht.example'], name: ['Ben Ahrens'], groups: ['all'] };
  await acting('/invitations', { email: 'ben@nordlicht.example', roles: ['risk-manager'] });
});
afterAll(async () => {
  await idp.close();
  await stage.close();
});

describe('a SAML provider', () => {
  test('is read from its metadata, and reads ours', async () => {
    expect(provider.issuer).toBe(idp.entityId);
    const ours = await (await stage.api.request(provider.metadata)).text();
    expect(ours).toContain(`entityID="${provider.metadata}"`);
    expect(ours).toContain(`Location="${provider.acs}"`);
    expect(ours).toContain('WantAssertionsSigned="true"');
    const wrong = await stage.anna(`/api/orgs/${stage.org}/identity-providers`, {
      kind: 'saml',
      label: 'Broken',
      metadataXml: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    });
    expect(wrong.status).toBe(422);
  });

  test('lets in only when the administrator takes its addresses as verified, since SAML does not say', async () => {
    expect((await come('ben')).error).toMatch(/verified/);
    await change({ emailTrusted: true });
    const { browser } = await come('ben');
    expect((await browser('/api/session')).body.orgs).toMatchObject([
      { id: stage.org, roles: ['risk-manager'] },
    ]);
  });

  test('gives roles by groups and takes them away', async () => {
    await change({ groupRoles: [{ group: 'audit', roles: ['internal-auditor'] }] });
    idp.people.ben = { ...idp.people.ben, groups: ['all', 'audit'] };
    const roles = async () => (await (await come('ben')).browser('/api/session')).body.orgs[0].roles.sort();
    expect(await roles()).toEqual(['internal-auditor', 'risk-manager']);
    idp.people.ben = { ...idp.people.ben, groups: ['all'] };
    expect(await roles()).toEqual(['risk-manager']);
  });

  test('proves it anew when asked to, and not from memory', async () => {
    const { browser } = await come('ben');
    const begun = await begin(browser, '?purpose=proof');
    const { inflateRawSync } = await import('node:zlib');
    const asked = inflateRawSync(
      Buffer.from(new URL(begun).searchParams.get('SAMLRequest')!, 'base64'),
    ).toString();
    expect(asked).toContain('ForceAuthn="true"');
    expect((await come('ben', { browser, query: '?purpose=proof' })).location).toBe('/sso?proven=yes');
    idp.alter = (said) => ({ ...said, assertion: { ...said.assertion, authnInstant: minutes(-30) } });
    expect((await come('ben', { browser, query: '?purpose=proof' })).error).toMatch(/did not ask anew/);
    idp.alter = (said) => said;
  });
});

describe('an assertion is refused', () => {
  test.each<[string, Partial<Said['assertion']>, RegExp]>([
    ['meant for another service', { audience: 'https://other.example/metadata' }, /another service/],
    ['meant for another address', { recipient: 'https://other.example/acs' }, /another address/],
    ['of another provider', { issuer: 'https://other.example/idp' }, /another provider/],
    ['whose time is over', { notOnOrAfter: minutes(-2) }, /time is over|too old/],
    ['whose time has not begun', { notBefore: minutes(3) }, /time is over/],
    [
      'made too long ago, whatever it says of itself',
      { issueInstant: minutes(-30), notOnOrAfter: minutes(600) },
      /time is over|too old/,
    ],
    [
      'that answers another request inside than outside',
      { inResponseTo: '_another' },
      /another address or request/,
    ],
    ['that answers no request inside', { inResponseTo: null }, /another address or request/],
    [
      'that names a person anew each time',
      { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
      /changes each time/,
    ],
  ])('%s', async (_words, patch, reason) => {
    expect(await inAssertion(patch)).toMatch(reason);
  });

  test('within the skew of a minute it is taken, beyond it is not', async () => {
    idp.alter = (said) => ({ ...said, assertion: { ...said.assertion, notOnOrAfter: minutes(-0.5) } });
    expect((await come('ben')).error).toBeNull();
    idp.alter = (said) => said;
    expect(await inAssertion({ notOnOrAfter: minutes(-1.2) })).toMatch(/time is over|too old/);
  });

  test('that nobody here asked for, by a response without a request', async () => {
    const response = (patch: Partial<Said['response']>) =>
      altered((said) => ({ ...said, response: { ...said.response, ...patch } }));
    expect(await response({ inResponseTo: null })).toMatch(/nobody here asked/);
    expect(await response({ destination: 'https://other.example/acs' })).toMatch(/another address/);
    expect(await response({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' })).toMatch(
      /provider refused/,
    );
  });

  test('the second time, and in a browser that did not ask', async () => {
    const { form } = await come('ben');
    expect(errorOf(await post(form))).toMatch(/used already/);
    const asking = visitor(stage.api);
    const stolen = await post((await signInAtSaml(await begin(asking), 'ben')).form);
    const thief = visitor(stage.api);
    expect(errorOf((await thief(stolen)).location!)).toMatch(/not begun in this browser/);
    expect(await person(thief)).toBeNull();
    // The thief may also have begun a sign-in of their own: the answer is to another request.
    const begun = new URL(await begin(thief)).searchParams.get('RelayState')!;
    const mixed = new URL(await post((await signInAtSaml(await begin(asking), 'ben')).form), SITE);
    mixed.searchParams.set('state', begun);
    expect(errorOf((await thief(`${mixed.pathname}${mixed.search}`)).location!)).toMatch(/another request/);
    expect(await person(thief)).toBeNull();
  });

  test('that is not signed, or was changed after it was signed', async () => {
    const spoiled = async (change: (xml: string) => string) =>
      (await come('ben', { spoil: (form) => withXml(form, change(xmlOf(form))) })).error;
    expect(await spoiled((xml) => xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, ''))).toMatch(
      /signature/,
    );
    expect(await spoiled((xml) => xml.replace('ben@nordlicht.example', 'anna@example.org'))).toMatch(
      /signature/,
    );
    expect(await spoiled((xml) => xml.replace('>ben<', '>anna<'))).toMatch(/signature/);
    expect(await spoiled((xml) => xml.replaceAll('rsa-sha256', 'rsa-sha1'))).toMatch(/old method|signature/);
  });

  test('wrapped around or put beside one that is signed', async () => {
    const spoiled = async (change: (xml: string) => string) =>
      (await come('ben', { spoil: (form) => withXml(form, change(xmlOf(form))) })).error;
    const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;
    const forged = (signed: string) =>
      signed
        .replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '')
        .replace('>ben<', '>anna<')
        .replace(/ID="_[^"]*"/, 'ID="_forged"');
    // Beside it, before and after.
    expect(await spoiled((xml) => xml.replace(assertion, (signed) => forged(signed) + signed))).toMatch(
      /exactly one/,
    );
    expect(await spoiled((xml) => xml.replace(assertion, (signed) => signed + forged(signed)))).toMatch(
      /exactly one/,
    );
    // The signed one hidden inside the forged one, in an extension, or in the signature's own Object.
    const hidden = (wrap: (signed: string) => string) => (xml: string) =>
      xml.replace(assertion, (signed) =>
        forged(signed).replace('</saml:Assertion>', `${wrap(signed)}</saml:Assertion>`),
      );
    expect(await spoiled(hidden((signed) => `<saml:Advice>${signed}</saml:Advice>`))).toMatch(/exactly one/);
    expect(
      await spoiled((xml) =>
        xml.replace(assertion, (signed) => `<samlp:Extensions>${signed}</samlp:Extensions>${forged(signed)}`),
      ),
    ).toMatch(/exactly one/);
    // The signature moved to the forged one, with the signed one within its Object.
    expect(
      await spoiled((xml) =>
        xml.replace(assertion, (signed) => {
          const signature = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(signed)![0];
          const moved = signature.replace(
            '</ds:Signature>',
            `<ds:Object>${signed.replace(signature, '')}</ds:Object></ds:Signature>`,
          );
          return forged(signed).replace('</saml:Assertion>', `${moved}</saml:Assertion>`);
        }),
      ),
    ).toMatch(/exactly one/);
    // One id for two elements.
    expect(
      await spoiled((xml) =>
        xml.replace(/<samlp:Status>/, `<samlp:Status ID="${/<saml:Assertion ID="([^"]*)"/.exec(xml)![1]}">`),
      ),
    ).toMatch(/one id twice/);
  });

  test('with a comment in the name, entities, a document type, or what is no XML at all', async () => {
    const spoiled = async (change: (xml: string) => string) =>
      (await come('ben', { spoil: (form) => withXml(form, change(xmlOf(form))) })).error;
    const { browser, error } = await come('ben', {
      spoil: (form) => withXml(form, xmlOf(form).replace('>ben<', '>be<!-- a comment -->n<')),
    });
    // A comment changes nothing of what is signed: it is ben or nobody, never "be".
    if (error === null) expect(await person(browser)).toMatchObject({ email: 'ben@nordlicht.example' });
    const bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    expect(await spoiled((xml) => `${bomb}${xml.replace('>ben<', '>&b;<')}`)).toMatch(/no XML that is taken/);
    expect(await spoiled((xml) => `<!DOCTYPE r SYSTEM "http://127.0.0.1/x">${xml}`)).toMatch(
      /no XML that is taken/,
    );
    expect(await spoiled(() => 'no xml')).toMatch(/no XML that is taken/);
    expect(await spoiled(() => '')).toMatch(/no XML that is taken/);
    expect(await spoiled(() => `<a>${'x'.repeat(600_000)}</a>`)).toMatch(/no XML that is taken/);
  });

  test('signed by a key that the administrator does not know; a new key is taken with the new metadata', async () => {
    idp.rotateKeys();
    expect((await come('ben')).error).toMatch(/signature/);
    await change({ metadataUrl: idp.metadataUrl });
    expect((await come('ben')).error).toBeNull();
  });
});
