import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import { type ClaimTopic, claimsOf, claimTitles } from '#modules/system/api.ts';
import { stages, system } from '#modules/system/contract.ts';
import type { Ctx, GateCondition } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { readRecord } from '#platform/register/operations.ts';
import { type GateShown, gateOpening, gateRule } from './contract.ts';
import { kinds, type RecordKind } from './kinds.ts';
import { gateOpenings, gateRules, lifecycleRecords } from './read.ts';
import { defaultRules, type RiskClass, type Rule, riskClassOf, type Stage } from './rules.ts';

type System = RecordOf<typeof system>;
export type Opening = RecordOf<typeof gateOpening>;
type Condition = GateShown['conditions'][number];
type DecidedRule = Rule & Pick<RecordOf<typeof gateRule>, 'reason' | 'decidedBy' | 'decidedOn' | 'version'>;

/** The rule of every gate: decided, or the proposal where nothing is decided. In the order of the stages. */
export async function rulesOf(ctx: Pick<Ctx, 'q' | 'org' | 'at'>): Promise<readonly (Rule | DecidedRule)[]> {
  const rows = await gateRules(ctx).execute();
  const decided = new Map(rows.map((row) => [row.stage as string, decodeRecord(gateRule, row)]));
  return defaultRules.map((rule) => decided.get(rule.stage) ?? rule);
}

/** Every condition that modules registered, whatever the stage. */
export function registeredConditions(ctx: Pick<Ctx, 'registry'>): readonly GateCondition[] {
  return ctx.registry.modules.flatMap((module) => module.gates ?? []);
}

/** Exceptions and other openings of one system, the newest first. */
export async function openingsOf(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  systemId: string,
): Promise<readonly Opening[]> {
  const rows = await ctx.q
    .selectFrom(gateOpenings(ctx).as('o'))
    .selectAll('o')
    .where('o.systemId', '=', systemId)
    .orderBy('o.openedOn', 'desc')
    .orderBy('o.ref', 'desc')
    .execute();
  return rows.map((row) => decodeRecord(gateOpening, row));
}

/** The gates of a system to some stages, each condition judged once however many gates ask for it. */
export async function judgeGates(
  ctx: Ctx,
  each: System,
  wanted: readonly Stage[] = stages,
): Promise<{
  readonly riskClass: RiskClass;
  readonly because: string;
  readonly gates: readonly GateShown[];
}> {
  const { riskClass, because } = riskClassOf(each);
  const [rules, records, openings] = [
    await rulesOf(ctx),
    await recordsBehind(ctx, each),
    await openingsOf(ctx, each.id),
  ];
  const known = new Map<string, Condition>();
  const judgedOnce = async (condition: GateCondition): Promise<Condition> => {
    const before = known.get(condition.id);
    if (before) return before;
    const { ok, reason, fix } = await condition.judge(ctx, each.id);
    const judged = {
      id: condition.id,
      kind: 'condition' as const,
      title: condition.title,
      ok,
      reason,
      fix: fix ?? null,
    };
    known.set(condition.id, judged);
    return judged;
  };
  const gates: GateShown[] = [];
  for (const stage of wanted) {
    const rule = rules.find((one) => one.stage === stage)!;
    const conditions: Condition[] = rule.needs[riskClass].map(records);
    for (const condition of registeredConditions(ctx))
      if ((condition.stages?.includes(stage) ?? true) && !rule.without[riskClass].includes(condition.id))
        conditions.push(await judgedOnce(condition));
    const passed = conditions.every((one) => one.ok);
    const exception = standingException(openings, stage, ctx.today);
    gates.push({
      passed,
      open: passed || (exception !== null && !exception.ended),
      stage,
      riskClass,
      because,
      exception,
      conditions,
    });
  }
  return { riskClass, because, gates };
}

/** The gate of one system to one stage. */
export async function gateTo(ctx: Ctx, id: string, stage: Stage): Promise<GateShown> {
  const { gates } = await judgeGates(ctx, await readRecord(ctx, system, { id }), [stage]);
  return gates[0]!;
}

