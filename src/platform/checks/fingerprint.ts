import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { judgedRows } from './tally.ts';

/** What a confirmation saw of one check. */
export type Fingerprint = {
  readonly check: string;
  readonly version: number;
  /** SHA-256 in hex over the sorted rows. */
  readonly hash: string;
};

/**
 * The fingerprint of a check: a hash over its sorted `(type, id, outcome, reason, args)`, and nothing else, so that
 * an edit that changes no judgement leaves it as it is (spine.md section 7). The same on both engines.
 */
export async function fingerprintOf(ctx: Ctx, check: PlatformCheck): Promise<Fingerprint> {
  const lines = judgedRows(ctx, check).select(lineOf().as('line'));
  // One text instead of a hundred thousand rows: the database sorts and joins, the thread hands over one value.
  const sorted =
    ctx.engine === 'sqlite'
      ? sql<string | null>`group_concat("line", char(30) order by "line")`
      : sql<string | null>`string_agg("line", chr(30) order by "line" collate "C")`;
  const row = await ctx.q.selectFrom(lines.as('lines')).select(sorted.as('text')).executeTakeFirstOrThrow();
  const hash = createHash('sha256')
    .update(`${check.id}@${check.version}\n${row.text ?? ''}`)
    .digest('hex');
  return { check: check.id, version: check.version, hash };
}

/** One row as text; the separators cannot stand in ids, codes or JSON. */
function lineOf() {
  const part = (name: string) => sql`coalesce(${sql.ref(`row.${name}`)}, '')`;
  const gap = sql.lit('\u001f');
  return sql<string>`${part('type')} || ${gap} || ${part('id')} || ${gap} || ${part('outcome')} || ${gap} || ${part('reason')} || ${gap} || ${part('args')}`;
}

export type Difference = {
  readonly check: string;
  /** True when the rule itself changed: its rows cannot be compared. */
  readonly ruleChanged: boolean;
  readonly gone: readonly DifferentRow[];
  readonly come: readonly DifferentRow[];
};

export type DifferentRow = {
  readonly type: string;
  readonly id: string;
  readonly outcome: string;
  readonly reason: string;
  readonly args: string | null;
};

/**
 * What one check says now and did not say then, and the other way round.
 * @param then the position and day at which somebody looked
 * @returns at most `limit` rows each way
 */
export async function differenceSince(
  ctx: Ctx,
  check: PlatformCheck,
  then: { readonly at: number; readonly today: string; readonly version: number; readonly limit?: number },
): Promise<Difference> {
  const limit = then.limit ?? 20;
  const rows = (of: Ctx) =>
    judgedRows(of, check).select(['row.type', 'row.id', 'row.outcome', 'row.reason', 'row.args']);
  const before = rows({ ...ctx, at: then.at, today: then.today });
  const between = (a: typeof before, b: typeof before) =>
    ctx.q
      .selectFrom(a.except(b).as('different'))
      .selectAll()
      .orderBy('id')
      .orderBy('reason')
      .limit(limit)
      .execute() as Promise<DifferentRow[]>;
  const now = rows(ctx);
  return {
    check: check.id,
    ruleChanged: check.version !== then.version,
    gone: await between(before, now),
    come: await between(now, before),
  };
}
