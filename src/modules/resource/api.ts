import type { Ctx } from '#platform/context.ts';
import type { Environment } from './contract.ts';
import { resources } from './read.ts';

/**
 * What an AI system needs of energy and water in a year, summed over its computing resources, and what is not known:
 * figures for the assessment of effects on the environment.
 */
export async function environmentOf(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  systemId: string,
): Promise<Environment> {
  const rows = await ctx.q
    .selectFrom(resources(ctx).as('r'))
    .select(['r.energyKwh', 'r.waterLitres', 'r.location', 'r.figuresFrom'])
    .where('r.systemId', '=', systemId)
    .where('r.kind', '=', 'computing')
    .orderBy('r.ref')
    .execute();
  const sum = (key: 'energyKwh' | 'waterLitres') => {
    const known = rows.flatMap((row) => (row[key] === null ? [] : [Number(row[key])]));
    return known.length === 0 ? null : known.reduce((total, each) => total + each, 0);
  };
  const from: Record<string, number> = {};
  for (const row of rows) if (row.figuresFrom) from[row.figuresFrom] = (from[row.figuresFrom] ?? 0) + 1;
  return {
    energyKwh: sum('energyKwh'),
    waterLitres: sum('waterLitres'),
    locations: [...new Set(rows.flatMap((row) => row.location ?? []))],
    computing: rows.length,
    withoutEnergy: rows.filter((row) => row.energyKwh === null).length,
    withoutWater: rows.filter((row) => row.waterLitres === null).length,
    from,
  };
}
