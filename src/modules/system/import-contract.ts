import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';

const id = z.string().max(80);
const mapping = z.object({
  layout: z.string().max(40),
  key: z.array(z.string().max(500)).max(10),
  fields: z.record(z.string().max(60), z.string().max(500)),
});
const problem = z.object({ line: z.number(), column: z.string(), value: z.string(), message: z.string() });

/** What an import would do, or did. */
export const importSummary = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['staged', 'applying', 'done', 'undone']),
  layout: z.string(),
  layoutTitle: z.string(),
  encoding: z.string(),
  columns: z.array(z.string()),
  mapping,
  sample: z.array(z.record(z.string(), z.string())),
  total: z.number(),
  applied: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  errors: z.array(problem),
  errorCount: z.number(),
  repeatedKeys: z.number(),
  identicalRows: z.number(),
  decided: z.array(z.object({ node: z.string(), question: z.string(), share: z.number() })),
  createdAt: z.string(),
});

export const importActs = {
  start: endpoint({
    id: 'import.start',
    method: 'POST',
    path: '/imports',
    summary: 'Stage a file of AI systems and say what would happen',
    past: msg('staged a file'),
    takes: 'file',
    refs: ['iso-42001:A.4.2'],
    input: z.object({
      fileName: z.string().min(1).max(255),
      mapping: z
        .string()
        .max(20_000)
        .optional()
        .describe('JSON; without it the layout is recognised or guessed'),
    }),
    output: importSummary,
  }),
  map: endpoint({
    id: 'import.map',
    method: 'POST',
    path: '/imports/:id/mapping',
    summary: 'Map the columns by hand and say again what would happen',
    past: msg('mapped the columns of a file'),
    input: z.object({ id, mapping }),
    output: importSummary,
  }),
  apply: endpoint({
    id: 'import.apply',
    method: 'POST',
    path: '/imports/:id/apply',
    summary: 'Import the staged rows',
    past: msg('imported the staged rows'),
    refs: ['iso-42001:A.4.2'],
    input: z.object({ id }),
    output: importSummary,
  }),
  get: endpoint({
    id: 'import.get',
    method: 'GET',
    path: '/imports/:id',
    summary: 'Show how far an import is',
    input: z.object({ id }),
    output: importSummary,
  }),
  list: endpoint({
    id: 'import.list',
    method: 'GET',
    path: '/imports',
    summary: 'List imports',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          fileName: z.string(),
          state: z.string(),
          total: z.number(),
          applied: z.number(),
          createdAt: z.string(),
        }),
      ),
    }),
  }),
  undo: endpoint({
    id: 'import.undo',
    method: 'POST',
    path: '/imports/:id/undo',
    summary: 'Undo the import where nobody touched anything since',
    past: msg('undid an import'),
    input: z.object({ id }),
    output: z.object({
      removed: z.number(),
      restored: z.number(),
      kept: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string(), reason: z.string() })),
    }),
  }),
} as const;
