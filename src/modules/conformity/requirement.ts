import { counts } from '#catalog/catalog.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { verdicts } from '#kernel/verdict.ts';
import { differenceSince } from '#platform/checks/fingerprint.ts';
import { checkById, checksFor } from '#platform/checks/registered.ts';
import { gapsOf, messageOf } from '#platform/checks/rows.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { actorNames } from '#platform/register/history.ts';
import { heads } from '#platform/view.ts';
import { type Confirmation, confirmationsOf } from './confirmed.ts';
import { type conformityEndpoints, purposes } from './contract.ts';
import { judgeRequirements } from './lines.ts';
import { overrides } from './read.ts';
import { trendOf } from './trend.ts';

type Page = OutputOf<typeof conformityEndpoints.requirement>;

/** A subclause or control of ISO/IEC 42001 by its id. @throws AppError `not-found` */
export function requirementOf(ctx: Pick<Ctx, 'catalog'>, id: string) {
  const found = ctx.catalog.requirement(`iso-42001:${id}`);
  if (found && (found.kind === 'clause' || found.kind === 'control')) return found;
  throw new AppError('not-found', t('ISO/IEC 42001 has no subclause or control "{id}".', { id }), {
    next: t('Use an id such as 6.1.3 or A.5.2.'),
  });
}

/** Everything a person needs to judge one requirement: what is asked, proof, gaps, confirmations, history. */
export async function requirementPage(ctx: Ctx, id: string): Promise<Page> {
  const asked = requirementOf(ctx, id);
  const { requirements, ...standing } = await judgeRequirements(ctx);
  const line = requirements.find((each) => each.id === id)!;
  const checks = checksFor(ctx.registry, id);
  const given = await confirmationsOf(ctx, id);
  const names = await namesIn(ctx, given);
  return {
    ...standing,
    requirement: line,
    summary: asked.summary,
    documentedInformation: asked.documentedInformation,
    asks: [...asked.asks],
    typicalEvidence: [...asked.typicalEvidence],
    differences: line.confirmed.state === 'older-facts' ? await differencesOf(ctx, given, checks) : [],
    gaps: await firstPages(ctx, checks, 'gap'),
    proofs: await firstPages(ctx, checks, 'ok'),
    confirmations: given.map((each) => ({ ...each, byName: nameOf(names, each.confirmedBy) })),
    history: [...(await historyLine(ctx, id, { given, names }))],
    mappings: mappingsOf(ctx, asked.ref),
  };
}

/** The first rows of each check with an outcome; checks without one are left out. */
async function firstPages(
  ctx: Ctx,
  checks: readonly PlatformCheck[],
  outcome: 'ok' | 'gap',
): Promise<Page['gaps']> {
  const pages: Page['gaps'] = [];
  for (const check of checks) {
    const page = await gapsOf(ctx, check, { outcome, limit: 20 });
    if (page.rows.length > 0) pages.push({ check: check.id, rows: [...page.rows], next: page.next });
  }
  return pages;
}

/** The mapped requirements: an intersection never counts as fulfilled. */
function mappingsOf(ctx: Ctx, ref: string): Page['mappings'] {
  return ctx.catalog.mappings(ref).map((mapping) => ({
    to: mapping.to,
    title: ctx.catalog.requirement(mapping.to)?.displayTitle ?? null,
    relation: mapping.relation,
    rationale: mapping.rationale,
    source: mapping.source,
    confidence: mapping.confidence,
    fulfils: counts(mapping),
  }));
}

/** What the standing confirmation saw and what is different now, as sentences. */
async function differencesOf(
  ctx: Ctx,
  given: readonly Confirmation[],
  checks: readonly PlatformCheck[],
): Promise<Page['differences']> {
  const standing = given.find((each) => each.state === 'standing');
  if (!standing) return [];
  const all: Page['differences'] = [];
  for (const check of checks) {
    const seen = standing.seen.find((each) => each.check === check.id);
    const then = { at: standing.position, today: standing.confirmedOn, version: seen?.version ?? 0 };
    const difference = await differenceSince(ctx, check, then);
    const gone = await sentences(ctx, check, difference.gone);
    const come = await sentences(ctx, check, difference.come);
    if (difference.ruleChanged || gone.length + come.length > 0)
      all.push({ check: check.id, ruleChanged: difference.ruleChanged, gone, come });
  }
  return all;
}

