import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Tx } from '#platform/tx.ts';
import { impactCriteria } from './contract.ts';
import { impactCriteriaRows, screenings } from './read.ts';
import { screeningFacts, suggestedRules } from './screening-rules.ts';

export type Criteria = RecordOf<typeof impactCriteria>;
type Given = Omit<FieldsOf<typeof impactCriteria>, 'decidedBy' | 'decidedOn'>;
type Hands = Pick<Ctx, 'q' | 'org' | 'at'>;

/** A proposal, decided by nobody: bands, authorities, intervals and rules are the authors' opinion. */
export const SUGGESTED: Given = {
  bands: [
    {
      id: 'low',
      label: msg('Low'),
      from: 1,
      acceptedBy: ['risk-manager', 'data-protection-officer', 'governance-officer', 'top-management'],
    },
    { id: 'medium', label: msg('Medium'), from: 5, acceptedBy: ['governance-officer', 'top-management'] },
    { id: 'high', label: msg('High'), from: 10, acceptedBy: ['top-management'] },
    { id: 'critical', label: msg('Critical'), from: 16, acceptedBy: ['top-management'] },
  ],
  acceptable: 4,
  neverFrom: 20,
  reviewMonths: { low: 24, medium: 18, high: 12, critical: 6, unrated: 12 },
  rules: [...suggestedRules],
};

/** The criteria in force, or null while nobody decided any. */
export async function criteriaOf(ctx: Hands): Promise<Criteria | null> {
  const row = await ctx.q.selectFrom(impactCriteriaRows(ctx).as('c')).selectAll('c').executeTakeFirst();
  return row ? decodeRecord(impactCriteria, row) : null;
}

/** @throws AppError `wrong-state` when nobody decided any yet */
export async function criteriaInForce(ctx: Hands): Promise<Criteria> {
  const decided = await criteriaOf(ctx);
  if (decided) return decided;
  throw new AppError('wrong-state', t('The organisation has not decided its impact criteria yet.'), {
    next: t(
      'Decide bands, authorities and the rules of screening under Plan, Impact assessments, Criteria first.',
    ),
  });
}

/** Decides the criteria (6.1.4, A.5.2). Screenings by the rules before are then to be done again. */
export async function decideImpactCriteria(
  tx: Tx,
  input: Given & { readonly version?: number | undefined },
): Promise<Criteria> {
  const { version, ...fields } = input;
  const problems = criteriaProblems(fields);
  if (problems.length > 0)
    throw new AppError('invalid-input', t('These criteria cannot be used.'), { problems });
  const decided = { ...fields, decidedBy: tx.actor.id!, decidedOn: tx.today };
  const before = await criteriaOf(tx);
  return before
    ? tx.update(impactCriteria, { id: before.id, ...(version !== undefined && { version }) }, decided)
    : tx.insert(impactCriteria, decided);
}

/** How many screenings rest on other criteria than these. */
export async function screenedByOthers(ctx: Hands, version: number): Promise<number> {
  const row = await ctx.q
    .selectFrom(screenings(ctx).as('s'))
    .where('s.criteriaVersion', '<>', version)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function criteriaProblems(given: Given): { path: string; message: string }[] {
  const starts = given.bands.map((each) => each.from);
  const facts = given.rules.map((each) => each.fact);
  const never = given.neverFrom;
  return [
    ...(starts.includes(1) ? [] : [{ path: 'bands', message: t('The lowest band must begin at 1') }]),
    ...(new Set(starts).size === starts.length
      ? []
      : [{ path: 'bands', message: t('Two bands begin at the same level') }]),
    ...(never !== null && never <= given.acceptable
      ? [{ path: 'neverFrom', message: t('What nobody accepts must lie above what needs no acceptance') }]
      : []),
    ...(new Set(facts).size === facts.length
      ? []
      : [{ path: 'rules', message: t('One fact has two rules; the deeper one says all') }]),
    ...(facts.every((id) => screeningFacts.some((each) => each.id === id))
      ? []
      : [{ path: 'rules', message: t('A rule names a fact that there is not') }]),
  ];
}
