import type { Requirement } from '#catalog/catalog.ts';
import { dayIn } from '#kernel/clock.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { type Verdict, verdictOf, verdicts } from '#kernel/verdict.ts';
import { type CheckStanding, type Standing, standingOf } from '#platform/checks/standing.ts';
import type { Ctx } from '#platform/context.ts';
import type { Exclusion } from '#platform/module.ts';
import { actorNames } from '#platform/register/history.ts';
import { type Confirmation, confirmedStateOf, notConfirmed, standingConfirmations } from './confirmed.ts';
import type { ConfirmedState, RequirementLine, Totals } from './contract.ts';
import { activeOverrides } from './overrides.ts';
import { raisedAt } from './raise.ts';
import { uncovered } from './uncovered.ts';

export type Judged = {
  readonly at: number;
  readonly today: string;
  readonly basis: string;
  readonly requirements: readonly RequirementLine[];
};

/** Every subclause and control with its verdict, what stands behind it, and what people said about it. */
export async function judgeRequirements(ctx: Ctx): Promise<Judged> {
  const standing = await standingOf(ctx);
  const facts = {
    standing,
    exclusions: await exclusionsOf(ctx),
    confirmations: await standingConfirmations(ctx),
    overrides: await activeOverrides(ctx),
    days: await daysOf(ctx, standing),
  };
  const names = await actorNames(
    ctx,
    [...facts.confirmations.values()].map((each) => each.confirmedBy).filter((by) => by !== null),
  );
  const requirements: RequirementLine[] = [];
  for (const each of [...ctx.catalog.subclauses(), ...ctx.catalog.controls()])
    requirements.push(await lineOf(ctx, each, { ...facts, names }));
  return { at: standing.at, today: ctx.today, basis: basisOf(ctx), requirements };
}

type Facts = {
  readonly standing: Standing;
  readonly exclusions: ReadonlyMap<string, Exclusion>;
  readonly confirmations: ReadonlyMap<string, Confirmation>;
  readonly overrides: Awaited<ReturnType<typeof activeOverrides>>;
  readonly days: ReadonlyMap<number, string>;
  readonly names: ReadonlyMap<string, string>;
};

async function lineOf(ctx: Ctx, requirement: Requirement, facts: Facts): Promise<RequirementLine> {
  const { id } = requirement;
  const checks = facts.standing.checks.filter(({ check }) => check.requirements.includes(id));
  const parts = uncovered[id] ?? [];
  const excluded = facts.exclusions.get(id);
  const verdict = excluded ? 'excluded' : verdictOf(checks, parts);
  const confirmed = await confirmedOf(ctx, id, { facts, checks, verdict });
  const override = facts.overrides.get(id) ?? null;
  const oldest = least(checks.map((check) => check.oldest));
  const shown = checks.map(summaryOf);
  return {
    id,
    kind: requirement.kind === 'control' ? 'control' : 'clause',
    title: requirement.displayTitle,
    group: groupOf(id),
    pdca: requirement.pdca,
    verdict,
    because: becauseOf({ verdict, excluded, parts, checks: checks.length }),
    confirmed,
    override,
    oldestProof: oldest === null ? null : (facts.days.get(oldest) ?? null),
    nextFlip: least(checks.map((check) => check.nextAt)),
    openGaps: sum(checks.map((check) => check.gap)),
    proofs: sum(checks.map((check) => check.ok)),
    uncovered: [...parts],
    raises: raisedAt({
      verdict,
      checks: shown,
      confirmed,
      override,
      documentedInformation: requirement.documentedInformation,
    }).map((each) => each.sentence),
    checks: shown,
  };
}

async function confirmedOf(
  ctx: Ctx,
  id: string,
  now: { readonly facts: Facts; readonly checks: readonly CheckStanding[]; readonly verdict: Verdict },
): Promise<ConfirmedState> {
  const given = now.facts.confirmations.get(id);
  if (!given) return notConfirmed;
  const state = await confirmedStateOf(ctx, given, {
    checks: now.checks.map(({ check }) => check),
    at: now.facts.standing.at,
    verdict: now.verdict,
  });
  return {
    ...state,
    byName: given.confirmedBy ? (now.facts.names.get(given.confirmedBy) ?? 'A person') : null,
  };
}

/** `6.1.3` stands below `6`, `A.6.2.4` below `A.6`. */
function groupOf(id: string): string {
  return id.startsWith('A.') ? id.split('.').slice(0, 2).join('.') : id.split('.')[0]!;
}

/** How many requirements came out how, subclauses and controls apart. */
export function totalsOf(requirements: readonly Pick<RequirementLine, 'kind' | 'verdict'>[]): Totals {
  const count = (kind: RequirementLine['kind']) =>
    Object.fromEntries(
      (Object.keys(verdicts) as Verdict[]).map((verdict) => [
        verdict,
        requirements.filter((each) => each.kind === kind && each.verdict === verdict).length,
      ]),
    ) as Totals['subclauses'];
  return { subclauses: count('clause'), controls: count('control') };
}

/** What the issued Statement of Applicability leaves out, asked of the modules that know. */
async function exclusionsOf(ctx: Ctx): Promise<ReadonlyMap<string, Exclusion>> {
  const all = new Map<string, Exclusion>();
  for (const module of ctx.registry.modules)
    for (const [id, why] of (await module.exclusions?.(ctx)) ?? []) all.set(id, why);
  return all;
}

function becauseOf(line: {
  readonly verdict: Verdict;
  readonly excluded: Exclusion | undefined;
  readonly parts: readonly string[];
  readonly checks: number;
}): string | null {
  if (line.excluded)
    return `Excluded by version ${line.excluded.soaVersion} of the Statement of Applicability: ${line.excluded.reason}`;
  if (line.verdict !== 'cannot-judge') return null;
  if (line.checks > 0) return t('Nothing is recorded yet that could be judged.');
  return line.parts[0] ?? t('No check reads records of this requirement yet.');
}

/** Which rules and which records; re-judging the past by today's rules is always said. */
function basisOf(ctx: Ctx): string {
  if (ctx.at === 'now') return t("Today's checks on the records of now.");
  const asOf = ctx.today !== dayIn(ctx.org.timeZone, new Date(ctx.now));
  return asOf
    ? t("Today's checks on the records of {day}.", { day: writtenDay(ctx.today) })
    : t("Today's checks on the records at entry {seq} of the log.", { seq: ctx.at });
}

function summaryOf({
  check,
  ok,
  gap,
  unknown,
  idle,
  nextAt,
}: CheckStanding): RequirementLine['checks'][number] {
  const { id, version, severity } = check;
  return { id, version, title: t(check.title), severity, ok, gap, unknown, idle, nextAt };
}

/** The days of the log positions that proofs begin at. */
async function daysOf(ctx: Ctx, standing: Standing): Promise<ReadonlyMap<number, string>> {
  const seqs = [...new Set(standing.checks.map((check) => check.oldest).filter((seq) => seq !== null))];
  if (seqs.length === 0) return new Map();
  const rows = await ctx.q
    .selectFrom('log_entry')
    .select(['seq', 'at'])
    .where('org_id', '=', ctx.org.id)
    .where('seq', 'in', seqs)
    .execute();
  return new Map(rows.map((row) => [Number(row.seq), dayIn(ctx.org.timeZone, new Date(row.at))]));
}

function least<T extends string | number>(values: readonly (T | null)[]): T | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => (b < a ? b : a));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
