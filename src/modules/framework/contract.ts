import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';

const framework = z.object({
  id: z.string(),
  title: z.string(),
  edition: z.string(),
  notice: z.string().nullable(),
  requirements: z.number(),
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
  controls: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string() })),
});

export const frameworkEndpoints = {
  list: endpoint({
    id: 'framework.list',
    method: 'GET',
    path: '/frameworks',
    summary: 'List the standards and laws of the library',
    input: z.object({}),
    output: z.object({ frameworks: z.array(framework) }),
  }),
  get: endpoint({
    id: 'framework.get',
    method: 'GET',
    path: '/frameworks/:id',
    summary: 'Show what a standard or law asks, in its own order',
    input: z.object({ id: z.string().max(60) }),
    output: framework.extend({ entries: z.array(entry) }),
  }),
  annexA: endpoint({
    id: 'framework.annexA',
    method: 'GET',
    path: '/annex-a',
    summary: "Show the 38 controls of Annex A in the standard's groups and in four themes",
    refs: ['iso-42001:6.1.3'],
    input: z.object({}),
    output: z.object({
      groups: z.array(group.extend({ objective: z.string().nullable() })),
      themes: z.array(group),
      themesNote: z.string(),
    }),
  }),
  requirement: endpoint({
    id: 'framework.requirement',
    method: 'GET',
    path: '/frameworks/:framework/requirements/:id',
    summary: 'Show one requirement: our summary, what to ask, typical evidence, what it is mapped to',
    input: z.object({ framework: z.string().max(60), id: z.string().max(80) }),
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
          fulfils: z.boolean(),
          rationale: z.string(),
          source: z.string(),
          confidence: z.string(),
        }),
      ),
    }),
  }),
  search: endpoint({
    id: 'framework.search',
    method: 'GET',
    path: '/requirements',
    summary: 'Search the requirements of all standards and laws',
    input: z.object({
      q: z.string().trim().min(1, 'Type a word').max(200),
      framework: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      total: z.number(),
      results: z.array(entry.extend({ summary: z.string().nullable() })),
    }),
  }),
} as const;

/** What a mapping means, read from the requirement whose page it stands on. */
export const relations = {
  equal: 'asks the same as',
  subset: 'is contained in',
  superset: 'contains',
  intersects: 'shares a part with',
  supports: 'helps with, but is not part of,',
} as const;
