import type { OutputOf } from '#kernel/endpoint.ts';
import type { RecordOf } from '#kernel/record.ts';
import { evidenceUses } from '#modules/evidence/read.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Exclusion } from '#platform/module.ts';
import { heads } from '#platform/view.ts';
import { impactsBehindControls, risksBehindControls, suggestionsForControls } from './because.ts';
import {
  type Because,
  control,
  type LineChange,
  type StatementLine,
  type Suggestion,
  statement,
  type statementActs,
} from './contract.ts';
import { contractsInScope } from './contracts.ts';
import { dutiesForControls } from './law.ts';
import { lawName } from './law-name.ts';
import { controls, statements } from './read.ts';

export type Control = RecordOf<typeof control>;
export type Statement = RecordOf<typeof statement>;
export type WorkingLine = OutputOf<typeof statementActs.working>['lines'][number];
type Hands = Pick<Ctx, 'q' | 'org' | 'at' | 'catalog' | 'today'>;

/** Every control with what speaks for it, in the order of Annex A, the organisation's own behind. */
export async function workingLines(ctx: Hands): Promise<readonly WorkingLine[]> {
  const all = await allControls(ctx);
  const [behind, answered, suggested, duties, proof] = [
    await risksBehindControls(ctx),
    await impactsBehindControls(ctx),
    await suggestionsForControls(ctx),
    await dutiesForControls(ctx),
    await evidenceOfControls(ctx),
  ];
  const contracts = new Map((await contractsInScope(ctx)).map((each) => [each.ref, each.id]));
  const owners = await namesOf(
    ctx,
    all.map((each) => each.ownerId),
  );
  const issued = (await statementsIn(ctx, ['issued']))[0];
  return all.map((each) => {
    const because = reasonsOf(
      each,
      [...(behind.get(each.id) ?? []), ...(answered.get(each.id) ?? [])],
      contracts,
    );
    const suggestions = suggestionsOf(because, [
      ...(suggested.get(each.annexId ?? '') ?? []),
      ...(duties.get(each.annexId ?? '') ?? []),
    ]);
    const line = frozenLine(each, {
      because,
      evidence: proof.get(each.id) ?? [],
      owner: owners.get(each.ownerId ?? '') ?? null,
    });
    return {
      control: each,
      because,
      suggestions,
      traps: each.annexId
        ? ctx.catalog.exclusionTraps(each.annexId).map((trap) => ({
            id: trap.id,
            severity: trap.severity,
            message: trap.message,
            when: trap.when,
            clauses: [...trap.clauses],
          }))
        : [],
      evidence: (proof.get(each.id) ?? []).map((piece) => ({
        ...piece,
        state: piece.expiresOn !== null && piece.expiresOn < ctx.today ? 'expired' : 'current',
      })),
      owner: owners.get(each.ownerId ?? '') ?? null,
      ...changeOf(line, issued?.lines),
      problems: problemsOf(each, because),
      cautions: cautionsOf(ctx, each, suggestions),
    };
  });
}

/** The lines as a Statement freezes them. */
export function frozenLines(lines: readonly WorkingLine[]): StatementLine[] {
  return lines.map((line) => frozenLine(line.control as Control, line));
}

/** What stands in the way of preparing the Statement. */
function problemsOf(each: Control, because: readonly Because[]): string[] {
  const name = each.annexId ?? each.ref;
  if (each.decision === 'undecided') return [`${name} is neither included nor left out.`];
  if (each.decision === 'excluded') {
    // What an approved treatment uses is a control the organisation found necessary (6.1.3 b, f).
    const usedBy = (kind: Because['kind']) =>
      because.filter((reason) => reason.kind === kind).map((reason) => reason.ref);
    const [used, answers] = [usedBy('risk'), usedBy('impact')];
    return [
      ...(each.justification ? [] : [`${name} is left out without a justification.`]),
      ...(used.length > 0
        ? [`${name} is left out, and approved treatments use it: ${used.join(', ')}.`]
        : []),
      ...(answers.length > 0
        ? [`${name} is left out, and approved impact assessments rely on it: ${answers.join(', ')}.`]
        : []),
    ];
  }
  return [
    ...(because.length === 0
      ? [
          `${name} is included without a reason: no approved treatment or impact assessment uses it and nobody stated one.`,
        ]
      : []),
    ...(each.ownerId ? [] : [`${name} has no owner.`]),
  ];
}

/** What speaks against leaving a control out. It warns; the decision stays with whoever has the authority. */
function cautionsOf(ctx: Hands, each: Control, suggestions: readonly Suggestion[]): string[] {
  if (each.decision !== 'excluded' || each.annexId === null) return [];
  const law = suggestions.filter((one) => one.kind === 'law');
  return [
    ...ctx.catalog
      .exclusionTraps(each.annexId)
      .filter((trap) => trap.severity === 'contradiction')
      .map((trap) => `Left out although a clause demands it (${trap.clauses.join(', ')}): ${trap.message}`),
    ...(law.length > 0
      ? [
          `Left out although ${law.length === 1 ? 'a legal duty points' : `${law.length} legal duties point`} to it: ${law.map((one) => one.text).join('; ')}.`,
        ]
      : []),
  ];
}

/** Statements in some states, the newest first. */
export async function statementsIn(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  states: readonly Statement['state'][],
): Promise<readonly Statement[]> {
  const rows = await ctx.q
    .selectFrom(statements(ctx).as('s'))
    .selectAll('s')
    .where('s.state', 'in', [...states])
    .orderBy('s.number', 'desc')
    .orderBy('s.id', 'desc')
    .execute();
  return rows.map((row) => decodeRecord(statement, row));
}

