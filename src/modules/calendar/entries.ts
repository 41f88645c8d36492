import type { DateSpan } from '#kernel/dates.ts';
import { addDays } from '#kernel/days.ts';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { type calendarEndpoints, type Entry, kinds } from './contract.ts';
import { isOverdue } from './lifecycle.ts';
import { absences, obligations, occurrences } from './read.ts';
import { daysOf } from './rule.ts';
import { standsInFor } from './service.ts';

/** The longest span that is shown at once: a year and a half, so that a year's plan fits. */
const LONGEST = 550;

/**
 * So many rows of each register are looked through for the days of one person: those of others come before theirs, and
 * must not push them out.
 */
export const PERSONAL = 50_000;

/** What falls due between two days: occurrences, the days of the rules after them, and the days of all other registers. */
export async function calendarOf(
  ctx: Ctx,
  input: InputOf<typeof calendarEndpoints.dates>,
): Promise<OutputOf<typeof calendarEndpoints.dates>> {
  const { from, to, limit } = input;
  if (to < from) throw new AppError('invalid-input', t('The last day lies before the first.'));
  if (addDays(from, LONGEST) < to)
    throw new AppError('invalid-input', t('Ask for at most {longest} days at a time.', { longest: LONGEST }));
  const span = { from, to, limit: input.whose === 'mine' ? PERSONAL : limit + 1 };
  const all = (await entriesOf(ctx, span)).filter(await wanted(ctx, input.whose));
  return {
    today: ctx.today,
    entries: all.slice(0, limit),
    cut: all.length > limit,
    away: await awayBetween(ctx, span),
  };
}

/** All lines of a span, in the order of their days; more than the limit may be among them. */
export async function entriesOf(ctx: Ctx, span: DateSpan): Promise<Entry[]> {
  const lines = [...(await ownEntries(ctx, span)), ...(await plannedEntries(ctx, span))];
  for (const module of ctx.registry.modules) {
    for (const row of (await module.dates?.(ctx, span)) ?? []) {
      const { done, ...rest } = row;
      lines.push({ ...rest, module: module.name, state: done ? 'done' : 'date' });
    }
  }
  return lines.sort((a, b) => compare(a.day, b.day) || compare(a.title, b.title) || compare(a.id, b.id));
}

/** Whose lines: everybody's, or one's own and those one stands in for on their day. */
async function wanted(ctx: Ctx, whose: 'all' | 'mine'): Promise<(entry: Entry) => boolean> {
  if (whose === 'all') return () => true;
  return personal(ctx, ctx.actor.id);
}

/** Tells which lines are a person's: their own, and those of whom they stand in for, on days of the absence. */
export async function personal(ctx: Ctx, personId: string | null): Promise<(entry: Entry) => boolean> {
  if (personId === null) return () => false;
  const stoodIn = await ctx.q
    .selectFrom(absences(ctx).as('a'))
    .where('a.standInId', '=', personId)
    .where('a.toOn', '>=', ctx.today)
    .select(['a.personId', 'a.fromOn', 'a.toOn'])
    .execute();
  const now = new Set((await standsInFor(ctx, personId, ctx.today)).map((each) => each.personId));
  return ({ ownerId, day, state }) =>
    ownerId === personId ||
    (state === 'overdue' && now.has(ownerId ?? '')) ||
    stoodIn.some((each) => each.personId === ownerId && each.fromOn <= day && day <= each.toOn);
}

async function ownEntries(ctx: Ctx, span: DateSpan): Promise<Entry[]> {
  const rows = await ctx.q
    .selectFrom(occurrences(ctx).as('o'))
    .where('o.dueOn', '>=', span.from)
    .where('o.dueOn', '<=', span.to)
    .select(['o.id', 'o.kind', 'o.dueOn', 'o.title', 'o.ownerId', 'o.state'])
    .orderBy('o.dueOn')
    .orderBy('o.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    module: 'calendar',
    kind: kinds[row.kind],
    day: row.dueOn,
    title: row.title,
    href: `/calendar/occurrences/${row.id}`,
    ownerId: row.ownerId,
    state: isOverdue(row, ctx.today) ? 'overdue' : row.state,
  }));
}

/** Days that the rules will bring after the last occurrence there is: shown, not yet records. */
async function plannedEntries(ctx: Ctx, span: DateSpan): Promise<Entry[]> {
  const duties = await ctx.q
    .selectFrom(obligations(ctx).as('d'))
    .leftJoin(
      ctx.q
        .selectFrom(occurrences(ctx).as('o'))
        .groupBy('o.obligationId')
        .select((eb) => ['o.obligationId', eb.fn.max('o.dueOn').as('last')])
        .as('l'),
      'l.obligationId',
      'd.id',
    )
    .select([
      'd.id',
      'd.title',
      'd.kind',
      'd.ownerId',
      'd.every',
      'd.unit',
      'd.startsOn',
      'd.endsOn',
      'l.last',
    ])
    .execute();
  return duties.flatMap((duty) => {
    const before = addDays(span.from, -1);
    const after = duty.last !== null && duty.last > before ? duty.last : before;
    const until = duty.endsOn !== null && duty.endsOn < span.to ? duty.endsOn : span.to;
    return daysOf(duty, { after, until, limit: span.limit }).map((day) => ({
      id: `${duty.id} ${day}`,
      module: 'calendar',
      kind: kinds[duty.kind],
      day,
      title: duty.title,
      href: `/calendar/obligations/${duty.id}`,
      ownerId: duty.ownerId,
      state: 'planned' as const,
    }));
  });
}

function awayBetween(ctx: Ctx, { from, to }: DateSpan) {
  return ctx.q
    .selectFrom(absences(ctx).as('a'))
    .where('a.fromOn', '<=', to)
    .where('a.toOn', '>=', from)
    .select(['a.personId', 'a.standInId', 'a.fromOn', 'a.toOn'])
    .orderBy('a.fromOn')
    .orderBy('a.id')
    .limit(500)
    .execute();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
