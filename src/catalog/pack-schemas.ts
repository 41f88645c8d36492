import { z } from 'zod';

const text = z.string().min(1);
const texts = z.array(text);
const titled = z.looseObject({ id: text, title: text });
const child = titled.extend({ parent: text.nullable() });

const asking = z.looseObject({
  id: text,
  title: text,
  displayTitle: text.optional(),
  summary: text,
  asks: texts.min(3).max(6),
  typicalEvidence: texts.min(1),
  documentedInformation: text.nullish(),
  advice: texts.optional(),
});

/** ISO/IEC 42001: ids and titles are facts, the rest is in our own words. */
const iso42001 = z.looseObject({
  id: z.literal('iso-42001'),
  title: text,
  edition: text,
  notice: text,
  lifecycleStages: z.array(titled).length(7),
  clauseGroups: z.array(child),
  clauses: z.array(asking.extend({ parent: text })).length(32),
  annexA: z.looseObject({
    objectives: z.array(child.extend({ objective: text })).length(11),
    controls: z.array(asking.extend({ objective: text, group: text, lifecycleStages: texts })).length(38),
  }),
  annexC: z.looseObject({ objectives: z.array(titled).length(11), riskSources: z.array(titled).length(7) }),
  roles: z.looseObject({
    note: text,
    confidence: text,
    list: z.array(
      titled.extend({
        summary: text,
        subRoles: z.array(titled),
        suggestedAiAct: z.array(z.looseObject({ role: text.nullable(), when: text })),
      }),
    ),
  }),
  exclusionTraps: z.looseObject({
    note: text,
    list: z.array(
      z.looseObject({
        id: text,
        controls: texts.min(1),
        severity: z.enum(['contradiction', 'role', 'fact']),
        when: text,
        message: text,
        clauses: texts,
      }),
    ),
  }),
  controlAdvice: z.looseObject({ mustHaveEvidence: z.record(text, texts.min(1)) }),
});

const answer = z.enum(['yes', 'no', 'unknown']);
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

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ const: z.boolean() }),
    z.strictObject({ answer: text }),
    z.strictObject({
      fact: text,
      has: text.optional(),
      only: texts.optional(),
      in: texts.optional(),
      before: text.optional(),
    }),
    z.strictObject({ derived: text }),
    z.strictObject({ outcome: text }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
);

const treeNode = z.looseObject({
  id: text,
  group: text,
  source: text,
  question: text,
  help: text,
  examples: z.object({ yes: texts.min(1), no: texts.min(1) }),
  askIf: condition.optional(),
  articles: texts.optional(),
});
const treeFact = z.looseObject({
  id: text,
  type: z.enum(['set', 'enum', 'yes-no-unknown', 'date']),
  question: text,
  source: text,
  help: text,
  values: z.array(titled).optional(),
});

/** Regulation (EU) 2024/1689 as amended: obligations, annexes, the classification tree and the timeline. */
export const euAiAct = z.looseObject({
  id: z.literal('eu-ai-act'),
  title: text,
  asOf: z.iso.date(),
  notice: text,
  articles: z
    .array(
      z.looseObject({
        id: text,
        ref: text,
        title: text,
        summary: text,
        confidence: text.optional(),
        obligations: z.array(z.looseObject({ id: text, ref: text, text })),
      }),
    )
    .length(48),
  annexes: z.looseObject({}),
  classification: z.looseObject({
    note: text,
    facts: z.array(treeFact),
    groups: z.array(titled),
    nodes: z.array(treeNode).length(58),
    derived: z.array(z.looseObject({ id: text, title: text, when: condition })),
    outcomes: z
      .array(
        z.looseObject({
          id: text,
          label: text,
          kind: text,
          terminal: z.boolean().optional(),
          when: condition,
          source: text,
          duties: texts,
          articles: texts.optional(),
        }),
      )
      .length(13),
    duties: z
      .array(
        z.looseObject({
          id: text,
          title: text,
          when: condition,
          dates: text,
          articles: texts.optional(),
          general: z.boolean().optional(),
        }),
      )
      .length(39),
    dateRules: z.record(text, z.array(z.looseObject({ when: condition, timeline: text.nullable() }))),
  }),
  timeline: z.array(
    z.looseObject({ id: text, date: z.iso.date(), what: text, status: text, confidence: text, source: text }),
  ),
});

