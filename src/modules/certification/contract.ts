import { z } from 'zod';
import { plausibleDay } from '#kernel/days.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import {
  certificationAuditLifecycle,
  certificationFindingLifecycle,
  certificationLifecycle,
  demandLifecycle,
} from './lifecycle.ts';
import { auditKinds, bindings, demandKinds, findingKinds, keysOf } from './words.ts';

const id = z.string().min(1).max(80);
const text = z.string().max(8000).nullable();
const short = z.string().max(300).nullable();
const person = z.string().max(80).nullable();
const day = plausibleDay.nullable();

/** A certificate that another one followed. */
const pastCertificate = z.object({
  certificateNumber: z.string().nullable(),
  decidedOn: z.string().nullable(),
  validUntil: z.string().nullable(),
});

/** The certification of one management system by one body: contract, certificate, what became of it. */
export const certification = defineRecord({
  type: 'certification',
  prefix: 'cer',
  schema: 1,
  name: [msg('certification'), msg('certifications')],
  lifecycle: certificationLifecycle,
  fields: z.object({
    title: z.string().min(1, msg('Name the management system')).max(300),
    /** The standard with its edition, as it stands on the certificate. */
    standard: z.string().min(1, msg('Name the standard with its edition')).max(200),
    scope: text,
    sites: z.array(z.string().trim().min(1).max(300)).max(100),
    aiRoles: text,
    soaVersion: z.number().int().min(1).max(10_000).nullable(),
    integratedWith: short,
    /** People who do AI-related work under the management system: the audit time goes by them. */
    people: z.number().int().min(0).max(10_000_000).nullable(),
    ownerId: person,
    body: short,
    accreditedBy: short,
    accreditation: short,
    accreditationChecked: z.enum(['unknown', 'yes', 'no']),
    accreditationCheckedOn: day,
    contact: short,
    appliedOn: day,
    contractOn: day,
    contract: short,
    state: z.enum(keysOf(certificationLifecycle.states)),
    certificateNumber: short,
    decidedOn: day,
    validUntil: day,
    suspendedOn: day,
    suspensionUntil: day,
    endedOn: day,
    reason: text,
    pastCertificates: z.array(pastCertificate).max(50),
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

/** An audit by the certification body. */
export const certificationAudit = defineRecord({
  type: 'certificationAudit',
  prefix: 'cau',
  schema: 1,
  name: [msg('certification audit'), msg('certification audits')],
  lifecycle: certificationAuditLifecycle,
  fields: z.object({
    certificationId: z.string().max(80),
    kind: z.enum(keysOf(auditKinds)),
    title: z.string().min(1).max(300),
    plannedFrom: day,
    plannedTo: day,
    heldFrom: day,
    heldTo: day,
    leadAuditor: short,
    /** Audit time in tenths of a day. */
    timeTenths: z.number().int().min(0).max(10_000).nullable(),
    state: z.enum(keysOf(certificationAuditLifecycle.states)),
    conclusion: text,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state }),
});

/** One thing that the certification body wrote down in an audit. */
export const certificationFinding = defineRecord({
  type: 'certificationFinding',
  prefix: 'cfi',
  schema: 1,
  name: [msg('finding of the body'), msg('findings of the body')],
  lifecycle: certificationFindingLifecycle,
  fields: z.object({
    auditId: z.string().max(80),
    kind: z.enum(keysOf(findingKinds)),
    title: z.string().min(1, msg('Say in one line what the body wrote')).max(300),
    bodyRef: z.string().max(120).nullable(),
    statement: text,
    objectiveEvidence: text,
    requirements: z.array(z.string().max(120)).max(20),
    answerDueOn: day,
    state: z.enum(keysOf(certificationFindingLifecycle.states)),
    nonconformityId: z.string().max(80).nullable(),
    answer: text,
    answeredBy: person,
    answeredOn: day,
    bodyReply: text,
    bodyReplyOn: day,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state }),
});

/** Who demands that we are certified, and since when (R181): the standard itself is voluntary. */
export const certificationDemand = defineRecord({
  type: 'certificationDemand',
  prefix: 'dem',
  schema: 1,
  name: [msg('demand for certification'), msg('demands for certification')],
  lifecycle: demandLifecycle,
  fields: z.object({
    title: z.string().min(1, msg('Say in one line what is demanded')).max(300),
    kind: z.enum(keysOf(demandKinds)),
    who: short,
    standard: z.string().min(1).max(200),
    wording: text,
    source: short,
    binding: z.enum(keysOf(bindings)),
    since: plausibleDay,
    wantedBy: day,
    ownerId: person,
    state: z.enum(keysOf(demandLifecycle.states)),
    endedOn: day,
    endedReason: text,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

export const certificationEndpoints = registerEndpoints(certification, {
  path: 'certifications',
  editable: [
    'title',
    'standard',
    'scope',
    'sites',
    'aiRoles',
    'soaVersion',
    'integratedWith',
    'people',
    'ownerId',
    'body',
    'accreditedBy',
    'accreditation',
    'accreditationChecked',
    'accreditationCheckedOn',
    'contact',
    'appliedOn',
  ],
});

export const certificationAuditEndpoints = registerEndpoints(certificationAudit, {
  path: 'certification-audits',
  editable: ['certificationId', 'kind', 'plannedFrom', 'plannedTo', 'leadAuditor', 'timeTenths'],
});

export const certificationFindingEndpoints = registerEndpoints(certificationFinding, {
  path: 'certification-findings',
  editable: [
    'auditId',
    'kind',
    'title',
    'bodyRef',
    'statement',
    'objectiveEvidence',
    'requirements',
    'answerDueOn',
  ],
  example: { auditId: 'certificationAudit_019ab3c2-7d11-7c3e-9a51-3f0c2b6d8e90' },
});

export const demandEndpoints = registerEndpoints(certificationDemand, {
  path: 'certification-demands',
  editable: [
    'title',
    'kind',
    'who',
    'standard',
    'wording',
    'source',
    'binding',
    'since',
    'wantedBy',
    'ownerId',
  ],
});

const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(8000);

function acts(type: string, path: string) {
  return <Shape extends z.ZodRawShape, Out extends z.ZodType>(
    verb: string,
    words: { readonly path: string; readonly summary: string; readonly past: string },
    types: { readonly shape: Shape; readonly output: Out },
  ) =>
    endpoint({
      id: `${type}.${verb}`,
      method: 'POST',
      path: `/${path}/:id/${words.path}`,
      summary: words.summary,
      past: words.past,
      input: seen.extend(types.shape),
      output: types.output,
    });
}

const onCertification = acts('certification', 'certifications');
const certificate = {
  certificateNumber: z.string().trim().min(1, msg('Its number')).max(300),
  decidedOn: plausibleDay.describe('the day of the decision, from which everything counts'),
  validUntil: plausibleDay.describe('three years from the decision at most'),
};
const output = certificationEndpoints.record;

export const certificationActs = {
  contract: onCertification(
    'contract',
    { path: 'contract', summary: 'Record the contract with the body', past: msg('recorded the contract') },
    { shape: { contractOn: plausibleDay, contract: z.string().trim().max(300).optional() }, output },
  ),
  grant: onCertification(
    'grant',
    { path: 'certificate', summary: 'Record the certificate', past: msg('recorded the certificate') },
    { shape: certificate, output },
  ),
  renew: onCertification(
    'renew',
    {
      path: 'recertification',
      summary: 'Record the recertification',
      past: msg('recorded the recertification'),
    },
    { shape: certificate, output },
  ),
  suspend: onCertification(
    'suspend',
    { path: 'suspension', summary: 'Record the suspension', past: msg('recorded the suspension') },
    { shape: { suspendedOn: plausibleDay, reason }, output },
  ),
  restore: onCertification(
    'restore',
    {
      path: 'restoration',
      summary: 'Record the end of the suspension',
      past: msg('recorded the end of the suspension'),
    },
    { shape: { reason }, output },
  ),
  withdraw: onCertification(
    'withdraw',
    { path: 'withdrawal', summary: 'Record the withdrawal', past: msg('recorded the withdrawal') },
    { shape: { endedOn: plausibleDay, reason }, output },
  ),
  giveUp: onCertification(
    'giveUp',
    { path: 'end', summary: 'Give the certification up', past: msg('gave the certification up') },
    { shape: { reason }, output },
  ),
} as const;

const onAudit = acts('certificationAudit', 'certification-audits');
export const certificationAuditActs = {
  hold: onAudit(
    'hold',
    { path: 'held', summary: 'Record the audit as held', past: msg('recorded this audit as held') },
    {
      shape: { heldFrom: plausibleDay, heldTo: plausibleDay, conclusion: reason },
      output: certificationAuditEndpoints.record,
    },
  ),
  cancel: onAudit(
    'cancel',
    { path: 'cancel', summary: 'Cancel the audit', past: msg('cancelled this audit') },
    { shape: { reason }, output: certificationAuditEndpoints.record },
  ),
} as const;

const onFinding = acts('certificationFinding', 'certification-findings');
const finding = certificationFindingEndpoints.record;
export const certificationFindingActs = {
  answer: onFinding(
    'answer',
    { path: 'answer', summary: 'Record the answer to the body', past: msg('recorded the answer') },
    { shape: { answer: reason, answeredOn: plausibleDay.optional() }, output: finding },
  ),
  reply: onFinding(
    'reply',
    { path: 'reply', summary: "Record the body's reply", past: msg("recorded the body's reply") },
    {
      shape: {
        reply: z.enum(['accepted', 'returned']),
        text: reason,
        on: plausibleDay,
        answerDueOn: plausibleDay.optional(),
      },
      output: finding,
    },
  ),
  note: onFinding(
    'note',
    { path: 'note', summary: 'Note it without an answer', past: msg('noted this finding') },
    { shape: { reason }, output: finding },
  ),
} as const;

const onDemand = acts('certificationDemand', 'certification-demands');
export const demandActs = {
  end: onDemand(
    'end',
    { path: 'end', summary: 'End the demand', past: msg('ended this demand') },
    { shape: { reason, endedOn: plausibleDay.optional() }, output: demandEndpoints.record },
  ),
  resume: onDemand(
    'resume',
    { path: 'resume', summary: 'Take the demand up again', past: msg('took this demand up again') },
    { shape: { reason }, output: demandEndpoints.record },
  ),
} as const;
