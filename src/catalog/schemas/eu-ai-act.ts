import { z } from 'zod';
import { pack, text, texts, titled } from './shared.ts';

const answer = z.enum(['yes', 'no', 'unknown']);
export type Answer = z.output<typeof answer>;

/** A condition over answers, facts and other conditions; see `classification.ts`. */
export type Condition =
  | { readonly const: boolean }
  | { readonly answer: string }
  | {
      readonly fact: string;
      readonly has?: string;
      readonly only?: readonly string[];
      readonly in?: readonly string[];
      readonly before?: string;
    }
  | { readonly derived: string }
  | { readonly outcome: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

const factTest = z
  .strictObject({
    fact: text,
    has: text.optional(),
    only: texts.min(1).optional(),
    in: texts.min(1).optional(),
    before: text.optional(),
  })
  .refine((each) => Object.keys(each).length === 2, 'One test of a fact at a time');

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ const: z.boolean() }),
    z.strictObject({ answer: text }),
    factTest,
    z.strictObject({ derived: text }),
    z.strictObject({ outcome: text }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
);

const node = z.looseObject({
  id: text,
  group: text,
  source: text,
  question: text.endsWith('?'),
  help: text,
  examples: z.object({ yes: texts.min(1), no: texts.min(1) }),
  askIf: condition.optional(),
  articles: texts.optional(),
  subPoints: texts.optional(),
});

const fact = z.looseObject({
  id: text,
  type: z.enum(['set', 'enum', 'yes-no-unknown', 'date']),
  question: text.endsWith('?'),
  source: text,
  help: text,
  values: z.array(titled.extend({ ref: text.optional(), help: text.optional() })).optional(),
});

const outcome = z.looseObject({
  id: text,
  label: text,
  kind: text,
  terminal: z.boolean().optional(),
  when: condition,
  source: text,
  duties: texts,
  articles: texts.optional(),
});

const duty = z.looseObject({
  id: text,
  title: text,
  when: condition,
  dates: text,
  articles: texts.min(1),
  general: z.boolean().optional(),
  /** Timeline ids of the readings between which the date is disputed. */
  disputed: texts.optional(),
  note: text.optional(),
});

const article = z.looseObject({
  id: text,
  ref: text,
  title: text,
  summary: text,
  confidence: text,
  appliesTo: texts.min(1),
  riskClasses: texts.min(1),
  applicationDate: z.looseObject({ general: z.iso.date().nullable(), note: text.optional() }),
  obligations: z.array(z.looseObject({ id: text, ref: text, text })),
});

const area = titled.extend({
  point: text,
  note: text.nullable(),
  subPoints: z.array(z.looseObject({ id: text, summary: text })).min(1),
});
const registration = z.looseObject({
  title: text,
  fields: z
    .array(z.looseObject({ id: text, point: z.number(), label: text, status: text.optional() }))
    .min(1),
});

/** Regulation (EU) 2024/1689 as amended: obligations, annexes, the classification tree and the timeline. */
export const euAiAct = pack('eu-ai-act', {
  dateConfidence: z.object({ level: text, reason: text }),
  enums: z.object({ roles: texts, riskClasses: texts }),
  articles: z.array(article).length(48),
  annexes: z
    .object({
      annexIII: titled.extend({ areas: z.array(area).length(8) }),
      annexIV: titled.extend({
        items: z.array(titled.extend({ point: text, contents: texts.optional() })).min(1),
      }),
      annexVIII: titled.extend({ sectionA: registration, sectionB: registration, sectionC: registration }),
    })
    .catchall(titled),
  classification: z.looseObject({
    note: text,
    evaluation: z.looseObject({ steps: z.array(z.object({ step: z.number(), do: text })).min(1) }),
    facts: z.array(fact).length(7),
    groups: z.array(titled),
    nodes: z.array(node).length(58),
    derived: z.array(z.looseObject({ id: text, title: text, when: condition })),
    outcomes: z.array(outcome).length(13),
    duties: z.array(duty).length(39),
    dateRules: z.record(text, z.array(z.strictObject({ when: condition, timeline: text })).min(1)),
    prohibitedPractices: z
      .array(z.looseObject({ id: text, ref: text, summary: text, node: text }))
      .length(10),
    transparencyCases: z.array(z.looseObject({ id: text, ref: text, node: text })),
  }),
  /** `status` speaks of the pack's own `asOf`; what is in force today is computed from `date`. */
  timeline: z.array(
    z.looseObject({
      id: text,
      date: z.iso.date(),
      what: text,
      articles: texts,
      status: z.enum(['in-force', 'upcoming']),
      confidence: text,
      source: text,
    }),
  ),
});
export type EuAiAct = z.output<typeof euAiAct>;
