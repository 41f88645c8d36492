import { sql } from 'kysely';
import { addDays } from '#kernel/days.ts';
import { midSentence } from '#kernel/words.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import type { JobHandler } from '#platform/module.ts';
import { lastPosition } from '#platform/runtime.ts';
import { significantChange } from '#platform/staleness/preview.ts';
import {
  daysDue,
  type Recognised,
  recognisedBetween,
  subjectsOf,
  touchedAnything,
} from '#platform/staleness/recognise.ts';
import type { Tx } from '#platform/tx.ts';
import type { At } from '#platform/view.ts';
import { staleBook } from './book.ts';
import { systemChange } from './contract.ts';
import { systemChanges } from './read.ts';
import { newSystemChange } from './service.ts';

/** How many entries of the log one transaction looks through. */
const STRETCH = 20_000;
/** A change of more records than this names their number only. */
const FEW = 20;

/** Looks through the log every ten minutes; a day that is reached is written down at the first wake of that day. */
export const recogniseJob: JobHandler = {
  kind: 'change.recognise',
  often: true,
  run: async (ctx) => {
    await recogniseChanges(ctx);
  },
};

/**
 * Writes down every significant change that the log shows since the last look, and every date that was reached. What
 * is written and how far the log was read are one transaction: a killed run leaves nothing half done, and a second one
 * finds nothing to do. What is stale does not wait for it: marks are computed from the log itself.
 * @returns how many changes were written down, and up to which position the log is read
 */
export async function recogniseChanges(ctx: ActionCtx): Promise<{ recognised: number; at: number }> {
  let recognised = await reachDays(ctx);
  for (;;) {
    const found = await ctx.scan(lookOn);
    if (found.upTo === found.after) return { recognised, at: found.upTo };
    recognised += await ctx.write((tx) => keep(tx, found));
  }
}

type Found = {
  readonly after: number;
  readonly upTo: number;
  readonly changes: readonly Shown[];
};

/** A change with what the log and the registers tell of it. */
type Shown = Recognised & {
  readonly title: string;
  readonly madeAt: string | null;
  readonly madeBy: string | null;
  readonly named: readonly string[];
  readonly happens: boolean;
};

async function lookOn(ctx: Ctx): Promise<Found> {
  const after = await positionKept(ctx);
  const size = await ctx.q
    .selectFrom('log_entry')
    .select((eb) => eb.fn.max('seq').as('last'))
    .where('org_id', '=', ctx.org.id)
    .executeTakeFirst();
  const upTo = Math.min(Number(size?.last ?? -1), after + STRETCH);
  // An operation is looked at whole: its rows all begin at its first entry.
  const changes = await recognisedBetween(ctx, staleBook(ctx), { after, upTo });
  return { after, upTo, changes: await Promise.all(changes.map((each) => shown(ctx, each))) };
}

async function shown(ctx: Ctx, change: Recognised): Promise<Shown> {
  const entry = await ctx.q
    .selectFrom('log_entry')
    .select(['at', 'actor'])
    .where('org_id', '=', ctx.org.id)
    .where('seq', '=', change.seq)
    .executeTakeFirst();
  const subjects = await subjectsOf(ctx, staleBook(ctx), change);
  const { title: what, happens } = significantChange(ctx.registry, change.cause);
  const whom =
    change.subjects === 1 && subjects[0]
      ? `${subjects[0].ref} ${subjects[0].title ?? ''}`.trim()
      : `${change.subjects} records`;
  return {
    ...change,
    happens: happens ?? false,
    title: `${whom}: ${midSentence(what)}`.slice(0, 400),
    madeAt: entry?.at ?? null,
    madeBy: entry?.actor ?? null,
    named: change.subjects <= FEW ? subjects.map((each) => each.id) : [],
  };
}

async function keep(tx: Tx, found: Found): Promise<number> {
  // Another node may have looked meanwhile: then this look is void, and the next one starts where that one ended.
  if (!(await movePosition(tx, found))) return 0;
  let count = 0;
  for (const change of found.changes) count += (await keepOne(tx, change)) ? 1 : 0;
  return count;
}

