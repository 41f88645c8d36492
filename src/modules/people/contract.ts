import { z } from 'zod';
import { branding } from '#kernel/branding.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { auditException } from '#kernel/impartiality.ts';
import { msg } from '#kernel/language.ts';
import { documentLanguage, language } from '#kernel/language-choice.ts';
import { membership, membershipScope, organisation, person } from '#kernel/people.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { roleIds } from '#kernel/roles.ts';

const id = z.string().max(80);
const reason = z.string().trim().min(3, msg('Give a reason')).max(2000);
const roles = z.array(z.enum(roleIds)).max(roleIds.length);
const scope = membershipScope
  .refine((given) => given.units.length + given.systems.length > 0, msg('Choose a unit or an AI system'))
  .nullable()
  .describe(
    'the units, with all below them, and AI systems for which the roles hold; null: the whole organisation',
  );
const membershipRecord = membership.fields.extend({ id: z.string(), ref: z.string(), version: z.number() });
const organisationRecord = organisation.fields.extend({
  id: z.string(),
  ref: z.string(),
  version: z.number(),
});

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

export const organisationActs = {
  get: endpoint({
    id: 'organisation.get',
    method: 'GET',
    path: '/organisation',
    summary: 'Show the organisation and its settings',
    input: pastQuery,
    output: organisationRecord,
  }),
  update: endpoint({
    id: 'organisation.update',
    method: 'PATCH',
    path: '/organisation',
    summary: 'Change the settings of the organisation',
    past: msg('changed the settings of the organisation'),
    input: organisation.fields
      .pick({
        name: true,
        timeZone: true,
        sectors: true,
        people: true,
        bodyKind: true,
        establishment: true,
        witnesses: true,
        language: true,
      })
      .partial()
      .extend({ version: z.coerce.number().int().min(1) }),
    output: organisationRecord,
  }),
  singlePerson: endpoint({
    id: 'organisation.singlePerson',
    method: 'POST',
    path: '/organisation/single-person',
    summary: 'Let one person prepare and approve, with the reason',
    past: msg('decided on single-person approval'),
    input: z.object({ version: z.coerce.number().int().min(1), reason: reason.nullable() }),
    output: organisationRecord,
  }),
  signIn: endpoint({
    id: 'organisation.signIn',
    method: 'POST',
    path: '/organisation/sign-in',
    summary:
      'Decide from when deciding roles need a second factor, and how fresh the proof behind an act must be',
    past: msg('decided how people prove who they are'),
    input: z.object({
      version: z.coerce.number().int().min(1),
      secondFactorFrom: organisation.fields.shape.secondFactorFrom
        .optional()
        .describe('from this day; null: it is everybody’s own choice'),
      stepUpMinutes: organisation.fields.shape.stepUpMinutes
        .optional()
        .describe('minutes; null: the session is proof enough'),
    }),
    output: organisationRecord,
  }),
  impartiality: endpoint({
    id: 'organisation.impartiality',
    method: 'POST',
    path: '/organisation/impartiality',
    summary: 'Decide how many years lie between advising this organisation and auditing it',
    past: msg('decided how long whoever advised does not audit'),
    refs: ['iso-42001:9.2.2'],
    input: z.object({
      version: z.coerce.number().int().min(1),
      advisedYears: organisation.fields.shape.advisedYears.describe('three to ten; null: three'),
    }),
    output: organisationRecord,
  }),
  exceptAuditor: endpoint({
    id: 'organisation.exceptAuditor',
    method: 'POST',
    path: '/organisation/audit-exceptions',
    summary: 'Let somebody who advised audit internally nevertheless, for a year at most, with the reason',
    past: msg('let somebody who advised audit internally'),
    refs: ['iso-42001:9.2.2'],
    example: { until: '2027-06-30' },
    input: z.object({
      version: z.coerce.number().int().min(1),
      personId: id,
      reason: auditException.shape.reason,
      until: z.iso.date(),
    }),
    output: organisationRecord,
  }),
  branding: endpoint({
    id: 'organisation.branding',
    method: 'POST',
    path: '/organisation/branding',
    summary: 'Decide the name line, footer and colour of exported DOCX and PDF',
    past: msg('decided how exported documents look'),
    input: branding
      .pick({ nameLine: true, footer: true, colour: true })
      .extend({ version: z.coerce.number().int().min(1) }),
    output: organisationRecord,
  }),
  logo: endpoint({
    id: 'organisation.logo',
    method: 'POST',
    path: '/organisation/logo',
    summary: 'Put a logo on exported DOCX and PDF: a PNG of 64 kB and 2,000 pixels at most',
    past: msg('put a logo on exported documents'),
    takes: 'file',
    input: z.object({ alt: z.string().trim().min(1, msg('Say what the logo shows')).max(200) }),
    output: organisationRecord,
  }),
  removeLogo: endpoint({
    id: 'organisation.removeLogo',
    method: 'DELETE',
    path: '/organisation/logo',
    summary: 'Take the logo off exported documents',
    past: msg('took the logo off exported documents'),
    input: z.object({}),
    output: organisationRecord,
  }),
  sample: endpoint({
    id: 'organisation.sample',
    method: 'GET',
    path: '/organisation/sample',
    summary: 'Draw a sample document in the look of the organisation',
    answers: 'file',
    input: z.object({ format: z.enum(['pdf', 'docx']).default('pdf'), language: documentLanguage }),
    output: z.unknown(),
  }),
  mail: endpoint({
    id: 'organisation.mail',
    method: 'GET',
    path: '/organisation/mail',
    summary: 'Show whether e-mail is on, what waits and what did not leave',
    input: z.object({}),
    output: z.object({
      on: z.boolean(),
      from: z.string().nullable(),
      waiting: z.number(),
      failed: z.array(z.object({ at: z.string(), error: z.string() })),
    }),
  }),
  testMail: endpoint({
    id: 'organisation.testMail',
    method: 'POST',
    path: '/organisation/mail/test',
    summary: 'Send yourself a message, to see whether e-mail works',
    input: z.object({}),
    output: z.object({ sentTo: z.string() }),
  }),
} as const;

