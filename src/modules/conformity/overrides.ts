import type { z } from 'zod';
import { daysBetween } from '#kernel/days.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import type { RowOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { actorNames } from '#platform/register/history.ts';
import type { conformityEndpoints, override, shownOverride } from './contract.ts';
import { overrides } from './read.ts';

type Shown = z.output<typeof shownOverride>;

/** The overrides that count today, by requirement; the newest when there are several. */
export async function activeOverrides(ctx: Ctx): Promise<ReadonlyMap<string, Shown>> {
  const { rows } = await overrideList(ctx);
  return new Map(rows.filter((row) => row.until >= ctx.today).map((row) => [row.requirementId, row]));
}

/**
 * Overrides nobody ended, oldest first, and how many of them count or have run out. Their number and age is itself
 * an indicator: many and old ones say that verdicts are argued away.
 */
export async function overrideList(ctx: Ctx): Promise<OutputOf<typeof conformityEndpoints.overrides>> {
  const found = await overrides(ctx)
    .where('state', '=', 'active')
    .orderBy('decidedOn')
    .orderBy('id')
    .execute();
  const names = await actorNames(
    ctx,
    found.map((row) => row.decidedBy).filter((by) => by !== null),
  );
  const rows = found.map((row) => shown(ctx, row, names));
  const active = rows.filter((row) => row.until >= ctx.today);
  return {
    active: active.length,
    expired: rows.length - active.length,
    oldestDays: active.length === 0 ? null : Math.max(...active.map((row) => row.ageDays)),
    rows,
  };
}

function shown(ctx: Ctx, row: RowOf<typeof override>, names: ReadonlyMap<string, string>): Shown {
  return {
    id: row.id,
    version: row.version,
    requirementId: row.requirementId,
    verdict: row.verdict,
    computed: row.computed,
    reason: row.reason,
    until: row.until,
    by: row.decidedBy,
    byName: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? 'A person'),
    on: row.decidedOn,
    ageDays: daysBetween(row.decidedOn, ctx.today),
  };
}