async function keepOne(tx: Tx, change: Shown): Promise<boolean> {
  const known = await tx.q
    .selectFrom(systemChanges(tx).as('c'))
    .select('c.id')
    .where('c.cause', '=', change.cause)
    .where('c.seq', '=', change.seq)
    .executeTakeFirst();
  if (known) return false;
  const { seq, subjects, systems, madeAt, madeBy } = change;
  const made = { seq, subjects, systems, madeAt, madeBy };
  const announced = await announcedFor(tx, change);
  if (announced) {
    const state = announced.state === 'announced' ? 'recognised' : 'made';
    await tx.update(systemChange, { id: announced.id }, { ...made, state });
    return true;
  }
  const record = await tx.insert(
    systemChange,
    newSystemChange({
      ...made,
      title: change.title,
      cause: change.cause,
      // What happened to us is approved by nobody; what is done about it is.
      ...(change.happens ? { state: 'made', planned: 'unintended' } : { state: 'recognised' }),
      subjectId: change.subjects === 1 ? change.subjectId : null,
    }),
  );
  for (const id of change.named) if (await stands(tx, id)) await tx.link('changes', record.id, id);
  return true;
}

/** The announcement that this change answers: of the same kind, for one of the records, not made yet. */
async function announcedFor(tx: Tx, change: Shown) {
  const ids = change.named.length > 0 ? change.named : [change.subjectId];
  return tx.q
    .selectFrom(systemChanges(tx).as('c'))
    .select(['c.id', 'c.state'])
    .where('c.cause', '=', change.cause)
    .where('c.seq', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('c.subjectId', 'in', ids), eb('c.state', 'in', ['announced', 'approved'])]),
        // Made by a person's word: the entry is that of the change's own record.
        eb.and([eb('c.id', 'in', ids), eb('c.state', '=', 'made')]),
      ]),
    )
    .orderBy('c.ref')
    .executeTakeFirst();
}

async function stands(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.q
    .selectFrom('record_head')
    .select('id')
    .where('org_id', '=', tx.org.id)
    .where('id', '=', id)
    .where('to_seq', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** How far the log was read; the start when that was never kept. */
async function positionKept(ctx: Ctx): Promise<number> {
  const row = await ctx.q
    .selectFrom('change_position')
    .select('seq')
    .where('org_id', '=', ctx.org.id)
    .executeTakeFirst();
  return row ? Number(row.seq) : -1;
}

/** @returns false when somebody else moved it since it was read */
async function movePosition(
  tx: Tx,
  found: { readonly after: number; readonly upTo: number },
): Promise<boolean> {
  const rows = await tx.handle.exec(
    `insert into "change_position" ("org_id","seq") values (?,?) on conflict ("org_id") do update set "seq" = excluded."seq"
     where "change_position"."seq" = ? returning "seq"`,
    [tx.org.id, found.upTo, found.after],
  );
  return rows.length > 0;
}

/** Writes down the dates that were reached since the last look, of which anything rested on the systems they bind. */
async function reachDays(ctx: ActionCtx): Promise<number> {
  const due = await ctx.scan(async (read) => {
    const found: { cause: string; day: string; seq: number }[] = [];
    for (const each of await daysDue(read)) {
      const seq = (await lastPosition(read.q, read.org, addDays(each.day, -1))) + 1;
      const book = { ...staleBook(read), days: oneDay({ ...each, seq }) };
      const known = await dayKept(read, each);
      if (!known && (await touchedAnything(read, book, { cause: each.cause, seq })))
        found.push({ ...each, seq });
    }
    return found;
  });
  if (due.length === 0) return 0;
  return ctx.write(async (tx) => {
    let count = 0;
    for (const { cause, day, seq } of due) {
      if (await dayKept(tx, { cause, day })) continue;
      count += 1;
      await tx.insert(
        systemChange,
        newSystemChange({
          title: `${significantChange(ctx.registry, cause).title}: ${day}`,
          cause,
          day,
          seq,
          // Nobody approves the calendar: it was made, and what it asks for is reviewed.
          state: 'made',
          planned: 'planned',
        }),
      );
    }
    return count;
  });
}

async function dayKept(at: At, each: { readonly cause: string; readonly day: string }): Promise<boolean> {
  const row = await at.q
    .selectFrom(systemChanges(at).as('c'))
    .select('c.id')
    .where('c.cause', '=', each.cause)
    .where('c.day', '=', each.day)
    .executeTakeFirst();
  return row !== undefined;
}

function oneDay(day: { readonly cause: string; readonly day: string; readonly seq: number }) {
  return sql<{
    cause: string;
    day: string;
    seq: number;
  }>`(select ${sql.lit(day.cause)} as "cause", ${sql.lit(day.day)} as "day", ${sql.lit(day.seq)} as "seq")`;
}