const exported = z.object({ name: z.string(), bytes: z.number(), madeAt: z.string() });
export const handoverActs = {
  make: endpoint({
    id: 'organisation.export',
    method: 'POST',
    path: '/organisation/exports',
    summary: 'Export the organisation for another instance: a copy, or handed over and closed here',
    past: msg('exported the organisation'),
    input: z.object({
      passphrase: z
        .string()
        .min(12, msg('Use at least 12 characters'))
        .max(1000)
        .describe('the file opens with it alone; it is kept nowhere'),
      handOverTo: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .nullable()
        .default(null)
        .describe('close it here in favour of this one; null: a copy'),
      confirm: z.string().max(200).default('').describe('to hand over: the name of the organisation'),
    }),
    output: z.object({
      name: z.string(),
      kind: z.enum(['hand-over', 'copy']),
      bytes: z.number(),
      rows: z.number(),
      files: z.number(),
      entries: z.number(),
    }),
  }),
  list: endpoint({
    id: 'organisation.exports',
    method: 'GET',
    path: '/organisation/exports',
    summary: 'List the exports that wait to be downloaded; each for a week',
    input: z.object({}),
    output: z.object({ exports: z.array(exported) }),
  }),
  download: endpoint({
    id: 'organisation.download',
    method: 'GET',
    path: '/organisation/exports/:name',
    summary: 'Download an export of the organisation',
    answers: 'file',
    input: z.object({ name: z.string().max(80) }),
    output: z.unknown(),
  }),
  drop: endpoint({
    id: 'organisation.dropExport',
    method: 'DELETE',
    path: '/organisation/exports/:name',
    summary: 'Delete an export of the organisation',
    past: msg('deleted an export'),
    input: z.object({ name: z.string().max(80) }),
    output: z.object({ deleted: z.literal(true) }),
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
