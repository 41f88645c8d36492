import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery } from '#kernel/register.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';

const id = z.string().max(80);
const verdict = z.enum(Object.keys(verdicts) as [Verdict, ...Verdict[]]);
const relation = z.enum(['equal', 'subset', 'superset', 'intersects', 'supports']);

export const coverages = {
  carried: { label: msg('Carried over'), says: msg('One of our requirements asks the same or contains it.') },
  part: {
    label: msg('A part'),
    says: msg('One of our requirements is contained in it; the rest is not covered.'),
  },
  shared: {
    label: msg('Touched'),
    says: msg('Ours only shares a part with it, or helps. That never counts as fulfilled.'),
  },
  none: { label: msg('Nothing'), says: msg('Nothing of the management system speaks to it.') },
} as const;
const coverage = z.enum(Object.keys(coverages) as [keyof typeof coverages, ...(keyof typeof coverages)[]]);

/** One of ours, as it relates to the line it stands in. */
const tie = z.object({
  ours: z.string(),
  title: z.string(),
  relation,
  /** In words, from our side: "asks the same as". */
  meaning: z.string(),
  counts: z.boolean(),
  verdict,
  rationale: z.string(),
  source: z.string(),
  confidence: z.string(),
});

const line = z.object({
  ref: z.string(),
  id: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  coverage,
  verdict: verdict.nullable(),
  confidence: z.string().nullable(),
  ties: z.array(tie),
  /** What is asked there and nothing of ours contains, in our words. */
  missing: z.array(z.string()),
  /** For laws: whom it binds, and from which day. */
  roles: z.array(z.string()),
  from: z.string().nullable(),
  inForce: z.boolean().nullable(),
  dateNote: z.string().nullable(),
});
export type ReadinessLine = z.output<typeof line>;

const counted = z.object({ coverage, verdict: verdict.nullable(), count: z.number() });

export const actRoles = [
  'provider',
  'deployer',
  'importer',
  'distributor',
  'authorisedRepresentative',
  'gpaiProvider',
  'productManufacturer',
] as const;

export const levels = {
  none: msg('Not done'),
  partly: msg('Done in part'),
  done: msg('Done'),
  measured: msg('Done and measured'),
  'not-applicable': msg('Not applicable'),
} as const;
export type Level = keyof typeof levels;
const level = z.enum(Object.keys(levels) as [Level, ...Level[]]);

/** What the organisation itself says of one outcome of a framework: where it is, where it wants to be (NIST profiles). */
export const profileEntry = defineRecord({
  type: 'profileEntry',
  prefix: 'pfe',
  schema: 1,
  name: [msg('statement of a profile'), msg('statements of a profile')],
  fields: z.object({
    /** `nist-ai-rmf:GOVERN-1.1` */
    requirementId: z.string().max(140),
    current: level.nullable(),
    target: level.nullable(),
    statement: z.string().max(4000).nullable(),
    ownerId: z.string().max(80).nullable(),
    statedBy: z.string().max(80).nullable(),
    statedOn: z.iso.date(),
  }),
  personal: ['statement'],
  head: (fields) => ({ title: fields.requirementId, owner: fields.ownerId, state: fields.current }),
});

const cell = z.object({
  framework: z.string(),
  id: z.string(),
  title: z.string().nullable(),
  relation,
  counts: z.boolean(),
});

