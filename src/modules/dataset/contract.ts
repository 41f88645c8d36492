import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { linkEndpoints } from '#kernel/link-endpoints.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';

const long = z.string().max(4000).nullable();
const person = z.string().max(80).nullable();
const day = z.iso.date().nullable();
const count = z.number().int().min(0).max(1_000_000_000).nullable();
const words = z.array(z.string().trim().min(1).max(120)).max(40).nullable();

/** A lawful ground for processing personal data (GDPR Article 6(1), by its letters). */
const legalBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;
export const legalBasisTitles: Readonly<Record<(typeof legalBases)[number], string>> = {
  consent: msg('Consent, Article 6(1)(a)'),
  contract: msg('Contract, Article 6(1)(b)'),
  'legal-obligation': msg('Legal obligation, Article 6(1)(c)'),
  'vital-interests': msg('Vital interests, Article 6(1)(d)'),
  'public-task': msg('Public task, Article 6(1)(e)'),
  'legitimate-interests': msg('Legitimate interests, Article 6(1)(f)'),
};
const labellings = ['none', 'people', 'machine', 'people-and-machine'] as const;

/** One step of cleaning, labelling, transforming or combining, with its reason (A.7.6). */
const preparationStep = z.strictObject({
  step: z.string().max(2000).nullable().default(null),
  why: z.string().max(2000).nullable().default(null),
  tool: z.string().max(500).nullable().default(null),
});

/** A measurable term of good enough data, and what was measured (A.7.4). */
const qualityTerm = z.strictObject({
  about: z
    .enum([
      'accuracy',
      'completeness',
      'consistency',
      'timeliness',
      'representativeness',
      'balance',
      'labels',
      'other',
    ])
    .default('accuracy'),
  term: z.string().max(1000).nullable().default(null),
  bound: z.enum(['at-least', 'at-most']).default('at-least'),
  limit: z.number().min(-1e9).max(1e9).nullable().default(null),
  unit: z.string().max(40).nullable().default(null),
  result: z.number().min(-1e9).max(1e9).nullable().default(null),
  measuredOn: z.iso.date().nullable().default(null),
});
export type QualityTerm = z.output<typeof qualityTerm>;

/** Data that trains, tests or feeds AI systems (ISO/IEC 42001 A.4.3, A.7). */
export const dataset = defineRecord({
  type: 'dataset',
  prefix: 'dts',
  schema: 2,
  name: [msg('data set'), msg('data sets')],
  fields: z.object({
    name: z.string().min(1, msg('Give the data set a name')).max(200),
    purpose: z.string().max(2000).nullable(),
    source: z.string().max(2000).nullable(),
    personalData: z.enum(['none', 'personal', 'special-categories', 'unknown']),
    description: z.string().max(4000).nullable(),
    ownerId: person,
    /** How it was found and obtained, why this data and not other, and under which licence (A.7.3). */
    acquisition: long,
    selection: long,
    licence: z.string().max(500).nullable(),
    /** What a record of processing activities says of it (GDPR Article 30(1)). */
    legalBasis: z.enum(legalBases).nullable(),
    legalBasisNote: long,
    subjects: words,
    personalCategories: words,
    /** The condition of Article 9(2) or 10 for special categories and offences. */
    specialBasis: long,
    controllers: long,
    recipients: long,
    transfers: long,
    retention: long,
    security: long,
    labelling: z.enum(labellings).nullable(),
    labelGuidelines: long,
    labelAnnotators: count,
    /** Agreement between annotators, per mille of full agreement by the named measure. */
    labelAgreement: z.number().int().min(-1000).max(1000).nullable(),
    labelMeasure: z.string().max(200).nullable(),
    labelReview: long,
    preparation: z.array(preparationStep).max(100).nullable(),
    /** Bias that was looked for, and what was found and done. */
    bias: long,
    quality: z.array(qualityTerm).max(100).nullable(),
    /** Terms of quality: all of them, without a result, and outside their limit; counted from `quality`. */
    qualityTotal: count,
    qualityOpen: count,
    qualityFailed: count,
    qualityConfirmedBy: person,
    qualityConfirmedOn: day,
    withdrawnOn: day,
    withdrawnBy: person,
    withdrawnReason: long,
  }),
  personal: ['controllers'],
  head: (fields) => ({
    title: fields.name,
    state: fields.withdrawnOn ? 'withdrawn' : null,
    owner: fields.ownerId,
  }),
});

