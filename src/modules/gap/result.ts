import { judgeRequirements } from '#modules/conformity/api.ts';
import type { Ctx } from '#platform/context.ts';
import { persons } from '#platform/people-tables.ts';
import {
  type AnswerId,
  answerIds,
  type Claimed,
  claimedOf,
  compare,
  contradicts,
  gapKinds,
} from './answers.ts';
import type { GapResult, ResultLine } from './contract.ts';
import { claims, interviews } from './read.ts';
import { reuseOf } from './reuse.ts';

/** What people said of every requirement, beside what its records show. The newest word of each person counts. */
export async function gapResult(ctx: Ctx): Promise<GapResult> {
  const judged = await judgeRequirements(ctx);
  const said = await latestClaims(ctx);
  const reuse = await reuseOf(ctx);
  const fulfilled = new Map(reuse.avoided.map((each) => [each.id, each.by]));
  const extended = new Map(reuse.extendable.map((each) => [each.id, each.from]));
  const begun = await interviews(ctx).execute();
  const controlsAsked = begun.some((each) => each.withControls === 1);
  const lines = judged.requirements
    .filter(
      (each) => each.kind === 'clause' || controlsAsked || said.some((one) => one.requirementId === each.id),
    )
    .map((each): ResultLine => {
      const own = said.filter((one) => one.requirementId === each.id);
      const counted = countsOf(own);
      const claimed: Claimed = divided(own) ? 'divided' : claimedOf(counted);
      const compared = compare(claimed, each.verdict, each.kind === 'clause');
      return {
        id: each.id,
        title: each.title,
        kind: each.kind,
        verdict: each.verdict,
        said: counted,
        asked: own.length,
        claimed,
        ...compared,
        next: withReuse(compared.next, compared.gap, fulfilled.get(each.id), extended.get(each.id)),
        href: `/conformity/${each.id}`,
        claims: own,
        fulfilledBy: fulfilled.get(each.id) ?? [],
        extendedFrom: extended.get(each.id) ?? [],
      };
    });
  return {
    today: ctx.today,
    basis: judged.basis,
    interviews: begun.length,
    people: new Set(said.map((each) => each.personId)).size,
    answers: said.length,
    counts: Object.fromEntries(
      Object.keys(gapKinds).map((kind) => [kind, lines.filter((line) => line.gap === kind).length]),
    ) as GapResult['counts'],
    lines,
  };
}

type Said = ResultLine['claims'][number] & {
  readonly requirementId: string;
  readonly personId: string | null;
};

/** One answer for each person and question: the one given last, whatever the interview. */
async function latestClaims(ctx: Ctx): Promise<readonly Said[]> {
  const rows = await ctx.q
    .selectFrom(claims(ctx).as('c'))
    .leftJoin(persons(ctx).as('p'), 'p.id', 'c.personId')
    .where('c.answer', 'is not', null)
    .select([
      'c.id',
      'c.ref',
      'c.requirementId',
      'c.question',
      'c.asked',
      'c.answer',
      'c.words',
      'c.evidenceUrl',
      'c.answeredOn',
      'c.by',
      'c.personId',
      'p.name',
    ])
    .orderBy('c.requirementId')
    .orderBy('c.question')
    .orderBy('c.answeredOn')
    .orderBy('c.ref')
    .execute();
  const latest = new Map<string, Said>();
  for (const row of rows)
    latest.set(`${row.requirementId} ${row.question} ${row.personId ?? row.id}`, {
      ...row,
      name: row.name ?? 'An erased person',
    });
  return [...latest.values()];
}

function countsOf(said: readonly Said[]): Record<AnswerId, number> {
  return Object.fromEntries(
    answerIds.map((id) => [id, said.filter((each) => each.answer === id).length]),
  ) as Record<AnswerId, number>;
}

function divided(said: readonly Said[]): boolean {
  return [...Map.groupBy(said, (each) => each.question).values()].some((each) =>
    contradicts(each.map((one) => one.answer)),
  );
}

function withReuse(
  next: string,
  gap: ResultLine['gap'],
  fulfilled: readonly string[] | undefined,
  extended: readonly string[] | undefined,
): string {
  if (gap === 'agrees' || gap === 'excluded') return next;
  if (fulfilled) return `${next} Use ${fulfilled[0]}: the other standard asks the same.`;
  if (extended) return `${next} Start from ${extended[0]}, which covers a part.`;
  return next;
}
