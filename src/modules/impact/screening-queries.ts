import type { OutputOf } from '#kernel/endpoint.ts';
import { system } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { readRecord } from '#platform/register/operations.ts';
import { screening } from './contract.ts';
import { criteriaOf, SUGGESTED } from './criteria.ts';
import { screenings } from './read.ts';
import type { screeningActs } from './screening-acts.ts';
import { becauseWords, factsOf, knownFacts, screen, screeningFacts } from './screening-rules.ts';

/** What the screening of one AI system goes by: the record, the answers, the rules, and what its source claims. */
export async function screeningFactsOf(ctx: Ctx, id: string): Promise<OutputOf<typeof screeningActs.facts>> {
  const subject = await readRecord(ctx, system, { id });
  const row = await ctx.q
    .selectFrom(screenings(ctx).as('s'))
    .selectAll('s')
    .where('s.systemId', '=', subject.id)
    .executeTakeFirst();
  const kept = row ? decodeRecord(screening, row) : null;
  const criteria = await criteriaOf(ctx);
  const rules = (criteria ?? SUGGESTED).rules;
  const recorded = factsOf(subject);
  const result = screen(rules, knownFacts(recorded, kept?.answers ?? {}));
  return {
    system: {
      id: subject.id,
      ref: subject.ref,
      name: subject.name,
      ownerId: subject.ownerId,
      scope: subject.scope,
    },
    facts: screeningFacts.map((fact) => {
      const rule = rules.find((each) => each.fact === fact.id);
      return {
        id: fact.id,
        question: fact.question,
        help: fact.help ?? null,
        asked: fact.asked,
        recorded: recorded[fact.id] ?? 'unknown',
        answer: kept?.answers[fact.id] ?? 'unknown',
        rule: rule ? { depth: rule.depth, unknown: rule.unknown } : null,
      };
    }),
    screening: kept,
    computed: { depth: result.depth, why: becauseWords(result) },
    decided: criteria !== null,
  };
}