export const datasetEndpoints = registerEndpoints(dataset, {
  path: 'datasets',
  editable: [
    'name',
    'purpose',
    'source',
    'personalData',
    'description',
    'ownerId',
    'acquisition',
    'selection',
    'licence',
    'legalBasis',
    'legalBasisNote',
    'subjects',
    'personalCategories',
    'specialBasis',
    'controllers',
    'recipients',
    'transfers',
    'retention',
    'security',
    'labelling',
    'labelGuidelines',
    'labelAnnotators',
    'labelAgreement',
    'labelMeasure',
    'labelReview',
    'preparation',
    'bias',
    'quality',
  ],
  refs: ['iso-42001:A.4.3', 'iso-42001:A.7.2'],
});

/** What may be linked by hand. */
export const datasetLinks = linkEndpoints(dataset, {
  path: 'datasets',
  kinds: ['data-from', 'derived-from'],
  refs: ['iso-42001:A.4.3', 'iso-42001:A.7.5'],
});

const id = z.string().max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);
const node = z.object({
  id: z.string(),
  type: z.string(),
  ref: z.string(),
  title: z.string(),
  state: z.string().nullable(),
  /** Steps from the record in the middle: below zero where the data come from, above zero where they go. */
  column: z.number().int(),
  /** How many neighbours of it are not shown. */
  hidden: z.number().int(),
});
const edge = z.object({ from: z.string(), to: z.string(), label: z.string() });
export type Lineage = { readonly nodes: z.output<typeof node>[]; readonly edges: z.output<typeof edge>[] };
const touchedRecord = z.object({
  id: z.string(),
  type: z.string(),
  ref: z.string(),
  title: z.string(),
  state: z.string().nullable(),
  /** The way from the data set to it: references, in order. */
  path: z.array(z.string()),
});

export const datasetActs = {
  confirmQuality: endpoint({
    id: 'dataset.confirmQuality',
    method: 'POST',
    path: '/datasets/:id/quality/confirm',
    summary: 'Say that the quality results still hold, as measured',
    past: msg('confirmed the quality results of this data set'),
    refs: ['iso-42001:A.7.4'],
    input: seen,
    output: datasetEndpoints.record,
  }),
  withdraw: endpoint({
    id: 'dataset.withdraw',
    method: 'POST',
    path: '/datasets/:id/withdraw',
    summary: 'Withdraw the data set from use',
    past: msg('withdrew this data set from use'),
    refs: ['iso-42001:A.7.2'],
    input: seen.extend({ reason }),
    output: datasetEndpoints.record,
  }),
  reinstate: endpoint({
    id: 'dataset.reinstate',
    method: 'POST',
    path: '/datasets/:id/reinstate',
    summary: 'Take a withdrawn data set into use again',
    past: msg('took this data set into use again'),
    refs: ['iso-42001:A.7.2'],
    input: seen.extend({ reason }),
    output: datasetEndpoints.record,
  }),
  touched: endpoint({
    id: 'dataset.touched',
    method: 'GET',
    path: '/datasets/:id/touched',
    summary: 'Which data sets, models and AI systems are touched if this data set is withdrawn?',
    refs: ['iso-42001:A.7.5'],
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({
      datasets: z.array(touchedRecord),
      models: z.array(touchedRecord),
      systems: z.array(touchedRecord),
    }),
  }),
  lineage: endpoint({
    id: 'lineage.show',
    method: 'GET',
    path: '/lineage/:id',
    summary: 'Show where data come from and where they go, around one data set, model or AI system',
    refs: ['iso-42001:A.7.5'],
    input: z
      .object({
        id,
        depth: z.coerce.number().int().min(1).max(6).default(2),
        /** Ids whose hidden neighbours are shown too, with commas between them. */
        open: z.string().max(2000).optional(),
      })
      .extend(pastQuery.shape),
    output: z.object({ centre: z.string(), nodes: z.array(node), edges: z.array(edge) }),
  }),
  processing: endpoint({
    id: 'dataset.processing',
    method: 'GET',
    path: '/processing-records',
    summary: 'Export the record of processing activities behind the data sets (GDPR Article 30)',
    answers: 'file',
    refs: ['gdpr:art-30'],
    input: z.object({ format: z.enum(['csv', 'xlsx', 'docx', 'json']), language: documentLanguage }),
    output: z.unknown(),
  }),
} as const;
