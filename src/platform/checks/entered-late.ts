import { type Kysely, sql } from 'kysely';
import { dayIn } from '#kernel/clock.ts';
import { daysBetween } from '#kernel/days.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import type { Ctx } from '../context.ts';
import { heads, recordView } from '../view.ts';

/** A record with both its days: when it was true, and when somebody entered it (spine.md: two times, never mixed). */
export type EnteredLate = {
  readonly type: string;
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly effectiveOn: string;
  readonly enteredOn: string;
  readonly days: number;
};

/**
 * Records that were entered long after the day they speak of, of every type that declares such a day, the longest
 * wait first. Entered is the first leaf of a record, which nobody can date back.
 * @param days how many days later counts as late
 */
export async function enteredLate(
  ctx: Ctx,
  days: number,
  limit = 50,
): Promise<{ readonly dated: number; readonly late: number; readonly rows: readonly EnteredLate[] }> {
  const found: EnteredLate[] = [];
  let dated = 0;
  for (const definition of ctx.registry.records.values()) {
    if (!definition.effective) continue;
    const all = await datedRows(ctx, definition, definition.effective);
    dated += all.length;
    for (const row of all) {
      const enteredOn = dayIn(ctx.org.timeZone, new Date(row.at));
      const late = daysBetween(row.effectiveOn, enteredOn);
      if (late > days)
        found.push({
          type: definition.type,
          id: row.id,
          ref: row.ref,
          title: row.title ?? row.ref,
          effectiveOn: row.effectiveOn,
          enteredOn,
          days: late,
        });
    }
  }
  found.sort((a, b) => b.days - a.days || (a.id < b.id ? -1 : 1));
  return { dated, late: found.length, rows: found.slice(0, limit) };
}

type Dated = {
  readonly id: string;
  readonly ref: string;
  readonly title: string | null;
  readonly effectiveOn: string;
  readonly at: string;
};

async function datedRows(ctx: Ctx, definition: RecordDefinition, field: string): Promise<readonly Dated[]> {
  const { rows } = await sql<Dated>`
    select "row"."id", "row"."ref", "head"."title", ${sql.ref(`row.${field}`)} as "effectiveOn", "entry"."at"
    from ${recordView(definition)(ctx)} as "row"
    join "log_entry" as "entry" on "entry"."org_id" = ${ctx.org.id} and "entry"."record_id" = "row"."id" and "entry"."version" = 1 and "entry"."change" = 'create'
    left join ${heads(ctx)} as "head" on "head"."id" = "row"."id"
    where ${sql.ref(`row.${field}`)} is not null`.execute(ctx.q as unknown as Kysely<unknown>);
  return rows;
}