export const readinessEndpoints = {
  readiness: endpoint({
    id: 'framework.readiness',
    method: 'GET',
    path: '/frameworks/:framework/readiness',
    summary: 'Show what our records cover of another standard or law, and what is still missing',
    input: z.object({
      framework: z.string().max(80).describe('of the library, or the reference of one of your own'),
      role: z.enum(actRoles).optional().describe('of the AI Act: only what binds this role'),
      day: z.iso.date().optional().describe('of the AI Act: what applies on this day; today when left out'),
      applying: z.enum(['true', 'false']).optional().describe('of the AI Act: only what applies on that day'),
      ...pastQuery.shape,
    }),
    output: z.object({
      id: z.string(),
      title: z.string(),
      basis: z.string(),
      day: z.string(),
      counts: z.array(counted),
      lines: z.array(line),
    }),
  }),
  readinessFile: endpoint({
    id: 'framework.readinessFile',
    method: 'GET',
    path: '/frameworks/:framework/readiness/file',
    summary: 'Export the readiness for another standard or law',
    answers: 'file',
    input: z.object({
      framework: z.string().max(80),
      role: z.enum(actRoles).optional(),
      day: z.iso.date().optional(),
      format: z.enum(['docx', 'pdf', 'xlsx', 'html', 'md']),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
  integrated: endpoint({
    id: 'framework.integrated',
    method: 'GET',
    path: '/frameworks-integrated',
    summary: 'Show ISO/IEC 42001 beside ISO/IEC 27001, ISO 9001 and ISO 14001, clause by clause',
    input: pastQuery,
    output: z.object({
      frameworks: z.array(z.object({ id: z.string(), title: z.string() })),
      rows: z.array(
        z.object({ id: z.string(), title: z.string(), kind: z.string(), verdict, cells: z.array(cell) }),
      ),
      /** Of how many of our requirements the same process serves another standard, by standard. */
      shared: z.array(z.object({ framework: z.string(), same: z.number(), part: z.number() })),
      personalData: z.object({ systems: z.number(), of: z.number(), advice: z.string() }),
    }),
  }),
  profile: endpoint({
    id: 'framework.profile',
    method: 'GET',
    path: '/frameworks/:framework/profile',
    summary: 'Show what you say of each outcome: where you are, where you want to be',
    input: z.object({ framework: z.string().max(80), ...pastQuery.shape }),
    output: z.object({
      id: z.string(),
      title: z.string(),
      said: z.number(),
      rows: z.array(
        z.object({
          requirementId: z.string(),
          id: z.string(),
          title: z.string(),
          summary: z.string().nullable(),
          group: z.string(),
          coverage,
          entry: z
            .object({
              id: z.string(),
              version: z.number(),
              current: level.nullable(),
              target: level.nullable(),
              statement: z.string().nullable(),
              ownerId: z.string().nullable(),
              statedBy: z.string().nullable(),
              statedOn: z.string(),
            })
            .nullable(),
        }),
      ),
    }),
  }),
  setProfile: endpoint({
    id: 'framework.setProfile',
    method: 'POST',
    path: '/frameworks/:framework/profile',
    summary: 'Say where you are and want to be with one outcome',
    past: msg('said where the organisation is with an outcome'),
    input: z.object({
      framework: z.string().max(80),
      requirement: z.string().max(80),
      current: level.nullable().default(null),
      target: level.nullable().default(null),
      statement: z.string().trim().max(4000).nullable().default(null),
      ownerId: z.string().max(80).nullable().default(null),
      version: z.coerce.number().int().min(1).optional().describe('the version you saw, when there is one'),
    }),
    output: profileEntry.fields.extend({ id: z.string(), ref: z.string(), version: z.number() }),
  }),
  bundles: endpoint({
    id: 'framework.bundles',
    method: 'GET',
    path: '/frameworks-bundles',
    summary: 'List the AI systems with a high-risk outcome under the AI Act, and what their files hold',
    input: pastQuery,
    output: z.object({
      systems: z.array(
        z.object({
          id: z.string(),
          ref: z.string(),
          name: z.string(),
          outcomes: z.array(z.string()),
          confirmed: z.boolean(),
          roles: z.array(z.string()),
          present: z.number(),
          missing: z.number(),
        }),
      ),
    }),
  }),
  bundle: endpoint({
    id: 'framework.bundle',
    method: 'GET',
    path: '/frameworks-bundles/:id',
    summary: 'Show what the records hold for the high-risk duties of one AI system, and what is missing',
    input: z.object({ id, ...pastQuery.shape }),
    output: z.object({
      system: z.object({ id: z.string(), ref: z.string(), name: z.string() }),
      outcomes: z.array(z.string()),
      confirmed: z.boolean(),
      parts: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          summary: z.string().nullable(),
          roles: z.array(z.string()),
          from: z.string().nullable(),
          dateNote: z.string().nullable(),
          confidence: z.string().nullable(),
          records: z.array(
            z.object({
              id: z.string(),
              type: z.string(),
              kind: z.string(),
              ref: z.string(),
              title: z.string(),
              state: z.string().nullable(),
              evidence: z.array(z.string()),
            }),
          ),
          missing: z.array(z.string()),
        }),
      ),
    }),
  }),
  bundleFile: endpoint({
    id: 'framework.bundleFile',
    method: 'POST',
    path: '/frameworks-bundles/:id/file',
    summary: 'Write the file of an AI system for its high-risk duties, with a checkpoint of the log',
    past: msg('wrote the file of an AI system for its high-risk duties'),
    answers: 'file',
    input: z.object({ id, format: z.enum(['docx', 'pdf', 'html', 'md']), language: documentLanguage }),
    output: z.unknown(),
  }),
} as const;
