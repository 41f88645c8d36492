import { sql } from 'kysely';
import { addDays } from '#kernel/days.ts';
import { msg } from '#kernel/language.ts';
import { occurrence } from '#modules/calendar/contract.ts';
import { correctiveAction, nonconformity } from '#modules/improvement/contract.ts';
import { risk, treatment } from '#modules/risk/contract.ts';
import { criteria, risks } from '#modules/risk/read.ts';
import type { Ctx } from '#platform/context.ts';
import { actorNames } from '#platform/register/history.ts';
import type { Board, Figure } from './contract.ts';
import { counted } from './counted.ts';

const OPEN_RISK = { kind: 'risk', 'state[not]': 'closed' };
const SHOWN = 5;
const OPEN_CASES = Object.keys(nonconformity.lifecycle!.states).filter(
  (state) => !['effective', 'closed', 'dismissed'].includes(state),
);

/** The highest level that needs no treatment, or null while nobody has decided the criteria. */
export async function appetiteOf(ctx: Ctx): Promise<number | null> {
  const row = await ctx.q.selectFrom(criteria(ctx).as('c')).select('c.appetite').executeTakeFirst();
  return row ? Number(row.appetite) : null;
}

/** Open risks that stay above the appetite after treatment, and those of which nobody has said what stays. */
export async function aboveAppetite(ctx: Ctx, appetite: number | null): Promise<Figure[]> {
  if (appetite === null) return [];
  const above = String(appetite + 1);
  return [
    await leftAbove(ctx, appetite),
    await counted(ctx, risk, {
      label: msg('Above the appetite, what remains not estimated'),
      path: '/risks',
      query: { ...OPEN_RISK, 'level[gte]': above, 'residualLevel[empty]': 'true' },
    }),
  ];
}

async function leftAboveAppetite(ctx: Ctx): Promise<Figure[]> {
  const appetite = await appetiteOf(ctx);
  return appetite === null ? [] : [await leftAbove(ctx, appetite)];
}

function leftAbove(ctx: Ctx, appetite: number): Promise<Figure> {
  return counted(ctx, risk, {
    label: msg('Residual risk above the appetite'),
    path: '/risks',
    query: { ...OPEN_RISK, 'residualLevel[gte]': String(appetite + 1) },
  });
}

/** The highest of them, by what remains. */
export async function topRisks(ctx: Ctx, appetite: number | null): Promise<Board['topRisks']> {
  if (appetite === null) return [];
  const remains = sql<number>`coalesce("r"."residualLevel", "r"."level")`;
  const rows = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .where('r.kind', '=', 'risk')
    .where('r.state', '<>', 'closed')
    .where(remains, '>', appetite)
    .select(['r.id', 'r.ref', 'r.title', 'r.level', 'r.residualLevel', 'r.ownerId', 'r.state'])
    .orderBy(remains, 'desc')
    .orderBy('r.level', 'desc')
    .orderBy('r.ref')
    .limit(SHOWN)
    .execute();
  const names = await actorNames(
    ctx,
    rows.flatMap((row) => row.ownerId ?? []),
  );
  return rows.map(({ ownerId, level, ...row }) => ({
    ...row,
    level: level ?? 0,
    ownerName: ownerId ? (names.get(ownerId) ?? null) : null,
  }));
}

/**
 * What is open in the registers of risks and nonconformities.
 * @param above what is above the appetite, where it was counted already
 */
export async function risksLeft(ctx: Ctx, above?: readonly Figure[]): Promise<Figure[]> {
  const left = above?.slice(0, 1) ?? (await leftAboveAppetite(ctx));
  return [
    await counted(ctx, risk, { label: msg('Open risks'), path: '/risks', query: OPEN_RISK }),
    ...left,
    await counted(ctx, nonconformity, {
      label: msg('Open nonconformities'),
      path: '/nonconformities',
      query: { state: OPEN_CASES.join(',') },
    }),
  ];
}

/** What should have been done by yesterday. */
export async function overdue(ctx: Ctx): Promise<Figure[]> {
  const before = addDays(ctx.today, -1);
  return [
    await counted(ctx, treatment, {
      label: msg('Risk treatments'),
      path: '/treatments',
      query: { state: 'proposed,approved', 'dueOn[lte]': before },
    }),
    await counted(ctx, correctiveAction, {
      label: msg('Corrective actions'),
      path: '/corrective-actions',
      query: { state: 'planned,started', 'dueOn[lte]': before },
    }),
    await counted(ctx, occurrence, {
      label: msg('Recurring obligations'),
      path: '/calendar/occurrences',
      query: { state: 'due', 'dueOn[lte]': before },
    }),
    await counted(ctx, risk, {
      label: msg('Risks to be judged again'),
      path: '/risks',
      query: { ...OPEN_RISK, 'reviewOn[lte]': before },
    }),
  ];
}
