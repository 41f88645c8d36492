import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { riskLifecycle, treatmentLifecycle } from './lifecycle.ts';
import { band } from './scale.ts';

const longText = z.string().max(8000).nullable();
const step = z.number().int().min(1).max(6).nullable();
const states = <T extends Record<string, unknown>>(lifecycle: { readonly states: T }) =>
  z.enum(Object.keys(lifecycle.states) as [keyof T & string, ...(keyof T & string)[]]);

/** How this organisation judges risks: scales, bands, who may accept what, and its appetite (6.1.2 a). One per organisation. */
export const riskCriteria = defineRecord({
  type: 'riskCriteria',
  prefix: 'crt',
  schema: 1,
  name: [msg('set of risk criteria'), msg('risk criteria')],
  fields: z.object({
    likelihoodLabels: z
      .array(z.string().min(1).max(80))
      .min(3, msg('A scale has 3 to 6 steps'))
      .max(6, msg('A scale has 3 to 6 steps')),
    consequenceLabels: z
      .array(z.string().min(1).max(80))
      .min(3, msg('A scale has 3 to 6 steps'))
      .max(6, msg('A scale has 3 to 6 steps')),
    bands: z.array(band).min(2).max(8),
    /** The highest level that needs no treatment. */
    appetite: z.number().int().min(0).max(36),
    appetiteStatement: longText,
    /** Months until a risk is looked at again. */
    reviewMonths: z.number().int().min(1).max(36),
    decidedBy: z.string().max(80),
    decidedOn: z.iso.date(),
  }),
  head: () => ({ title: 'Risk criteria' }),
});

