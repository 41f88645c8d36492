import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';

/** Methods that one organisation takes from another: each is a decision of its own, and none is replaced unasked. */
export const methodKinds = {
  riskCriteria: msg('How risks are judged'),
  impactCriteria: msg('How impacts are assessed'),
  staleRule: msg('What a change makes stale'),
  gateRule: msg('What a gate asks for'),
  branding: msg('How documents look'),
} as const;
export type MethodKind = keyof typeof methodKinds;

/** Kinds of templates that one organisation takes from another, methods among them. */
export const templateKinds = {
  ownFramework: msg('Own framework'),
  ownRequirement: msg('Requirement of an own framework'),
  control: msg('How a control is implemented'),
  obligation: msg('Recurring obligation'),
  ...methodKinds,
} as const;
export type TemplateKind = keyof typeof templateKinds;
const kindIds = Object.keys(templateKinds) as [TemplateKind, ...TemplateKind[]];

/** That templates were taken from another organisation: from whom, which, and what they became here. */
export const templateCopy = defineRecord({
  type: 'templateCopy',
  prefix: 'tpc',
  schema: 1,
  name: [msg('copy of templates'), msg('copies of templates')],
  fields: z.object({
    sourceOrg: z.string().max(80),
    sourceName: z.string().max(200),
    copiedBy: z.string().max(80).nullable(),
    copiedOn: z.iso.date(),
    items: z
      .array(
        z.strictObject({
          kind: z.enum(kindIds),
          sourceId: z.string().max(80),
          sourceRef: z.string().max(40),
          targetId: z.string().max(80),
          /** SHA-256 of what was copied: whether it was changed here since shows by it. */
          hash: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .max(2000),
  }),
  head: (fields) => ({ title: `${fields.sourceName}, ${fields.copiedOn}`, owner: fields.copiedBy }),
});

export const templateCopyEndpoints = registerEndpoints(templateCopy, {
  path: 'template-copies',
  editable: [],
});

/** What copying would do with one template. */
export const previewItem = z.object({
  key: z.string(),
  kind: z.enum(kindIds),
  ref: z.string(),
  title: z.string(),
  state: z.enum(['new', 'changed', 'differs', 'same', 'kept']),
  /** Why it differs or is kept as it is here. */
  why: z.string().nullable(),
  /** Why whoever asks may not decide this method here. */
  mayNot: z.string().nullable(),
  fields: z.record(z.string(), z.unknown()),
  here: z.record(z.string(), z.unknown()).nullable(),
  /** What it is here, and the version that was looked at. */
  target: z.object({ id: z.string(), version: z.number() }).nullable(),
});
export type PreviewItem = z.output<typeof previewItem>;

const day = z.object({ day: z.string(), title: z.string(), href: z.string() });
export const portfolioRow = z.object({
  today: z.string(),
  /** Subclauses whose records are complete, of all that apply. */
  complete: z.number(),
  requirements: z.number(),
  raised: z.number(),
  openNonconformities: z.number(),
  openMajors: z.number(),
  overdue: z.number(),
  nextAudit: day.nullable(),
  /** What waits for the person who asks. */
  waiting: z.number(),
  mostUrgent: z.object({ title: z.string(), href: z.string(), dueAt: z.string().nullable() }).nullable(),
});
export type PortfolioRow = z.output<typeof portfolioRow>;

export const practiceEndpoints = {
  row: endpoint({
    id: 'portfolio.row',
    method: 'GET',
    path: '/portfolio-row',
    summary: 'Show how this organisation stands in one row, and what waits for you in it',
    input: z.object({}),
    output: portfolioRow,
  }),
} as const;
