import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';

const id = z.string().max(80);
const person = id.nullable();
const long = z.string().max(8000).nullable();
const day = z.iso.date().nullable();

export const decisionKinds = ['informs', 'recommends', 'decides'] as const;
export const decisionTitles: Readonly<Record<(typeof decisionKinds)[number], string>> = {
  informs: msg('Informs people, who decide by themselves'),
  recommends: msg('Recommends; a person decides'),
  decides: msg('Decides, with or without somebody watching'),
};

/** One measure of explanation on a card: used, planned, or left out, and how or why. */
const measure = z.strictObject({
  id: z.string().max(60),
  state: z.enum(['used', 'planned', 'left-out']),
  how: z.string().trim().min(1, msg('Say how, or why not')).max(2000),
});

/** What users and affected people are told of an AI system (A.8.2, A.6.2.7; R123 to R126): the card in work. */
export const card = defineRecord({
  type: 'card',
  prefix: 'crd',
  schema: 1,
  name: [msg('system card'), msg('system cards')],
  fields: z.object({
    systemId: id.min(1, msg('Choose the AI system')),
    title: z.string().trim().min(1, msg('Give the card a title')).max(300),
    decisionKind: z.enum(decisionKinds).nullable(),
    summary: long,
    intendedUse: long,
    notFor: long,
    capabilities: long,
    limits: long,
    performance: long,
    dataUsed: long,
    oversight: long,
    measures: z.array(measure).max(40),
    contact: long,
    ownerId: person,
    /** Who wrote the last change: somebody else publishes. */
    preparedBy: person,
    publishedNumber: z.number().int().min(1).nullable(),
    publishedOn: day,
    /** What is in work differs from what is published. */
    changed: z.boolean(),
    /** The public address, when the organisation switched it on. */
    address: z.string().max(80).nullable(),
    addressChosen: z.boolean(),
    publicSince: day,
  }),
  personal: ['contact'],
  head: (fields) => ({
    title: fields.title,
    state: fields.publishedNumber === null ? 'in work' : 'published',
    owner: fields.ownerId,
  }),
});

const section = z.object({ key: z.string(), title: z.string(), text: z.string() });
/** The content of a card as it is read: frozen when it is published. */
export const cardContent = z.object({
  title: z.string(),
  organisation: z.string(),
  system: z.object({
    ref: z.string(),
    name: z.string(),
    stage: z.string().nullable(),
    riskClass: z.string(),
  }),
  decisionKind: z.string().nullable(),
  sections: z.array(section),
  measures: z.array(
    z.object({ title: z.string(), audience: z.string(), state: z.string(), how: z.string() }),
  ),
  madeOf: z.array(z.object({ kind: z.string(), ref: z.string(), title: z.string() })),
});
export type CardContent = z.output<typeof cardContent>;

/** One published version of a card; it never changes. */
export const cardVersion = defineRecord({
  type: 'cardVersion',
  prefix: 'crv',
  schema: 1,
  name: [msg('published system card'), msg('published system cards')],
  fields: z.object({
    cardId: id,
    systemId: id,
    number: z.number().int().min(1),
    content: cardContent.nullable(),
    changes: z.string().max(2000).nullable(),
    preparedBy: person,
    publishedBy: person,
    publishedOn: z.iso.date(),
    singlePersonReason: z.string().max(2000).nullable(),
  }),
  personal: ['content'],
  head: (fields) => ({
    title: t('{title}, version {number}', {
      title: fields.content?.title ?? t('System card'),
      number: fields.number,
    }),
  }),
});

export const cardEndpoints = registerEndpoints(card, {
  path: 'cards',
  editable: [
    'systemId',
    'title',
    'decisionKind',
    'summary',
    'intendedUse',
    'notFor',
    'capabilities',
    'limits',
    'performance',
    'dataUsed',
    'oversight',
    'measures',
    'contact',
    'ownerId',
  ],
  refs: ['iso-42001:A.8.2', 'iso-42001:A.6.2.7'],
});
export const versionEndpoints = registerEndpoints(cardVersion, {
  path: 'card-versions',
  editable: [],
  refs: ['iso-42001:A.8.2'],
});

