import { z } from 'zod';
import { pack, text, texts, titled } from './shared.ts';

const level = z.object({ level: z.number().int(), label: text, descriptor: text.optional() });

/** The eight dimensions of impact (R193 to R200) with proposed scales, beside the contents of ISO/IEC 42005. */
export const impactDimensions = pack('impact-dimensions', {
  source: text,
  affectedPartyTypes: z.array(titled.extend({ examples: texts.min(1) })).length(3),
  valence: z.tuple([z.literal('positive'), z.literal('negative')]),
  severityScale: z.array(level).length(5),
  severityFactors: texts.length(5),
  benefitScale: z.array(level).length(5),
  likelihoodScale: z.array(level).length(5),
  scaleNote: text,
  dimensions: z
    .array(
      titled.extend({
        definition: text,
        guidingQuestions: z.object({ positive: texts.min(1), negative: texts.min(1) }),
        affectedPartyTypes: z.record(text, text),
        alignment: z.looseObject({
          iso42005: z.looseObject({ clauses: texts, taxonomyTerms: texts }),
          euAiActArt27: texts,
          iso42001Controls: texts,
          charterRights: texts,
          confidence: text,
        }),
      }),
    )
    .length(8),
  iso42005Structure: z.looseObject({
    title: text,
    published: text,
    type: text,
    confidence: text,
    impactDimensionsReported: z.looseObject({ dimensions: texts.length(8), note: text, confidence: text }),
  }),
  friaElements: z.array(z.object({ id: text, summary: text, mapsTo42005: texts })).min(1),
});

/** When a question or element applies: an answer among options, and combinations, with three values. */
export type AnswerCondition =
  | { readonly answer: string; readonly in: readonly string[] }
  | { readonly any: readonly AnswerCondition[] }
  | { readonly all: readonly AnswerCondition[] }
  | { readonly not: AnswerCondition };

const answerCondition: z.ZodType<AnswerCondition> = z.lazy(() =>
  z.union([
    z.strictObject({ answer: text, in: texts.min(1) }),
    z.strictObject({ any: z.array(answerCondition).min(1) }),
    z.strictObject({ all: z.array(answerCondition).min(1) }),
    z.strictObject({ not: answerCondition }),
  ]),
);

const question = z.strictObject({
  id: text,
  section: text,
  text,
  answerType: text,
  help: text.optional(),
  options: texts.min(2).optional(),
  /** What a matrix asks of, one answer each. */
  topics: texts.min(2).optional(),
  condition: answerCondition.optional(),
  computedFrom: text.optional(),
});

const element = z.strictObject({
  id: text,
  text,
  source: texts.min(1),
  questions: texts.min(1),
  note: text.optional(),
  condition: answerCondition.optional(),
});

/** One interview of typed questions that serves the ISO impact assessment, the DPIA and the FRIA. */
export const rightsAssessment = pack('rights-assessment', {
  coverage: z.object({ rules: texts.min(1), operators: text }),
  answerTypes: z.record(text, text),
  questions: z.array(question).min(48),
  assessments: z
    .array(
      titled.extend({
        when: z.union([z.strictObject({ always: z.literal(true) }), answerCondition]),
        elements: z.array(element).min(1),
      }),
    )
    .length(3),
});

export type RightsAssessment = z.output<typeof rightsAssessment>;
