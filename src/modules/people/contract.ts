import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { language } from '#kernel/language-choice.ts';
import { membership, membershipScope, person } from '#kernel/people.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { roleIds } from '#kernel/roles.ts';

const id = z.string().max(80);
const roles = z.array(z.enum(roleIds)).max(roleIds.length);
const scope = membershipScope
  .refine((given) => given.units.length + given.systems.length > 0, msg('Choose a unit or an AI system'))
  .nullable()
  .describe(
    'the units, with all below them, and AI systems for which the roles hold; null: the whole organisation',
  );
const membershipRecord = membership.fields.extend({ id: z.string(), ref: z.string(), version: z.number() });

export const personEndpoints = registerEndpoints(person, {
  path: 'people',
  editable: ['name', 'email', 'jobTitle', 'organisationName', 'language'],
  refs: ['iso-42001:5.3'],
});

const named = z.object({ id: z.string(), name: z.string() });

export const peopleActs = {
  directory: endpoint({
    id: 'person.directory',
    method: 'GET',
    path: '/directory',
    summary: 'List people with their roles',
    refs: ['iso-42001:5.3'],
    input: pastQuery,
    output: z.object({
      people: z.array(
        z.object({
          id: z.string(),
          ref: z.string(),
          name: z.string(),
          email: z.string().nullable(),
          jobTitle: z.string().nullable(),
          active: z.boolean(),
          account: z.boolean(),
          memberships: z.array(
            z.object({
              id: z.string(),
              version: z.number(),
              roles: z.array(z.string()),
              outside: z.boolean(),
              ground: z.string().nullable(),
              until: z.string().nullable(),
              /** Where the roles hold; null in the whole organisation. */
              scope: z.object({ units: z.array(named), systems: z.array(named) }).nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
  grant: endpoint({
    id: 'membership.grant',
    method: 'POST',
    path: '/people/:id/memberships',
    summary: 'Give a person roles',
    past: msg('gave roles to a person'),
    refs: ['iso-42001:5.3'],
    input: z.object({
      id,
      roles: roles.min(1, msg('Choose at least one role')),
      outside: z.boolean().default(false),
      ground: z.string().max(2000).nullable().default(null),
      until: z.iso.date().nullable().default(null),
      scope: scope.default(null),
    }),
    output: membershipRecord,
  }),
  change: endpoint({
    id: 'membership.change',
    method: 'PATCH',
    path: '/memberships/:id',
    summary: 'Change the roles of a person',
    past: msg('changed the roles of a person'),
    refs: ['iso-42001:5.3'],
    input: z.object({
      id,
      version: z.coerce.number().int().min(1),
      roles: roles.min(1, msg('Choose at least one role')).optional(),
      until: z.iso.date().nullable().optional(),
      scope: scope.optional(),
    }),
    output: membershipRecord,
  }),
  end: endpoint({
    id: 'membership.end',
    method: 'DELETE',
    path: '/memberships/:id',
    summary: 'Take all roles of a membership away',
    past: msg('took roles away'),
    refs: ['iso-42001:5.3'],
    input: z.object({ id, version: z.coerce.number().int().min(1) }),
    output: z.object({ ended: z.literal(true) }),
  }),
  deactivate: endpoint({
    id: 'person.deactivate',
    method: 'POST',
    path: '/people/:id/deactivate',
    summary: 'Let a person go: roles, sessions and keys end',
    past: msg('let this person go'),
    input: z.object({ id, version: z.coerce.number().int().min(1) }),
    output: personEndpoints.record,
  }),
  endSessions: endpoint({
    id: 'person.endSessions',
    method: 'POST',
    path: '/people/:id/end-sessions',
    summary: 'End every session of a person at once; they may sign in again',
    past: msg('ended all sessions of this person'),
    input: z.object({ id }),
    output: z.object({ ended: z.number() }),
  }),
  signIns: endpoint({
    id: 'person.signIns',
    method: 'GET',
    path: '/sign-ins',
    summary: 'Show who signed in lately, how and from where, and who was locked out; newest first',
    input: z.object({
      personId: id.optional().describe('of this person alone'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    output: z.object({
      /** How many days they are kept. */
      days: z.number(),
      signIns: z.array(
        z.object({
          id: z.string(),
          at: z.string(),
          personId: z.string(),
          name: z.string(),
          kind: z.enum(['signed-in', 'locked-out']),
          way: z.enum(['password', 'code', 'passkey', 'provider']).nullable(),
          device: z.string().nullable(),
          /** The network, not the whole address. */
          address: z.string(),
        }),
      ),
    }),
  }),
  chooseLanguage: endpoint({
    id: 'person.chooseLanguage',
    method: 'POST',
    path: '/own-language',
    summary: 'Choose in which language this organisation writes to you',
    past: msg('chose the language of messages'),
    input: z.object({ language }),
    output: z.object({ language }),
  }),
  invite: endpoint({
    id: 'person.invite',
    method: 'POST',
    path: '/invitations',
    summary: 'Invite somebody to sign in with roles',
    past: msg('invited somebody'),
    refs: ['iso-42001:5.3'],
    input: z.object({
      email: z.email(msg('This is not an e-mail address')).max(254),
      roles: roles.min(1, msg('Choose at least one role')),
      outside: z.boolean().default(false),
      ground: z.string().max(2000).nullable().default(null),
      scope: scope.default(null),
      byMail: z
        .boolean()
        .default(true)
        .describe('send the link to the address, where e-mail is on; false shows it instead'),
    }),
    /** The link is shown only when it was not sent: what goes to the mailbox alone proves who opens it. */
    output: z.object({
      token: z.string().nullable(),
      path: z.string().nullable(),
      expiresInDays: z.number(),
      mailedTo: z.string().nullable(),
    }),
  }),
  invitations: endpoint({
    id: 'person.invitations',
    method: 'GET',
    path: '/invitations',
    summary: 'List the invitations that were not taken up yet',
    refs: ['iso-42001:5.3'],
    input: z.object({}),
    output: z.object({
      invitations: z.array(
        z.object({
          id,
          email: z.string(),
          /** Empty when it gives a person who is recorded here an account again. */
          roles,
          outside: z.boolean(),
          /** The units and AI systems for which the roles will hold, by name; empty: the whole organisation. */
          onlyFor: z.array(z.string()),
          invitedBy: z.string().nullable(),
          expiresAt: z.string(),
        }),
      ),
    }),
  }),
  withdrawInvitation: endpoint({
    id: 'person.withdrawInvitation',
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Withdraw the invitations of an address; their links open nothing any more',
    past: msg('withdrew an invitation'),
    input: z.object({ id: z.string().min(1).max(254).describe('an address, or the id of one invitation') }),
    output: z.object({ withdrawn: z.number().int() }),
  }),
  inviteAgain: endpoint({
    id: 'person.inviteAgain',
    method: 'POST',
    path: '/people/:id/invitation',
    summary: 'Invite somebody again who is recorded here and has no account on this instance',
    past: msg('invited this person again'),
    refs: ['iso-42001:5.3'],
    input: z.object({
      id,
      byMail: z
        .boolean()
        .default(true)
        .describe('send the link to the recorded address, where e-mail is on; false shows it instead'),
    }),
    output: z.object({
      token: z.string().nullable(),
      path: z.string().nullable(),
      expiresInDays: z.number(),
      mailedTo: z.string().nullable(),
    }),
  }),
} as const;

const key = z.object({
  id: z.string(),
  name: z.string().nullable(),
  start: z.string().nullable(),
  personName: z.string(),
  createdAt: z.string(),
  enabled: z.boolean(),
  authority: z.boolean(),
  /** The AI systems it was narrowed to; null: it may what its person may. */
  systems: z.array(named).nullable(),
});
export const keyActs = {
  list: endpoint({
    id: 'key.list',
    method: 'GET',
    path: '/keys',
    summary: 'List API keys: your own, or all for an administrator',
    input: z.object({}),
    output: z.object({ keys: z.array(key) }),
  }),
  create: endpoint({
    id: 'key.create',
    method: 'POST',
    path: '/keys',
    summary: 'Make an API key of your own; it is shown once',
    past: msg('made an API key'),
    input: z.object({
      name: z.string().trim().min(1, msg('Name the key after what uses it')).max(80),
      days: z.coerce.number().int().min(1).max(730).default(365),
      authority: z
        .boolean()
        .default(false)
        .describe('for acts of authority too, where the organisation asks people for a fresh proof'),
      systems: z
        .array(z.string().min(1).max(80))
        .min(1)
        .max(200)
        .nullable()
        .default(null)
        .describe(
          'ids or references of the only AI systems that the key may write about; null: all that you may',
        ),
    }),
    output: z.object({ id: z.string(), key: z.string(), expiresOn: z.string() }),
  }),
  revoke: endpoint({
    id: 'key.revoke',
    method: 'DELETE',
    path: '/keys/:id',
    summary: 'Revoke an API key at once',
    past: msg('revoked an API key'),
    input: z.object({ id }),
    output: z.object({ revoked: z.literal(true) }),
  }),
} as const;