/** The controls that the issued Statement leaves out; only such a one counts as excluded (spine.md section 7). */
export async function issuedExclusions(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
): Promise<ReadonlyMap<string, Exclusion>> {
  const [issued] = await statementsIn(ctx, ['issued']);
  const left = issued?.lines.filter((line) => line.decision === 'excluded') ?? [];
  return new Map(
    left.map((line) => [line.id, { soaVersion: issued!.number!, reason: line.justification ?? '' }]),
  );
}

/** Field by field, what differs between two sets of lines, in sentences a reader can compare. */
export function differences(
  before: readonly StatementLine[],
  after: readonly StatementLine[],
): readonly LineChange[] {
  const old = new Map(before.map((line) => [line.controlId, line]));
  const gone = before
    .filter((line) => !after.some((each) => each.controlId === line.controlId))
    .map((line) => ({
      id: line.id,
      title: line.title,
      field: 'control',
      before: 'in the Statement',
      after: 'no longer listed',
    }));
  return [...after.flatMap((line) => lineDifferences(old.get(line.controlId), line)), ...gone];
}

function lineDifferences(before: StatementLine | undefined, after: StatementLine): readonly LineChange[] {
  const { id, title } = after;
  if (!before) return [{ id, title, field: 'control', before: 'not listed', after: after.decision }];
  return (['decision', 'because', 'justification', 'status', 'effectiveness', 'owner', 'evidence'] as const)
    .map((field) => ({ id, title, field, before: shown(before[field]), after: shown(after[field]) }))
    .filter((change) => change.before !== change.after);
}

function shown(value: StatementLine[keyof StatementLine]): string {
  if (!Array.isArray(value)) return value === null ? 'nothing' : String(value);
  return (
    value
      .map((each) =>
        'text' in each
          ? [each.ref && lawName(each.ref), each.text].filter(Boolean).join(' ')
          : `${each.ref} ${each.title}`,
      )
      .join('; ') || 'nothing'
  );
}

async function allControls(ctx: Hands): Promise<readonly Control[]> {
  const rows = await ctx.q.selectFrom(controls(ctx).as('c')).selectAll('c').execute();
  const order = new Map(ctx.catalog.controls().map((each, i) => [each.id, i]));
  const rank = (each: Control) => (each.annexId === null ? 1000 : (order.get(each.annexId) ?? 999));
  return rows
    .map((row) => decodeRecord(control, row))
    .sort((a, b) => rank(a) - rank(b) || (a.ref < b.ref ? -1 : 1));
}

type Proof = {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly effectiveOn: string | null;
  readonly expiresOn: string | null;
};

async function evidenceOfControls(ctx: Hands): Promise<ReadonlyMap<string, readonly Proof[]>> {
  const rows = await evidenceUses(ctx)
    .where('use.to_id', 'in', ctx.q.selectFrom(controls(ctx).as('c')).select('c.id'))
    .orderBy('piece.ref')
    .execute();
  const map = new Map<string, Proof[]>();
  for (const { recordId, id, ref, title, effectiveOn, expiresOn } of rows)
    map.set(recordId, [...(map.get(recordId) ?? []), { id, ref, title, effectiveOn, expiresOn }]);
  return map;
}

async function namesOf(ctx: Hands, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((each) => each !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await ctx.q
    .selectFrom(heads(ctx).as('h'))
    .select(['h.id', 'h.title'])
    .where('h.id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id, row.title ?? 'An erased person']));
}

function reasonsOf(
  each: Control,
  behind: readonly Because[],
  contracts: ReadonlyMap<string | null, string | null>,
): Because[] {
  return [
    ...behind,
    ...each.statedReasons.map((stated) => ({
      kind: stated.kind,
      ref: stated.ref,
      id: stated.kind === 'contract' ? (contracts.get(stated.ref) ?? null) : null,
      text: stated.text,
    })),
  ];
}

/** What is suggested and not a reason already. */
function suggestionsOf(because: readonly Because[], found: readonly Suggestion[]): Suggestion[] {
  const known = new Set(because.map((reason) => reason.ref));
  return found.filter((each) => !each.refs.some((ref) => known.has(ref)));
}

function frozenLine(
  each: Control,
  parts: {
    readonly because: readonly Because[];
    readonly evidence: readonly Omit<Proof, 'id'>[];
    readonly owner: string | null;
  },
): StatementLine {
  return {
    controlId: each.id,
    id: each.annexId ?? each.ref,
    title: each.title,
    own: each.annexId === null,
    decision: each.decision,
    because: each.decision === 'excluded' ? [] : [...parts.because],
    justification: each.justification,
    status: each.implementation,
    effectiveness: each.effectiveness,
    ownerId: each.ownerId,
    owner: parts.owner,
    evidence: parts.evidence.map(({ ref, title, effectiveOn, expiresOn }) => ({
      ref,
      title,
      effectiveOn,
      expiresOn,
    })),
  };
}

function changeOf(
  line: StatementLine,
  issued: readonly StatementLine[] | undefined,
): Pick<WorkingLine, 'change' | 'changes'> {
  if (!issued) return { change: 'none', changes: [] };
  const before = issued.find((each) => each.controlId === line.controlId);
  if (!before) return { change: 'new', changes: [] };
  const changes = [...lineDifferences(before, line)];
  return { change: changes.length > 0 ? 'changed' : 'same', changes };
}