/** A risk or an opportunity of the management system or of AI systems (6.1.1–6.1.3). */
export const risk = defineRecord({
  type: 'risk',
  prefix: 'rsk',
  schema: 1,
  name: [msg('risk'), msg('risks')],
  lifecycle: riskLifecycle,
  fields: z.object({
    kind: z.enum(['risk', 'opportunity']),
    title: z.string().min(1, msg('Give the risk a title')).max(300),
    state: states(riskLifecycle),
    ownerId: z.string().max(80).nullable(),
    category: z.string().max(100).nullable(),
    libraryId: z.string().max(40).nullable(),
    source: longText,
    event: longText,
    consequencesOrganisation: longText,
    consequencesIndividuals: longText,
    consequencesSociety: longText,
    impactDimensions: z.array(z.string().max(60)).max(8),
    likelihood: step,
    consequence: step,
    level: z.number().int().nullable(),
    bandId: z.string().max(40).nullable(),
    /** Version of the criteria it was judged by; other versions make it due again. */
    criteriaVersion: z.number().int().nullable(),
    assessedBy: z.string().max(80).nullable(),
    assessedOn: z.iso.date().nullable(),
    reviewOn: z.iso.date().nullable(),
    option: z.enum(['modify', 'avoid', 'share', 'retain', 'pursue']).nullable(),
    optionReason: longText,
    residualLikelihood: step,
    residualConsequence: step,
    residualLevel: z.number().int().nullable(),
    aboveAppetite: z.boolean().nullable(),
    acceptedBy: z.string().max(80).nullable(),
    acceptedOn: z.iso.date().nullable(),
    acceptedUntil: z.iso.date().nullable(),
    acceptedReason: longText,
    acceptedLevel: z.number().int().nullable(),
    singlePersonReason: longText,
    closedReason: longText,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

/** One measure of the risk treatment plan (6.1.3, 8.3). */
export const treatment = defineRecord({
  type: 'treatment',
  prefix: 'trt',
  schema: 1,
  name: [msg('treatment'), msg('treatments')],
  lifecycle: treatmentLifecycle,
  fields: z.object({
    riskId: z.string().max(80),
    title: z.string().min(1, msg('Say what will be done')).max(300),
    description: longText,
    ownerId: z.string().max(80).nullable(),
    dueOn: z.iso.date().nullable(),
    state: states(treatmentLifecycle),
    approvedBy: z.string().max(80).nullable(),
    approvedOn: z.iso.date().nullable(),
    singlePersonReason: longText,
    doneOn: z.iso.date().nullable(),
    outcome: longText,
    proposedBy: z.string().max(80).nullable(),
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

const REFS = ['iso-42001:6.1.1', 'iso-42001:6.1.2', 'iso-42001:6.1.3', 'iso-42001:8.2', 'iso-42001:8.3'];

const register = registerEndpoints(risk, {
  path: 'risks',
  refs: REFS,
  editable: [
    'kind',
    'title',
    'ownerId',
    'category',
    'libraryId',
    'source',
    'event',
    'consequencesOrganisation',
    'consequencesIndividuals',
    'consequencesSociety',
    'impactDimensions',
  ],
});

export const riskEndpoints = {
  ...register,
  /** The AI systems at once: a role for a part of the organisation adds only what belongs to it from the start. */
  create: endpoint({
    ...register.create,
    input: register.editable.extend({
      systemIds: z
        .array(z.string().min(1).max(80))
        .max(500)
        .default([])
        .describe('ids of the AI systems that it concerns'),
    }),
  }),
} as const;

export const treatmentEndpoints = registerEndpoints(treatment, {
  path: 'treatments',
  refs: REFS,
  editable: ['riskId', 'title', 'description', 'ownerId', 'dueOn'],
});

const onRisk = z.object({
  id: z.string().max(80),
  version: z.coerce.number().int().min(1).describe('the version you saw'),
});
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);
const rated = z.coerce.number().int().min(1).max(6);
const criteriaInput = riskCriteria.fields.omit({ decidedBy: true, decidedOn: true });

export const riskActs = {
  criteria: endpoint({
    id: 'risk.criteria',
    method: 'GET',
    path: '/risk-criteria',
    summary: 'Show the risk criteria and appetite',
    refs: ['iso-42001:6.1.2'],
    input: pastQuery,
    output: z.object({
      criteria: riskCriteria.fields
        .extend({ id: z.string(), ref: z.string(), version: z.number() })
        .nullable(),
      suggested: criteriaInput,
    }),
  }),
  setCriteria: endpoint({
    id: 'risk.setCriteria',
    method: 'POST',
    path: '/risk-criteria',
    summary: 'Decide the risk criteria and appetite',
    past: msg('decided the risk criteria'),
    refs: ['iso-42001:6.1.2'],
    example: {
      likelihoodLabels: ['Rare', 'Possible', 'Likely'],
      consequenceLabels: ['Minor', 'Serious', 'Severe'],
      bands: [
        { id: 'low', label: 'Low', from: 1, acceptedBy: ['risk-manager', 'top-management'] },
        { id: 'high', label: 'High', from: 6, acceptedBy: ['top-management'] },
      ],
      appetite: 4,
      reviewMonths: 12,
    },
    input: criteriaInput.extend({ version: z.number().int().optional() }),
    output: z.object({ id: z.string(), version: z.number(), toReassess: z.number() }),
  }),
  assess: endpoint({
    id: 'risk.assess',
    method: 'POST',
    path: '/risks/:id/assess',
    summary: 'Assess the risk',
    past: msg('assessed this risk'),
    refs: ['iso-42001:6.1.2', 'iso-42001:8.2'],
    input: onRisk.extend({ likelihood: rated, consequence: rated, reviewOn: z.iso.date().optional() }),
    output: riskEndpoints.record,
  }),
  treat: endpoint({
    id: 'risk.treat',
    method: 'POST',
    path: '/risks/:id/treat',
    summary: 'Decide the treatment',
    past: msg('decided the treatment'),
    refs: ['iso-42001:6.1.3'],
    input: onRisk.extend({
      option: z.enum(['modify', 'avoid', 'share', 'retain', 'pursue']),
      reason: reason,
      residualLikelihood: rated.optional(),
      residualConsequence: rated.optional(),
    }),
    output: riskEndpoints.record,
  }),
  accept: endpoint({
    id: 'risk.accept',
    method: 'POST',
    path: '/risks/:id/accept',
    summary: 'Accept the residual risk',
    past: msg('accepted the residual risk'),
    refs: ['iso-42001:6.1.3'],
    input: onRisk.extend({ reason, until: z.iso.date().optional() }),
    output: riskEndpoints.record,
  }),
  close: endpoint({
    id: 'risk.close',
    method: 'POST',
    path: '/risks/:id/close',
    summary: 'Close the risk',
    past: msg('closed this risk'),
    input: onRisk.extend({ reason }),
    output: riskEndpoints.record,
  }),
  reopen: endpoint({
    id: 'risk.reopen',
    method: 'POST',
    path: '/risks/:id/reopen',
    summary: 'Open the risk again',
    past: msg('opened this risk again'),
    input: onRisk.extend({ reason }),
    output: riskEndpoints.record,
  }),
  concern: endpoint({
    id: 'risk.concern',
    method: 'POST',
    path: '/risks/:id/systems',
    summary: 'Say which AI systems the risk concerns',
    past: msg('said which AI systems this risk concerns'),
    input: z.object({ id: z.string().max(80), systemIds: z.array(z.string().max(80)).max(500) }),
    output: z.object({ linked: z.number() }),
  }),
  heatMap: endpoint({
    id: 'risk.heatMap',
    method: 'GET',
    path: '/risk-heat-map',
    summary: 'Count risks by likelihood and consequence, before and after treatment',
    refs: ['iso-42001:6.1.2'],
    input: pastQuery,
    output: z.object({
      likelihoodLabels: z.array(z.string()),
      consequenceLabels: z.array(z.string()),
      appetite: z.number(),
      before: z.array(z.object({ likelihood: z.number(), consequence: z.number(), count: z.number() })),
      after: z.array(z.object({ likelihood: z.number(), consequence: z.number(), count: z.number() })),
      unrated: z.number(),
    }),
  }),
  assessments: endpoint({
    id: 'risk.assessments',
    method: 'GET',
    path: '/risks/:id/assessments',
    summary: 'Show how the risk was judged over time',
    refs: ['iso-42001:8.2'],
    input: z.object({ id: z.string().max(80) }),
    output: z.object({
      assessments: z.array(
        z.object({
          version: z.number(),
          assessedOn: z.string().nullable(),
          assessedBy: z.string().nullable(),
          likelihood: z.number().nullable(),
          consequence: z.number().nullable(),
          level: z.number().nullable(),
          residualLevel: z.number().nullable(),
        }),
      ),
    }),
  }),
  library: endpoint({
    id: 'risk.library',
    method: 'GET',
    path: '/risk-library',
    summary: 'Show library risks, filtered by the facts of an AI system',
    input: z.object({ systemId: z.string().max(80).optional() }),
    output: z.object({
      risks: z.array(
        z.object({
          id: z.string(),
          category: z.string(),
          title: z.string(),
          description: z.string(),
          typicalCauses: z.array(z.string()),
          consequences: z.array(z.string()),
          suggestedControls: z.array(z.string()),
          impactDimensions: z.array(z.string()),
          why: z.array(z.string()),
          usedBy: z.array(z.string()),
        }),
      ),
    }),
  }),
  adopt: endpoint({
    id: 'risk.adopt',
    method: 'POST',
    path: '/risk-library/adopt',
    summary: 'Take risks from the library into the register',
    past: msg('took this risk from the library'),
    example: { libraryIds: ['risk-001', 'risk-004'] },
    input: z.object({
      libraryIds: z.array(z.string().max(40)).min(1).max(65),
      systemId: z.string().max(80).optional(),
    }),
    output: z.object({ created: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string() })) }),
  }),
} as const;

const onTreatment = z.object({ id: z.string().max(80), version: z.coerce.number().int().min(1) });
export const treatmentActs = {
  plan: endpoint({
    id: 'treatment.plan',
    method: 'POST',
    path: '/risks/:id/treatments',
    summary: 'Plan a treatment with its controls',
    past: msg('planned this treatment'),
    refs: ['iso-42001:6.1.3'],
    input: z.object({
      id: z.string().max(80),
      title: treatment.fields.shape.title,
      description: longText.default(null),
      ownerId: z.string().max(80).nullable().default(null),
      dueOn: z.iso.date().nullable().default(null),
      controlIds: z.array(z.string().max(80)).max(60).default([]),
    }),
    output: treatmentEndpoints.record,
  }),
  setControls: endpoint({
    id: 'treatment.setControls',
    method: 'POST',
    path: '/treatments/:id/controls',
    summary: 'Choose the controls of the treatment',
    past: msg('chose the controls of this treatment'),
    refs: ['iso-42001:6.1.3'],
    input: z.object({ id: z.string().max(80), controlIds: z.array(z.string().max(80)).max(60) }),
    output: z.object({ controls: z.number() }),
  }),
  approve: endpoint({
    id: 'treatment.approve',
    method: 'POST',
    path: '/treatments/:id/approve',
    summary: 'Approve the treatment',
    past: msg('approved this treatment'),
    refs: ['iso-42001:6.1.3'],
    input: onTreatment,
    output: treatmentEndpoints.record,
  }),
  finish: endpoint({
    id: 'treatment.finish',
    method: 'POST',
    path: '/treatments/:id/finish',
    summary: 'Report the treatment as done',
    past: msg('reported this treatment as done'),
    refs: ['iso-42001:8.3'],
    input: onTreatment.extend({ outcome: reason, doneOn: z.iso.date().optional() }),
    output: treatmentEndpoints.record,
  }),
  cancel: endpoint({
    id: 'treatment.cancel',
    method: 'POST',
    path: '/treatments/:id/cancel',
    summary: 'Cancel the treatment',
    past: msg('cancelled this treatment'),
    input: onTreatment.extend({ reason }),
    output: treatmentEndpoints.record,
  }),
} as const;
