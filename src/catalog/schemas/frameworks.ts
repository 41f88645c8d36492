import { z } from 'zod';
import { child, pack, text, texts, titled } from './shared.ts';

const described = z.looseObject({ id: text, ref: text, summary: text });

/** NIST AI 100-1: 4 functions, 19 categories, 72 subcategories; summaries are ours. */
export const nistAiRmf = pack('nist-ai-rmf', {
  trustworthyCharacteristics: texts.length(7),
  functions: z
    .array(
      z.looseObject({
        id: text,
        summary: text,
        categories: z.array(
          described.extend({ subcategories: z.array(described.extend({ topic: text })).min(1) }),
        ),
      }),
    )
    .length(4),
});

/** NIST AI 600-1: the twelve risks of generative AI. */
export const nistGenai = pack('nist-genai-profile', {
  risks: z.array(titled.extend({ summary: text })).length(12),
});

/** ISO/IEC 27001:2022: ids and titles only. */
export const iso27001 = pack('iso-27001', {
  clauses: z.array(child).min(1),
  themes: z.array(titled).length(4),
  annexA: z.array(titled.extend({ theme: text })).length(93),
});

/** ISO 9001 and ISO 14001: ids and titles only; a third-level subclause may have no title in the standard. */
export function clausesOnly<Id extends string>(id: Id) {
  return pack(id, {
    editions: z.array(z.looseObject({ id: text, status: text, published: text.nullable() })).min(2),
    clauses: z.array(z.looseObject({ id: text, title: text.nullable(), parent: text.nullable() })).min(1),
  });
}

/** A legal time limit: how long from which event, and what can lengthen it. */
const clock = z.strictObject({
  /** Null where the law gives no number. */
  amount: z.number().int().positive().nullable(),
  unit: z.enum(['hour', 'week', 'month', 'without undue delay']),
  from: text,
  extension: text.optional(),
  ref: text,
  note: text.optional(),
});

/** Regulation (EU) 2016/679: articles as mapping ends, and 25 elements that records of the product must hold. */
export const gdpr = pack('gdpr', {
  note: text,
  articles: z.array(z.looseObject({ id: text, ref: text, title: text })),
  elements: z
    .array(
      z.looseObject({
        id: text,
        article: text,
        ref: text,
        title: text,
        summary: text,
        requiredElements: z.array(z.object({ id: text, text })).min(1),
        clock: clock.optional(),
        /** Fields of the record that the element asks for. */
        fields: texts.min(1).optional(),
        seeAlso: texts.optional(),
      }),
    )
    .length(25),
});