const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const annexes = ['annex-iv', 'annex-viii-a', 'annex-viii-b', 'annex-viii-c'] as const;
const act = <In extends z.ZodType>(
  verb: string,
  summary: string,
  more: { readonly past: string; readonly input: In },
) =>
  endpoint({
    id: `card.${verb}`,
    method: 'POST',
    path: `/cards/:id/${verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    summary,
    past: more.past,
    refs: ['iso-42001:A.8.2'],
    input: more.input,
    output: cardEndpoints.record,
  });

export const cardActs = {
  publish: act('publish', msg('Publish the card as its next version'), {
    past: msg('published this card'),
    input: seen.extend({
      changes: z.string().trim().max(2000).nullish().describe('what changed, for readers'),
    }),
  }),
  reaffirm: act('reaffirm', msg('Say that the published card still holds'), {
    past: msg('looked at this card again: it still holds'),
    input: seen,
  }),
  switchOn: act('switchOn', msg('Put the published card on a public address'), {
    past: msg('put this card on a public address'),
    input: seen.extend({
      address: z
        .string()
        .regex(
          /^[a-z0-9](?:[a-z0-9-]{6,58}[a-z0-9])$/,
          msg('Eight to sixty small letters, digits and dashes'),
        )
        .nullish()
        .describe('an address of your own; without it one that nobody can guess'),
    }),
  }),
  switchOff: act('switchOff', msg('Take the card off its public address'), {
    past: msg('took this card off its public address'),
    input: seen,
  }),
  preview: endpoint({
    id: 'card.preview',
    method: 'GET',
    path: '/cards/:id/preview',
    summary: 'Show the card in work as it would be published, with what is missing',
    refs: ['iso-42001:A.8.2'],
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({
      content: cardContent,
      /** What must be said before it may be published. */
      missing: z.array(z.string()),
      measures: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          audience: z.string(),
          help: z.string(),
          law: z.string().nullable(),
          fits: z.boolean(),
        }),
      ),
      basis: z.string(),
    }),
  }),
  ofSystem: endpoint({
    id: 'card.ofSystem',
    method: 'GET',
    path: '/systems/:id/card',
    summary: 'Show the card of an AI system and its published versions',
    refs: ['iso-42001:A.8.2'],
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({ card: cardEndpoints.record.nullable(), versions: z.array(versionEndpoints.record) }),
  }),
  file: endpoint({
    id: 'card.file',
    method: 'GET',
    path: '/cards/:id/file',
    summary: 'Export a card',
    answers: 'file',
    refs: ['iso-42001:A.8.2'],
    input: z.object({
      id,
      number: z.coerce
        .number()
        .int()
        .min(1)
        .optional()
        .describe('a published version; without it the newest, or the one in work'),
      format: z.enum(['pdf', 'json', 'html', 'docx', 'md']),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
  technical: endpoint({
    id: 'card.technical',
    method: 'GET',
    path: '/systems/:id/technical-documentation',
    summary: 'Put technical documentation or registration data together from the records, with the gaps',
    refs: ['eu-ai-act:art-11', 'eu-ai-act:art-49', 'iso-42001:A.6.2.7'],
    input: z.object({ id, annex: z.enum(annexes).default('annex-iv') }).extend(pastQuery.shape),
    output: z.object({
      annex: z.object({
        id: z.string(),
        ref: z.string(),
        article: z.string(),
        title: z.string(),
        who: z.string(),
        notice: z.string(),
        confidenceNote: z.string(),
        sources: z.array(
          z.object({
            what: z.string(),
            read: z.string(),
            checkedAgainst: z.string(),
            confidence: z.string(),
          }),
        ),
      }),
      system: z.object({ id: z.string(), ref: z.string(), name: z.string() }),
      applies: z.string(),
      filled: z.number().int(),
      gaps: z.number().int(),
      groups: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          items: z.array(
            z.object({
              point: z.string(),
              title: z.string(),
              asks: z.string(),
              when: z.string().nullable(),
              /** `kept-elsewhere`: no register here holds it. */
              state: z.enum(['filled', 'partly', 'gap', 'kept-elsewhere']),
              /** Of a point that is filled in part: what it still asks for. */
              lacks: z.array(z.string()),
              parts: z.array(z.object({ label: z.string(), text: z.string(), href: z.string().nullable() })),
              fix: z.object({ text: z.string(), href: z.string() }).nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
  technicalFile: endpoint({
    id: 'card.technicalFile',
    method: 'GET',
    path: '/systems/:id/technical-documentation/file',
    summary: 'Export technical documentation or registration data',
    answers: 'file',
    refs: ['eu-ai-act:art-11', 'eu-ai-act:art-49'],
    input: z.object({
      id,
      annex: z.enum(annexes).default('annex-iv'),
      format: z.enum(['pdf', 'docx', 'json']),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
} as const;
