import { addDays } from '#kernel/days.ts';
import { AppError, type FieldProblem } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Tx } from '#platform/tx.ts';
import { nonconformity } from './contract.ts';
import { DAYS_TO_ANSWER } from './grade.ts';
import { nonconformityLifecycle } from './lifecycle.ts';
import { nonconformities } from './read.ts';

type Nonconformity = RecordOf<typeof nonconformity>;
type Fields = FieldsOf<typeof nonconformity>;

/** What whoever found a nonconformity knows of it. */
export type RaisedNonconformity = Pick<Fields, 'title' | 'source'> &
  Partial<
    Pick<
      Fields,
      | 'description'
      | 'objectiveEvidence'
      | 'sourceNote'
      | 'foundOn'
      | 'requirements'
      | 'ownRequirement'
      | 'managementSystems'
      | 'ownerId'
      | 'dueOn'
    >
  > & {
    /** The record that it came from: the audit finding, the complaint, the incident, the alert. */
    readonly sourceId?: string;
    /** What it concerns: AI systems, controls, suppliers, any record. */
    readonly concerns?: readonly string[];
    /** How a certification body graded it; only a body does, the product never. */
    readonly gradedBySource?: { readonly grade: 'major' | 'minor'; readonly reason: string };
    /** Names the cause for machines, such as `monitoring:<series>`: one that is still open is not raised twice. */
    readonly sourceKey?: string;
  };

/**
 * Writes a nonconformity down and links it to where it came from (10.2 a). An open one with the same `sourceKey` is
 * answered instead, linked to this source too. Unless a certification body graded it, nobody has: a person does.
 * @throws AppError `invalid-input` for a day that cannot be, or a requirement that no pack has
 */
export async function raiseNonconformity(tx: Tx, input: RaisedNonconformity): Promise<Nonconformity> {
  const { sourceId, concerns = [], sourceKey, gradedBySource: graded, ...fields } = input;
  const grade = graded && { grade: graded.grade, gradeReason: graded.reason, gradedOn: tx.today };
  const known = sourceKey ? await openWithKey(tx, sourceKey) : null;
  const record =
    known ??
    (await tx.insert(
      nonconformity,
      newNonconformity(tx, { ...fields, ...grade, sourceKey: sourceKey ?? null }),
    ));
  if (sourceId) await tx.link('nc-found-by', record.id, sourceId);
  for (const each of concerns) await tx.link('nc-concerns', record.id, each);
  return record;
}

/** A whole record as it is when somebody has just found something. */
export function newNonconformity(tx: Tx, input: Partial<Fields>): Fields {
  const foundOn = input.foundOn ?? tx.today;
  const fields: Fields = { ...EMPTY, foundBy: tx.actor.id, ...input, foundOn, dueOn: null };
  const dueOn = input.dueOn ?? addDays(foundOn, DAYS_TO_ANSWER);
  // Something found long ago is answered from today on, not in the past.
  const whole = { ...fields, dueOn: input.dueOn ?? (dueOn < tx.today ? tx.today : dueOn) };
  refuseImpossible(tx, whole);
  return whole;
}

/** Days in an order that can be, requirements that exist. @throws AppError `invalid-input` */
export function refuseImpossible(tx: Tx, fields: Pick<Fields, 'foundOn' | 'dueOn' | 'requirements'>): void {
  const problems: FieldProblem[] = [
    ...(fields.foundOn > tx.today
      ? [{ path: 'foundOn', message: t('This day has not come yet: nothing can have been found on it.') }]
      : []),
    ...(fields.dueOn !== null && fields.dueOn < fields.foundOn
      ? [
          {
            path: 'dueOn',
            message: t('The answer cannot be due before {foundOn}, when it was found.', {
              foundOn: fields.foundOn,
            }),
          },
        ]
      : []),
    ...fields.requirements
      .filter((ref) => tx.catalog.requirement(ref) === null)
      .map((ref) => ({
        path: 'requirements',
        message: t(
          'There is no requirement "{ref}". Write it as iso-42001:9.2.2, or in words as a requirement of your own.',
          { ref },
        ),
      })),
  ];
  if (problems.length > 0)
    throw new AppError('invalid-input', t('This nonconformity cannot be saved as it is.'), { problems });
}

async function openWithKey(tx: Tx, key: string): Promise<Nonconformity | null> {
  const row = await tx.q
    .selectFrom(nonconformities(tx).as('n'))
    .select('n.id')
    .where('n.sourceKey', '=', key)
    .where('n.state', 'not in', ['closed', 'dismissed'])
    .orderBy('n.id')
    .executeTakeFirst();
  return row ? tx.get(nonconformity, row.id) : null;
}

/** What a round begins with. */
export const EMPTY_ROUND = {
  correction: null,
  correctedBy: null,
  correctedOn: null,
  consequences: null,
  whys: [],
  fishbone: [],
  cause: null,
  causeCategory: null,
  causeBy: null,
  causeOn: null,
  similarWords: null,
  similarLooked: null,
  similarConclusion: null,
  similarBy: null,
  similarOn: null,
  actionNeeded: null,
  noActionReason: null,
  effectMethod: null,
  effectCriterion: null,
  effectDueOn: null,
  effectJudgeId: null,
  effectChosenBy: null,
  effectChosenOn: null,
  planApprovedBy: null,
  planApprovedOn: null,
  planSingleReason: null,
  effectResult: null,
  effectFinding: null,
  effectJudgedBy: null,
  effectJudgedOn: null,
  effectSingleReason: null,
  risksDecision: 'undecided',
  risksNote: null,
  changesDecision: 'undecided',
  changesNote: null,
} as const satisfies Partial<Fields> & object;

const EMPTY: Fields = {
  title: '',
  description: null,
  objectiveEvidence: null,
  source: 'self-found',
  sourceNote: null,
  sourceKey: null,
  foundOn: '',
  foundBy: null,
  requirements: [],
  ownRequirement: null,
  managementSystems: ['ai'],
  ownerId: null,
  dueOn: null,
  state: nonconformityLifecycle.initial,
  grade: null,
  gradeAnswers: null,
  gradeReason: null,
  gradedBy: null,
  gradedOn: null,
  round: 1,
  ...EMPTY_ROUND,
  whys: [],
  fishbone: [],
  pastRounds: null,
  closedBy: null,
  closedOn: null,
  closedNote: null,
  closeSingleReason: null,
  dismissedReason: null,
};
