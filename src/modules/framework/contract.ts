import { z } from 'zod';
import { packIds } from '#catalog/pack-ids.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery } from '#kernel/register.ts';

/** By which version of a pack the organisation works, chosen by a person; without one it is the newest installed. */
export const packChoice = defineRecord({
  type: 'packChoice',
  prefix: 'pck',
  schema: 1,
  name: [msg('choice of a pack'), msg('choices of packs')],
  fields: z.object({
    packId: z.string().max(60),
    /** Null follows the newest installed version again. */
    packVersion: z.string().max(20).nullable(),
    reason: z.string().max(4000).nullable(),
    chosenBy: z.string().max(80).nullable(),
    chosenOn: z.iso.date(),
  }),
  head: (fields) => ({
    title: `${fields.packId}, ${fields.packVersion ?? t('newest')}`,
    owner: fields.chosenBy,
  }),
});

const framework = z.object({
  id: z.string(),
  title: z.string(),
  edition: z.string(),
  /** The pack: a day, and when needed a count behind it. */
  version: z.string(),
  /** SHA-256 of the pack's bytes. */
  sha256: z.string(),
  publisher: z.object({ name: z.string(), url: z.string().nullable() }),
  dates: z.object({
    asOf: z.string(),
    published: z.string().optional(),
    inForce: z.string().optional(),
    applies: z.string().optional(),
    amended: z.string().optional(),
  }),
  notice: z.string().nullable(),
  requirements: z.number(),
  /** How many entries of each kind. */
  loads: z.array(z.object({ kind: z.string(), count: z.number() })),
  /** How much is said of an entry: its title alone, a summary, or also what to ask and what evidence is typical. */
  depth: z.enum(['titles', 'summaries', 'questions']),
});

const entry = z.object({
  id: z.string(),
  ref: z.string(),
  framework: z.string(),
  kind: z.string(),
  title: z.string(),
  parent: z.string().nullable(),
  pdca: z.enum(['plan', 'do', 'check', 'act']).nullable(),
  mapped: z.number(),
});

const group = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  controls: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string() })),
});
/** A heading of Annex A; only A.6 has headings below it. */
const objective = group.extend({ groups: z.array(group) });

