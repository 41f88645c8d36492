import { z } from 'zod';
import { text, texts, titled } from './shared.ts';

/** Which control belongs to which of the four themes (R099 to R126): the authors' reading, not the standard's. */
export const themes = z.object({
  id: text,
  note: text,
  basis: z.literal('opinion'),
  themes: z.array(z.object({ id: text, title: text, controls: texts.min(1) })).length(4),
});

/** The nine sectors of R183. */
export const sectors = z.object({ id: text, note: text, sectors: z.array(titled).length(9) });

const annexItem = z.object({
  /** Its place in the annex, such as `2(g)` or `A.4`. */
  point: text,
  title: text,
  asks: text,
  /** When it is asked for, where that is not always. */
  when: text.optional(),
});

/** What Annex IV and Annex VIII of the AI Act list, point by point. */
export const technicalDocumentation = z.object({
  id: z.literal('technical-documentation'),
  version: text,
  title: text,
  notice: text,
  sources: z.array(z.object({ what: text, read: text, checkedAgainst: text, confidence: text })).min(1),
  confidenceNote: text,
  annexes: z
    .array(
      z.object({
        id: text,
        ref: text,
        article: text,
        title: text,
        who: text,
        groups: z.array(z.object({ id: text, title: text, items: z.array(annexItem).min(1) })).min(1),
      }),
    )
    .length(4),
});

/** Measures that explain a system and its results, with the class and kind of decision that each fits: an opinion. */
export const explainability = z.object({
  id: z.literal('explainability'),
  version: text,
  title: text,
  basis: z.literal('opinion'),
  note: text,
  measures: z
    .array(
      z.object({
        id: text,
        title: text,
        audience: z.enum(['affected people', 'users', 'experts']),
        help: text,
        decisionKinds: z.array(z.enum(['informs', 'recommends', 'decides'])).min(1),
        /** The lowest risk class from which it fits. */
        from: z.enum(['low', 'medium', 'high', 'critical']),
        law: text.nullable(),
        generativeOnly: z.boolean(),
      }),
    )
    .min(1),
});