function standingException(
  openings: readonly Opening[],
  stage: Stage,
  today: string,
): GateShown['exception'] {
  const found = openings.find((each) => each.stage === stage && each.state === 'exception');
  if (!found?.until) return null;
  const { id, ref, until, reason } = found;
  return { id, ref, until, reason, ended: until < today };
}

/** How the record of each kind stands for this system. A statement of an imported source never stands for one. */
async function recordsBehind(ctx: Ctx, each: System): Promise<(kind: RecordKind) => Condition> {
  const rows = await ctx.q
    .selectFrom(lifecycleRecords(ctx).as('r'))
    .select([
      'r.id',
      'r.ref',
      'r.kind',
      'r.state',
      'r.criteria',
      'r.criteriaOpen',
      'r.criteriaFailed',
      'r.conclusion',
    ])
    .where('r.systemId', '=', each.id)
    .where('r.state', '<>', 'superseded')
    .orderBy('r.ref')
    .execute();
  const said = await claimsOf(ctx, each.id);
  return (kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const approved = own.find((row) => row.state === 'approved');
    const judged = (ok: boolean, reason: string, fix: string | null): Condition => ({
      id: `record.${kind}`,
      kind: 'record',
      title: t('{title}: an approved record', { title: kinds[kind].title }),
      ok,
      reason,
      fix,
    });
    if (approved) {
      const problem = shortfall(kind, approved);
      const page = `/lifecycle-records/${approved.id}`;
      return problem
        ? judged(false, `${approved.ref} is approved, but ${problem}`, page)
        : judged(true, `${approved.ref} is approved.`, page);
    }
    const waiting = own.find((row) => row.state === 'prepared') ?? own[0];
    if (waiting)
      return judged(
        false,
        waiting.state === 'prepared'
          ? `${waiting.ref} waits for the approval of somebody who did not prepare it.`
          : `${waiting.ref} is a draft.`,
        `/lifecycle-records/${waiting.id}`,
      );
    return judged(
      false,
      ['There is none yet.', ...claimWords(said, kind)].join(' '),
      `/lifecycle-records?begin=yes&systemId=${each.id}&kind=${kind}`,
    );
  };
}

/** Which statements of a source are about what a kind of record says. */
const CLAIMED: Partial<Record<RecordKind, readonly ClaimTopic[]>> = {
  verification: ['real-world-test', 'independent-evaluation'],
  operation: ['monitoring'],
  deployment: ['notice', 'appeal', 'opt-out'],
};

function claimWords(said: Awaited<ReturnType<typeof claimsOf>>, kind: RecordKind): readonly string[] {
  return said
    .filter((each) => CLAIMED[kind]?.includes(each.topic) && each.state !== 'refuted')
    .map((each) =>
      each.state === 'confirmed'
        ? `${each.ref}, “${claimTitles[each.topic]}: ${each.value}”, is confirmed with evidence: write it into a record.`
        : `The imported source says “${claimTitles[each.topic]}: ${each.value}” (${each.ref}): a claim that counts nowhere until a person confirms it with evidence.`,
    );
}

type Tallied = {
  readonly criteriaOpen: number | null;
  readonly criteriaFailed: number | null;
  readonly conclusion: string | null;
};

/** What an approved record says against going on: limits without a result, a release that was refused. */
function shortfall(kind: RecordKind, row: Tallied): string | null {
  if (kind === 'verification') {
    if (row.conclusion === 'no-release') return 'it concludes that the system is not fit for release.';
    if (Number(row.criteriaOpen) > 0) return `${row.criteriaOpen} of its acceptance criteria have no result.`;
    if (Number(row.criteriaFailed) > 0 && row.conclusion !== 'release-with-limits')
      return `${row.criteriaFailed} of its acceptance criteria are not met, and it names no limits for the release.`;
  }
  if (kind === 'deployment' && Number(row.criteriaOpen) + Number(row.criteriaFailed) > 0)
    return `${Number(row.criteriaOpen) + Number(row.criteriaFailed)} conditions of the release do not hold yet.`;
  return null;
}
