import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { type FrozenVerdict, type Purpose, type RequirementLine, verdict } from './contract.ts';
import { type Judged, judgeRequirements, totalsOf } from './lines.ts';
import { packsInUse } from './packs-in-use.ts';
import { frozenVerdicts } from './read.ts';

export type Frozen = RecordOf<typeof verdict>;

/** The verdicts of this moment as a record, with the versions of checks and catalog. Computed, not yet written. */
export async function freezable(
  ctx: Ctx,
  purpose: Purpose,
  subjectId: string | null,
): Promise<FieldsOf<typeof verdict>> {
  const judged = await judgeRequirements(ctx);
  return fieldsOf(ctx, { judged, purpose, subjectId });
}

/**
 * What moved since the newest record of verdicts: a snapshot holds only that.
 * @returns null when no verdict moved and the number of open gaps is the same
 */
export async function movedSince(ctx: Ctx): Promise<FieldsOf<typeof verdict> | null> {
  const whole = await freezable(ctx, 'snapshot', null);
  const before = await newestVerdicts(ctx);
  const verdicts = whole.verdicts
    .filter((each) => before.verdicts.get(each.id) !== each.verdict)
    .map((each) => ({ ...each, was: before.verdicts.get(each.id) ?? null }));
  if (verdicts.length === 0 && before.openGaps === whole.openGaps) return null;
  return { ...whole, whole: false, verdicts };
}

/** Every record of verdicts, oldest first. */
export async function frozenRecords(ctx: Ctx): Promise<readonly Frozen[]> {
  const rows = await frozenVerdicts(ctx).orderBy('position').orderBy('id').execute();
  return rows.map((row) => decodeRecord(verdict, row));
}

async function newestVerdicts(ctx: Ctx) {
  const records = await frozenRecords(ctx);
  const known = new Map<string, FrozenVerdict['verdict']>();
  for (const record of records) for (const each of record.verdicts) known.set(each.id, each.verdict);
  return { verdicts: known, openGaps: records.at(-1)?.openGaps ?? null };
}

function fieldsOf(
  ctx: Ctx,
  input: { readonly judged: Judged; readonly purpose: Purpose; readonly subjectId: string | null },
): FieldsOf<typeof verdict> {
  const { requirements, at } = input.judged;
  return {
    purpose: input.purpose,
    subjectId: input.subjectId,
    day: ctx.today,
    position: at,
    catalogVersion: packsInUse(ctx.catalog),
    whole: true,
    verdicts: requirements.map(frozenOf),
    totals: totalsOf(requirements),
    // A gap that speaks to two requirements is one gap.
    openGaps: distinctGaps(requirements),
    frozenBy: ctx.actor.id,
  };
}

function frozenOf(line: RequirementLine): FrozenVerdict {
  return {
    id: line.id,
    verdict: line.verdict,
    was: null,
    confirmed: line.confirmed.state,
    override: line.override?.verdict ?? null,
    checks: line.checks.map(({ id, version, ok, gap, unknown, idle }) => ({
      id,
      version,
      ok,
      gap,
      unknown,
      idle,
    })),
  };
}

/** Open gaps over all checks, each check once. */
function distinctGaps(requirements: readonly RequirementLine[]): number {
  const gaps = new Map(requirements.flatMap((line) => line.checks.map((check) => [check.id, check.gap])));
  return [...gaps.values()].reduce((a, b) => a + b, 0);
}
