import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { identityProvider } from '#kernel/identity-provider.ts';
import { msg } from '#kernel/language.ts';

const { shape } = identityProvider.fields;
const id = z.string().max(80);
const version = z.coerce.number().int().min(1);

const shown = identityProvider.fields.extend({
  id: z.string(),
  ref: z.string(),
  version: z.number(),
  hasSecret: z.boolean(),
  /** Where people begin, and what the provider must be told. */
  start: z.string(),
  callback: z.string(),
  acs: z.string(),
  metadata: z.string(),
  /** Domains that lead people here already; the operator confirms the others. */
  confirmedDomains: z.array(z.string()),
});

/** What an administrator says of a provider; what is left out stays as it is, or gets its usual value. */
const said = z.object({
  label: shape.label,
  issuer: shape.issuer
    .optional()
    .describe('OpenID Connect: the issuer; SAML: the entity id, from the metadata'),
  clientId: shape.clientId.optional(),
  clientSecret: z
    .string()
    .min(1)
    .max(2000)
    .nullable()
    .optional()
    .describe('kept sealed and never shown again'),
  scopes: shape.scopes.optional(),
  metadataXml: z.string().max(500_000).nullable().optional().describe('SAML: the metadata of the provider'),
  metadataUrl: z.url().max(2000).nullable().optional().describe('SAML: where its metadata can be read'),
  enabled: shape.enabled.optional(),
  shown: shape.shown.optional(),
  domains: shape.domains.optional(),
  emailClaim: shape.emailClaim.optional(),
  nameClaim: shape.nameClaim.optional(),
  groupsClaim: shape.groupsClaim.optional(),
  emailTrusted: shape.emailTrusted.optional(),
  groupRoles: shape.groupRoles.optional(),
  newcomerRoles: shape.newcomerRoles.optional(),
  strongValues: shape.strongValues.optional(),
});

export const providerActs = {
  list: endpoint({
    id: 'identityProvider.list',
    method: 'GET',
    path: '/identity-providers',
    summary: 'List the providers by which people sign in here',
    input: z.object({}),
    output: z.object({ providers: z.array(shown) }),
  }),
  create: endpoint({
    id: 'identityProvider.create',
    method: 'POST',
    path: '/identity-providers',
    summary: 'Add a provider of single sign-on; it is off until you turn it on',
    past: msg('added this provider'),
    example: {
      label: 'Company account',
      kind: 'oidc',
      issuer: 'https://login.example.org/realms/company',
      clientId: 'openaims',
      clientSecret: 'the secret that the provider shows once',
    },
    input: said.extend({ kind: shape.kind }),
    output: shown,
  }),
  change: endpoint({
    id: 'identityProvider.change',
    method: 'PATCH',
    path: '/identity-providers/:id',
    summary: 'Change a provider: turn it on or off, its domains, what its groups mean',
    past: msg('changed this provider'),
    input: said.partial().extend({ id, version }),
    output: shown,
  }),
  require: endpoint({
    id: 'identityProvider.require',
    method: 'POST',
    path: '/identity-providers/:id/require',
    summary: 'Let members come in through the provider only, from a day on, but for some persons',
    past: msg('decided whether members must come through this provider'),
    example: { requiredFrom: '2027-01-01' },
    input: z.object({ id, version, requiredFrom: shape.requiredFrom, exempt: shape.exempt.default([]) }),
    output: shown,
  }),
  remove: endpoint({
    id: 'identityProvider.remove',
    method: 'DELETE',
    path: '/identity-providers/:id',
    summary: 'Remove a provider; sessions that it opened end',
    past: msg('removed this provider'),
    input: z.object({ id, version }),
    output: z.object({ removed: z.literal(true) }),
  }),
  confirmDomain: endpoint({
    id: 'identityProvider.confirmDomain',
    method: 'POST',
    path: '/identity-providers/:id/confirm-domain',
    summary: 'Confirm as the operator that an e-mail domain is this organisation’s own',
    past: msg('confirmed an e-mail domain as this organisation’s own'),
    input: z.object({ id, domain: z.string().trim().toLowerCase().max(253) }),
    output: z.object({ confirmed: z.literal(true) }),
  }),
} as const;
