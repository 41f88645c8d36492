import { z } from 'zod';
import { branding } from '#kernel/branding.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { auditException } from '#kernel/impartiality.ts';
import { msg } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { organisation } from '#kernel/people.ts';
import { pastQuery } from '#kernel/register.ts';

const id = z.string().max(80);
const reason = z.string().trim().min(3, msg('Give a reason')).max(2000);
const organisationRecord = organisation.fields.extend({
  id: z.string(),
  ref: z.string(),
  version: z.number(),
});

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