export const frameworkEndpoints = {
  list: endpoint({
    id: 'framework.list',
    method: 'GET',
    path: '/frameworks',
    summary: 'List the standards and laws of the library',
    input: pastQuery,
    output: z.object({ frameworks: z.array(framework) }),
  }),
  get: endpoint({
    id: 'framework.get',
    method: 'GET',
    path: '/frameworks/:id',
    summary: 'Show what a standard or law asks, in its own order',
    example: { id: 'eu-ai-act' },
    input: z.object({ id: z.string().max(60), ...pastQuery.shape }),
    output: framework.extend({ entries: z.array(entry) }),
  }),
  annexA: endpoint({
    id: 'framework.annexA',
    method: 'GET',
    path: '/annex-a',
    summary: "Show the 38 controls of Annex A in the standard's groups and in four themes",
    refs: ['iso-42001:6.1.3'],
    input: pastQuery,
    output: z.object({
      groups: z.array(objective),
      themes: z.array(group),
      themesNote: z.string(),
    }),
  }),
  requirement: endpoint({
    id: 'framework.requirement',
    method: 'GET',
    path: '/frameworks/:framework/requirements/:id',
    summary: 'Show one requirement: our summary, what to ask, typical evidence, what it is mapped to',
    example: { framework: 'eu-ai-act', id: 'art-26' },
    input: z.object({ framework: z.string().max(60), id: z.string().max(80), ...pastQuery.shape }),
    output: entry.omit({ mapped: true }).extend({
      summary: z.string().nullable(),
      documentedInformation: z.string().nullable(),
      asks: z.array(z.string()),
      typicalEvidence: z.array(z.string()),
      advice: z.array(z.string()),
      confidence: z.string().nullable(),
      frameworkTitle: z.string(),
      edition: z.string(),
      path: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string() })),
      children: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string() })),
      themes: z.array(z.string()),
      mappings: z.array(
        z.object({
          id: z.string(),
          to: z.string(),
          framework: z.string(),
          frameworkTitle: z.string(),
          title: z.string().nullable(),
          relation: z.enum(['equal', 'subset', 'superset', 'intersects', 'supports']),
          /** The relation in words, from this requirement's side. */
          meaning: z.string(),
          /** The row of the crosswalk was written from the other end. */
          backwards: z.boolean(),
          fulfils: z.boolean(),
          rationale: z.string(),
          source: z.string(),
          confidence: z.string(),
        }),
      ),
    }),
  }),
  packs: endpoint({
    id: 'framework.packs',
    method: 'GET',
    path: '/packs',
    summary: 'Show which versions of the packs are in use and installed',
    input: pastQuery,
    output: z.object({
      packs: z.array(
        z.object({
          id: z.string(),
          version: z.string(),
          sha256: z.string(),
          installed: z.array(z.object({ version: z.string(), sha256: z.string() })),
          choice: z
            .object({
              version: z.string().nullable(),
              reason: z.string().nullable(),
              by: z.string().nullable(),
              on: z.string(),
            })
            .nullable(),
        }),
      ),
    }),
  }),
  packChanges: endpoint({
    id: 'framework.packChanges',
    method: 'GET',
    path: '/packs/:pack/changes',
    summary: 'Show what differs between two versions of a pack, and which records rest on it',
    example: { pack: 'rights-assessment', from: '2026-11-24', to: '2026-11-27' },
    input: z.object({ pack: z.enum(packIds), from: z.string().max(20), to: z.string().max(20) }),
    output: z.object({
      pack: z.string(),
      from: z.string(),
      to: z.string(),
      total: z.number(),
      changes: z.array(
        z.object({
          id: z.string(),
          section: z.string(),
          what: z.enum(['added', 'removed', 'changed']),
          title: z.string().nullable(),
          fields: z.array(
            z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
          ),
          ends: z.array(z.string()),
        }),
      ),
      effectCount: z.number(),
      effects: z.array(
        z.object({
          entry: z.string(),
          type: z.string(),
          id: z.string(),
          title: z.string(),
          href: z.string(),
          how: z.string(),
        }),
      ),
    }),
  }),
  // The organisation's own settings are looked up anew after every operation whose name begins like this.
  choosePack: endpoint({
    id: 'organisation.choosePack',
    method: 'POST',
    path: '/packs/:pack/choose',
    summary: 'Choose by which version of a pack the organisation works',
    past: msg('chose the version of a pack'),
    example: { pack: 'iso-42001', version: '2026-11-24' },
    input: z.object({
      pack: z.enum(packIds),
      version: z.string().max(20).nullable().describe('an installed version, or null for the newest'),
      reason: z.string().trim().min(3, msg('Give a reason')).max(4000),
    }),
    output: packChoice.fields.extend({ id: z.string(), ref: z.string(), version: z.number() }),
  }),
  search: endpoint({
    id: 'framework.search',
    method: 'GET',
    path: '/requirements',
    summary: 'Search the requirements of all standards and laws',
    input: z.object({
      q: z.string().trim().min(1, msg('Type a word')).max(200),
      framework: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      ...pastQuery.shape,
    }),
    output: z.object({
      total: z.number(),
      results: z.array(entry.extend({ summary: z.string().nullable() })),
    }),
  }),
} as const;

const RELATIONS = {
  equal: msg('asks the same as'),
  subset: msg('is contained in'),
  superset: msg('contains'),
  intersects: msg('shares a part with'),
  supports: msg('helps with, but is not part of,'),
} as const;

/**
 * What a mapping means, read from the requirement whose page it stands on. Containment is turned round by the catalog;
 * help is not, so that a row written from the other end says who helps whom.
 */
export function meaningOf(mapping: {
  readonly relation: keyof typeof RELATIONS;
  readonly backwards: boolean;
}): string {
  return mapping.relation === 'supports' && mapping.backwards
    ? t('is helped by')
    : RELATIONS[mapping.relation];
}