const nist = z.looseObject({
  id: z.literal('nist-ai-rmf'),
  title: text,
  edition: text,
  functions: z
    .array(
      z.looseObject({
        id: text,
        summary: text,
        categories: z.array(
          z.looseObject({
            id: text,
            ref: text,
            summary: text,
            subcategories: z.array(z.looseObject({ id: text, ref: text, summary: text, topic: text })),
          }),
        ),
      }),
    )
    .length(4),
});
const genai = z.looseObject({
  id: z.literal('nist-genai-profile'),
  title: text,
  edition: text,
  risks: z.array(titled.extend({ summary: text })).length(12),
});
const iso27001 = z.looseObject({
  id: z.literal('iso-27001'),
  title: text,
  edition: text,
  clauses: z.array(child),
  themes: z.array(titled),
  annexA: z.array(titled.extend({ theme: text })).length(93),
});
const clausesOnly = z.looseObject({
  id: text,
  title: text,
  edition: text,
  notice: text.optional(),
  clauses: z.array(z.looseObject({ id: text, title: text.nullable(), parent: text.nullable() })),
});
const gdpr = z.looseObject({
  id: z.literal('gdpr'),
  title: text,
  articles: z.array(z.looseObject({ id: text, ref: text, title: text })),
  elements: z
    .array(
      z.looseObject({
        id: text,
        article: text,
        ref: text,
        title: text,
        summary: text,
        requiredElements: z.array(z.looseObject({ id: text, text })),
      }),
    )
    .length(25),
});

export const relation = z.enum(['equal', 'subset', 'superset', 'intersects', 'supports']);
const crosswalks = z.array(
  z.looseObject({
    id: text,
    from: text,
    to: text,
    relation,
    rationale: text,
    source: text,
    confidence: text,
  }),
);

const riskLibrary = z.looseObject({
  id: z.literal('risk-library'),
  note: text,
  taxonomies: z.looseObject({}),
  risks: z
    .array(
      z.looseObject({
        id: text,
        category: text,
        title: text,
        description: text,
        typicalCauses: texts,
        consequences: texts,
        lifecycleStages: texts,
        suggestedControls: texts,
        impactDimensions: texts,
        tags: z.looseObject({
          nistAi600_1: z.array(text),
          owaspLlm2025: z.array(text),
          owaspLlm2026: z.array(text),
          mitDomain: text,
          mitSubdomain: text,
          iso42001AnnexC: z.array(text),
        }),
      }),
    )
    .length(65),
});
const impactDimensions = z.looseObject({ dimensions: z.array(titled).length(8) });
const rightsAssessment = z.looseObject({
  questions: z.array(z.looseObject({ id: text })).length(48),
  assessments: z.array(z.looseObject({ id: text })).length(3),
});
export const themes = z.object({
  id: text,
  note: text,
  basis: z.literal('opinion'),
  themes: z.array(z.object({ id: text, title: text, controls: texts })).length(4),
});
export const sectors = z.object({ id: text, note: text, sectors: z.array(titled).length(9) });

export type Answer = z.output<typeof answer>;
export type EuAiAct = z.output<typeof euAiAct>;
export type Relation = z.output<typeof relation>;

/** File name → schema, for the loader and for the test that validates every byte that ships. */
export const packSchemas = {
  'iso-42001': iso42001,
  'eu-ai-act': euAiAct,
  'nist-ai-rmf': nist,
  'nist-genai-profile': genai,
  'iso-27001-2022': iso27001,
  'iso-9001-2015': clausesOnly,
  'iso-14001-2015': clausesOnly,
  gdpr,
  crosswalks,
  'risk-library': riskLibrary,
  'impact-dimensions': impactDimensions,
  'rights-assessment': rightsAssessment,
} as const;
export type PackFile = keyof typeof packSchemas;