async function sentences(
  ctx: Ctx,
  check: PlatformCheck,
  rows: readonly { readonly id: string; readonly reason: string; readonly args: string | null }[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  // A record that went away has its title in the past only.
  const titles = await ctx.q
    .selectFrom('record_head')
    .where('org_id', '=', ctx.org.id)
    .where('id', 'in', [...new Set(rows.map((row) => row.id))])
    .orderBy('version')
    .select(['id', 'title'])
    .execute();
  const byId = new Map(titles.map((row) => [row.id, row.title]));
  return rows.map((row) => messageOf(check, row, byId.get(row.id) ?? row.id));
}

/** The history line: what people said about the requirement, and how its verdict moved. */
async function historyLine(
  ctx: Ctx,
  id: string,
  known: { readonly given: readonly Confirmation[]; readonly names: ReadonlyMap<string, string> },
): Promise<Page['history']> {
  const set = await overrides(ctx).where('requirementId', '=', id).execute();
  const setters = await actorNames(
    ctx,
    set.map((row) => row.decidedBy).filter((by) => by !== null),
  );
  const { points } = await trendOf(ctx);
  const lines = [
    ...known.given.flatMap((each) => [
      {
        on: each.confirmedOn,
        sentence: t('{names} confirmed it as conforming.', { names: nameOf(known.names, each.confirmedBy) }),
      },
      ...(each.withdrawnOn
        ? [
            {
              on: each.withdrawnOn,
              sentence: t('{names} withdrew the confirmation: {withdrawnReason}', {
                names: nameOf(known.names, each.withdrawnBy),
                withdrawnReason: each.withdrawnReason,
              }),
            },
          ]
        : []),
    ]),
    ...set.map((row) => ({
      on: row.decidedOn,
      sentence: t('{setters} set “{label}” beside it until {until}: {reason}', {
        setters: nameOf(setters, row.decidedBy),
        label: t(verdicts[row.verdict].label),
        until: row.until,
        reason: row.reason,
      }),
    })),
    ...points.flatMap((point) =>
      point.moves
        .filter((move) => move.id === id)
        .map((move) => ({ on: point.day, sentence: moveSentence(move, purposes[point.purpose]) })),
    ),
  ];
  // What was said last on a day stands first; the sort keeps that order.
  return lines.reverse().sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}

function moveSentence(
  move: { readonly from: keyof typeof verdicts | null; readonly to: keyof typeof verdicts },
  kept: string,
): string {
  const to = t(verdicts[move.to].label);
  return move.from === null
    ? t('First kept as “{to}” ({kept}).', { to, kept: t(kept) })
    : t('Went from “{from}” to “{to}” ({kept}).', { from: t(verdicts[move.from].label), to, kept: t(kept) });
}

async function namesIn(ctx: Ctx, given: readonly Confirmation[]): Promise<ReadonlyMap<string, string>> {
  const ids = given.flatMap((each) => [each.confirmedBy, each.withdrawnBy]).filter((by) => by !== null);
  return actorNames(ctx, ids);
}

function nameOf(names: ReadonlyMap<string, string>, id: string | null): string {
  return id === null ? t('Somebody') : (names.get(id) ?? t('A person'));
}

/** The rows of one check, a page at a time. */
export function rowsOfCheck(
  ctx: Ctx,
  input: {
    readonly check: string;
    readonly outcome: 'ok' | 'gap' | 'unknown';
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
) {
  return gapsOf(ctx, checkById(ctx.registry, input.check), input);
}

/** How many judged rows of these checks belong to a person. */
export async function ownRowsOf(ctx: Ctx, checks: readonly PlatformCheck[], person: string): Promise<number> {
  const ids = new Set<string>();
  for (const check of checks) {
    const rows = await ctx.q
      .selectFrom(check.rows(ctx).as('row'))
      .innerJoin(heads(ctx).as('head'), 'head.id', 'row.id')
      .where('head.owner', '=', person)
      .select('row.id')
      .execute();
    for (const row of rows) ids.add(row.id);
  }
  return ids.size;
}
