import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';

const person = z.string().max(80).nullable();
const day = z.iso.date().nullable();
const text = z.string().max(4000).nullable();
const webAddress = z
  .url({ protocol: /^https?$/, error: msg('Use an address that begins with http:// or https://') })
  .max(2000)
  .nullable();

export const ownKinds = {
  law: msg('Law or regulation'),
  standard: msg('Standard'),
  voluntary: msg('Voluntary frame or code'),
  contract: msg("Customer's or sector's demand"),
} as const;

/** A law, standard or frame of another jurisdiction or sector that the organisation keeps itself (R048). */
export const ownFramework = defineRecord({
  type: 'ownFramework',
  prefix: 'owf',
  schema: 1,
  name: [msg('own framework'), msg('own frameworks')],
  fields: z.object({
    title: z.string().trim().min(1, msg('Give it a title')).max(300),
    kind: z.enum(Object.keys(ownKinds) as [keyof typeof ownKinds, ...(keyof typeof ownKinds)[]]),
    jurisdiction: z.string().max(200).nullable(),
    /** Where its text is read. */
    source: webAddress,
    inForceOn: day,
    /** When somebody looks at it again. */
    reviewOn: day,
    applies: z.enum(['yes', 'no', 'unknown']),
    why: text,
    ownerId: person,
  }),
  head: (fields) => ({ title: fields.title, owner: fields.ownerId, state: fields.applies }),
});

const relations = ['equal', 'superset', 'subset', 'intersects', 'supports'] as const;

/** One requirement of such a framework in the organisation's own words, with its own mapping to ours. */
export const ownRequirement = defineRecord({
  type: 'ownRequirement',
  prefix: 'owr',
  schema: 1,
  name: [msg('requirement of an own framework'), msg('requirements of own frameworks')],
  fields: z.object({
    /** The reference of its framework: `OWF-0001`. */
    framework: z.string().max(20),
    number: z.string().trim().min(1, msg('Give its number or letter')).max(60),
    title: z.string().trim().min(1, msg('Give it a title')).max(300),
    summary: text,
    /** Ids of ISO/IEC 42001: `6.1.3`, `A.5.2`. */
    mappedTo: z.array(z.string().trim().max(12)).max(20),
    /** Read from ours: ours asks the same, contains it, is contained in it, shares a part, helps. */
    relation: z.enum(relations).nullable(),
    rationale: text,
    confidence: z.enum(['high', 'medium', 'low']).nullable(),
  }),
  head: (fields) => ({ title: `${fields.number} ${fields.title}` }),
});

export const relationWords: Readonly<Record<(typeof relations)[number], string>> = {
  equal: msg('Ours asks the same'),
  superset: msg('Ours contains it'),
  subset: msg('Ours is contained in it'),
  intersects: msg('Ours shares a part with it'),
  supports: msg('Ours helps with it'),
};

export const standardStages = {
  requested: msg('Requested by the Commission'),
  drafting: msg('In work'),
  enquiry: msg('Out for comment or vote'),
  adopted: msg('Adopted as a European standard'),
  published: msg('Published'),
  cited: msg('Cited in the Official Journal'),
  withdrawn: msg('Withdrawn or stopped'),
} as const;
export type StandardStage = keyof typeof standardStages;

/** A standard that may become harmonised under the AI Act, followed by date and source (R164; never a promise). */
export const harmonisedStandard = defineRecord({
  type: 'harmonisedStandard',
  prefix: 'hst',
  schema: 1,
  name: [msg('standard in the making'), msg('standards in the making')],
  fields: z.object({
    reference: z.string().trim().min(1, msg('Give its number')).max(80),
    title: z.string().trim().min(1, msg('Give its title')).max(300),
    /** Articles it is meant for, such as `art-17`. */
    articles: z.array(z.string().trim().max(20)).max(20),
    stage: z.enum(Object.keys(standardStages) as [StandardStage, ...StandardStage[]]),
    stageOn: day,
    /** The citation, for the stage "cited" only. */
    citation: z.string().trim().max(300).nullable(),
    source: z.string().trim().min(3, msg('Say where you read it')).max(600),
    lookedOn: z.iso.date(),
    confidence: z.enum(['high', 'medium', 'low']),
    note: text,
    ownerId: person,
  }),
  head: (fields) => ({
    title: `${fields.reference} ${fields.title}`,
    state: fields.stage,
    owner: fields.ownerId,
  }),
});

export const ownFrameworkEndpoints = registerEndpoints(ownFramework, {
  path: 'own-frameworks',
  editable: ['title', 'kind', 'jurisdiction', 'source', 'inForceOn', 'reviewOn', 'applies', 'why', 'ownerId'],
  refs: ['iso-42001:4.1', 'iso-42001:4.2'],
});
export const ownRequirementEndpoints = registerEndpoints(ownRequirement, {
  path: 'own-requirements',
  editable: ['framework', 'number', 'title', 'summary', 'mappedTo', 'relation', 'rationale', 'confidence'],
  example: { framework: 'OWF-0001', number: '4.2', title: 'People are told that they speak with a machine' },
  refs: ['iso-42001:4.2'],
});
export const harmonisedEndpoints = registerEndpoints(harmonisedStandard, {
  path: 'harmonised-standards',
  editable: [
    'reference',
    'title',
    'articles',
    'stage',
    'stageOn',
    'citation',
    'source',
    'lookedOn',
    'confidence',
    'note',
    'ownerId',
  ],
});

export const harmonisedActs = {
  known: endpoint({
    id: 'harmonisedStandard.known',
    method: 'GET',
    path: '/harmonised-standards-known',
    summary: 'Show what the authors found of standards in the making, with source and day',
    input: z.object({}),
    output: z.object({
      notice: z.string(),
      known: z.array(harmonisedStandard.fields.omit({ ownerId: true }).extend({ taken: z.boolean() })),
    }),
  }),
  adopt: endpoint({
    id: 'harmonisedStandard.adopt',
    method: 'POST',
    path: '/harmonised-standards-known',
    summary: 'Take over what the authors found and is not in your list yet',
    past: msg('took over what the authors found of standards in the making'),
    input: z.object({}),
    output: z.object({ made: z.number() }),
  }),
} as const;
