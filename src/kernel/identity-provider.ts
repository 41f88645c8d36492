import { z } from 'zod';
import { msg } from './language.ts';
import { defineRecord } from './record.ts';
import { roleIds } from './roles.ts';

const roles = z.array(z.enum(roleIds)).max(roleIds.length);
const claim = z.string().trim().min(1).max(200);

/** Roles that a group of the provider brings, and takes away again when the group is gone. */
const groupRoles = z.object({
  group: z.string().trim().min(1, msg('Name the group')).max(300),
  roles: roles.min(1, msg('Choose at least one role')),
});

/** Somebody else's sign-in that this organisation trusts for its own people. It opens this organisation and no other. */
export const identityProvider = defineRecord({
  type: 'identityProvider',
  prefix: 'idp',
  schema: 1,
  name: [msg('identity provider'), msg('identity providers')],
  fields: z.object({
    kind: z.enum(['oidc', 'saml']),
    /** What people read on the button: "Nordlicht ID". */
    label: z.string().trim().min(1, msg('Give it the name your people know')).max(80),
    enabled: z.boolean(),
    /** Offered on the sign-in page before an address is typed. */
    shown: z.boolean(),
    /** E-mail domains whose people are led to it, and of which newcomers are taken. */
    domains: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, msg('Write a domain such as example.org'))
          .max(253),
      )
      .max(50),
    /** OpenID Connect: the issuer; SAML: the entity id of the provider. */
    issuer: z.string().trim().min(1, msg('Give the issuer')).max(1000),
    clientId: z.string().trim().max(500).nullable(),
    scopes: z.string().trim().max(500),
    /** SAML: where sign-ins begin, and the certificates that sign assertions (base64 DER). */
    ssoUrl: z.url().max(2000).nullable(),
    certificates: z.array(z.string().max(10_000)).max(10),
    emailClaim: claim,
    nameClaim: claim,
    groupsClaim: claim.nullable(),
    /** The provider does not say whether an address is verified: take its addresses as verified. */
    emailTrusted: z.boolean(),
    groupRoles: z.array(groupRoles).max(200),
    /** What people get who are not known here yet; null: they are refused. */
    newcomerRoles: roles.min(1, msg('Choose at least one role')).nullable(),
    /** Values of `amr`, `acr` or the SAML authentication context that stand for a second factor. */
    strongValues: z.array(z.string().trim().min(1).max(300)).max(30),
    /** From this day members open the organisation through a provider only. */
    requiredFrom: z.iso.date().nullable(),
    /** Persons who may still sign in otherwise, so that nobody is shut out when the provider fails. */
    exempt: z.array(z.string().max(80)).max(10),
  }),
  head: (fields) => ({ title: fields.label, state: fields.enabled ? 'on' : 'off' }),
});
