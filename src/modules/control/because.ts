import { t } from '#kernel/language.ts';
import { impactEntries, impacts } from '#modules/impact/read.ts';
import { risks, treatments } from '#modules/risk/read.ts';
import type { Ctx } from '#platform/context.ts';
import { links } from '#platform/view.ts';
import type { Because, Suggestion } from './contract.ts';

type Hands = Pick<Ctx, 'q' | 'org' | 'at' | 'catalog'>;

/** By control: the risks whose approved treatment uses it. A proposed treatment gives no reason (spine.md section 7). */
export async function risksBehindControls(ctx: Hands): Promise<ReadonlyMap<string, readonly Because[]>> {
  const rows = await ctx.q
    .selectFrom(links(ctx, 'treatment-uses').as('use'))
    .innerJoin(treatments(ctx).as('t'), 't.id', 'use.from_id')
    .innerJoin(risks(ctx).as('r'), 'r.id', 't.riskId')
    .where('t.state', 'in', ['approved', 'done'])
    .where('r.state', '<>', 'closed')
    .select(['use.to_id as controlId', 'r.id', 'r.ref', 'r.title'])
    .distinct()
    .orderBy('r.ref')
    .execute();
  return grouped(
    rows.map((row) => [row.controlId, { kind: 'risk', ref: row.ref, id: row.id, text: row.title }]),
  );
}

/** By control: the harm of approved impact assessments that it answers. A draft gives no reason. */
export async function impactsBehindControls(ctx: Hands): Promise<ReadonlyMap<string, readonly Because[]>> {
  const rows = await ctx.q
    .selectFrom(links(ctx, 'impact-mitigated-by').as('use'))
    .innerJoin(impactEntries(ctx).as('e'), 'e.id', 'use.from_id')
    .innerJoin(impacts(ctx).as('i'), 'i.id', 'e.impactId')
    .where('i.state', 'in', ['approved', 'under-watch'])
    .where('e.kind', '=', 'negative')
    .select(['use.to_id as controlId', 'e.id', 'e.ref', 'e.description', 'i.title'])
    .orderBy('e.ref')
    .execute();
  return grouped(
    rows.map((row) => [
      row.controlId,
      { kind: 'impact', ref: row.ref, id: row.id, text: `${row.description ?? t('Harm')} (${row.title})` },
    ]),
  );
}

/** By Annex A id: open risks from the library that suggests the control, as something to decide, never as a reason. */
export async function suggestionsForControls(
  ctx: Hands,
): Promise<ReadonlyMap<string, readonly Suggestion[]>> {
  const library = new Map(
    ctx.catalog.riskLibrary().risks.map((entry) => [entry.id, entry.suggestedControls]),
  );
  const rows = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .select(['r.id', 'r.ref', 'r.title', 'r.libraryId'])
    .where('r.libraryId', 'is not', null)
    .where('r.state', '<>', 'closed')
    .orderBy('r.ref')
    .execute();
  return grouped(
    rows.flatMap((row) =>
      (library.get(row.libraryId ?? '') ?? []).map(
        (annexId) =>
          [
            annexId,
            {
              kind: 'risk',
              ref: row.ref,
              id: row.id,
              text: row.title,
              refs: [row.ref],
              duties: [],
              relation: null,
              rationale: null,
              source: null,
              confidence: null,
              from: null,
              systems: [],
            },
          ] as const,
      ),
    ),
  );
}

function grouped<T extends Because>(
  pairs: readonly (readonly [string, T])[],
): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>();
  for (const [key, reason] of pairs) map.set(key, [...(map.get(key) ?? []), reason]);
  return map;
}
