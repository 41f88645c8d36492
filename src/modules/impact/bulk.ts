import { chunks } from '#kernel/chunks.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import { listQuery } from '#kernel/register.ts';
import { system } from '#modules/system/contract.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { matchingRows } from '#platform/register/list.ts';
import type { Tx } from '#platform/tx.ts';
import { screening } from './contract.ts';
import { type Criteria, criteriaInForce } from './criteria.ts';
import { mayScreen } from './policy.ts';
import { screenings } from './read.ts';
import type { screeningActs } from './screening-acts.ts';
import { becauseWords, type FactAnswer, factAnswer, factsOf, knownFacts, screen } from './screening-rules.ts';
import { refuseUnknownFacts, type Screening, screened } from './screening-service.ts';

type Outcome = 'full' | 'light' | 'none' | 'open' | 'kept' | 'not-yours' | 'out';
type Given = Readonly<Record<string, FactAnswer>>;
type System = ReturnType<typeof decodeRecord<typeof system>>;

/** How many AI systems one transaction screens. */
const STEP = 200;
/** How many AI systems of each outcome a preview names. */
const NAMED = 12;
const ALL = 100_000;

/** What a screening of everything that matches would do, counted and by example. Changes nothing. */
export async function previewScreening(
  ctx: Ctx,
  filters: Readonly<Record<string, string>>,
  answers: Given,
): Promise<OutputOf<typeof screeningActs.preview>> {
  refuseUnknownFacts(answers);
  const criteria = await criteriaInForce(ctx);
  const known = new Map((await allScreenings(ctx)).map((each) => [each.systemId, each]));
  const counts: Record<string, number> = {};
  const examples: OutputOf<typeof screeningActs.preview>['examples'] = [];
  for (const subject of await matching(ctx, filters)) {
    const before = known.get(subject.id) ?? null;
    const { outcome, why } = outcomeOf({ subject, before, criteria, answers, actor: ctx.actor });
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (counts[outcome] <= NAMED)
      examples.push({
        id: subject.id,
        ref: subject.ref,
        name: subject.name,
        outcome,
        why,
        now: before?.depth ?? (before ? 'open' : null),
      });
  }
  return { total: Object.values(counts).reduce((sum, n) => sum + n, 0), counts, examples };
}

/**
 * Screens everything that matches by the rules that the organisation decided, in transactions of 200: what was done
 * stays done when it is stopped, and the cursor goes on from there. No depth is decided here but by those rules.
 */
export async function bulkScreen(
  ctx: ActionCtx,
  input: {
    readonly filters: Readonly<Record<string, string>>;
    readonly answers: Given;
    readonly reason?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<OutputOf<typeof screeningActs.bulk>> {
  refuseUnknownFacts(input.answers);
  if (Object.keys(input.answers).length > 0 && !input.reason)
    throw new AppError('invalid-input', t('Answers given for many AI systems at once need a reason.'), {
      problems: [{ path: 'reason', message: t('Say how you know it of all of them') }],
    });
  await ctx.read(criteriaInForce);
  const ids = (await ctx.scan((read) => matching(read, input.filters)))
    .map((each) => each.id)
    .filter((id) => id > (input.after ?? ''));
  const now = ids.slice(0, input.limit);
  const counts: Record<string, number> = {};
  for (const some of chunks(now, STEP))
    await ctx.write(async (tx) => {
      for (const outcome of await screenThese(tx, some, input)) counts[outcome] = (counts[outcome] ?? 0) + 1;
    });
  return { counts, done: now.length, next: ids.length > now.length ? now.at(-1)! : null };
}

async function screenThese(
  tx: Tx,
  ids: readonly string[],
  input: { readonly answers: Given; readonly reason?: string | undefined },
): Promise<readonly Outcome[]> {
  const criteria = await criteriaInForce(tx);
  const known = new Map((await allScreenings(tx, ids)).map((each) => [each.systemId, each]));
  const outcomes: Outcome[] = [];
  for (const id of ids) {
    const subject = await tx.find(system, id);
    if (!subject) continue;
    const before = known.get(id) ?? null;
    const { outcome } = outcomeOf({ subject, before, criteria, answers: input.answers, actor: tx.actor });
    outcomes.push(outcome);
    if (outcome === 'out' || outcome === 'not-yours' || outcome === 'kept') continue;
    const fields = screened(tx, { subject, before, criteria, ...input });
    if (before) await tx.update(screening, { id: before.id }, fields);
    else await tx.insert(screening, fields);
  }
  return outcomes;
}

function outcomeOf(input: {
  readonly subject: System;
  readonly before: Screening | null;
  readonly criteria: Criteria;
  readonly answers: Given;
  readonly actor: Actor;
}): { readonly outcome: Outcome; readonly why: string } {
  const { subject, before, criteria, actor } = input;
  if (subject.scope === 'out') return { outcome: 'out', why: t('It is out of the scope.') };
  const may = mayScreen(actor, subject);
  if (!may.allowed) return { outcome: 'not-yours', why: may.reason };
  if (before && !before.byRules)
    return { outcome: 'kept', why: t('A person decided: {reason}', { reason: before.reason ?? '' }) };
  const facts = knownFacts(factsOf(subject), { ...before?.answers, ...input.answers });
  const result = screen(criteria.rules, facts);
  return { outcome: result.depth, why: becauseWords(result) };
}

async function matching(ctx: Ctx, filters: Readonly<Record<string, string>>): Promise<readonly System[]> {
  const query = listQuery.parse({ ...filters, sort: 'id' });
  const rows = await matchingRows(ctx, system, { query, limit: ALL });
  return rows.map((row) => decodeRecord(system, row));
}

async function allScreenings(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  systemIds?: readonly string[],
): Promise<readonly Screening[]> {
  const all = ctx.q.selectFrom(screenings(ctx).as('s')).selectAll('s');
  const rows = await (systemIds ? all.where('s.systemId', 'in', [...systemIds]) : all).execute();
  return rows.map((row) => decodeRecord(screening, row));
}

/** Common answers of a preview, as they stand in an address. @throws AppError `invalid-input` */
export function answersIn(text: string | undefined): Given {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([id, said]) => [id, factAnswer.parse(said)]));
  } catch {
    // falls through to the one refusal
  }
  throw new AppError('invalid-input', t('The common answers cannot be read.'), {
    problems: [{ path: 'answers', message: t('A JSON object of question and yes, no or unknown') }],
  });
}
