import { addMonths } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { demand } from '#platform/demand.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { links } from '#platform/view.ts';
import { risk, riskCriteria, treatment } from './contract.ts';
import { riskLifecycle, treatmentLifecycle } from './lifecycle.ts';
import { mayAccept } from './policy.ts';
import { criteria, treatments } from './read.ts';
import { bandOf, levelOf, scaleProblems } from './scale.ts';

type Risk = RecordOf<typeof risk>;
type Criteria = RecordOf<typeof riskCriteria>;
type Treatment = RecordOf<typeof treatment>;
type Seen = { readonly id: string; readonly version: number };

/** The criteria in force. @throws AppError `wrong-state` when nobody decided any yet */
async function criteriaInForce(tx: Tx): Promise<Criteria> {
  const row = await tx.q.selectFrom(criteria(tx).as('c')).select('c.id').executeTakeFirst();
  if (!row)
    throw new AppError('wrong-state', t('The organisation has not decided its risk criteria yet.'), {
      next: t('Decide scales, bands and appetite under Plan, Risks, Criteria first.'),
    });
  return tx.get(riskCriteria, row.id);
}

/** Decides the criteria (6.1.2 a). Risks judged by the former ones are then due again. */
export async function decideCriteria(
  tx: Tx,
  input: Omit<FieldsOf<typeof riskCriteria>, 'decidedBy' | 'decidedOn'> & {
    readonly version?: number | undefined;
  },
): Promise<Criteria> {
  const { version, ...fields } = input;
  const problems = scaleProblems(fields);
  if (problems.length > 0) throw new AppError('invalid-input', t('This scale cannot be used.'), { problems });
  const decided = { ...fields, decidedBy: tx.actor.id!, decidedOn: tx.today };
  const row = await tx.q.selectFrom(criteria(tx).as('c')).select('c.id').executeTakeFirst();
  return row
    ? tx.update(riskCriteria, { id: row.id, ...(version !== undefined && { version }) }, decided)
    : tx.insert(riskCriteria, decided);
}

/** A risk as it is when somebody has just written it down. */
export function newRisk(input: Partial<FieldsOf<typeof risk>>): FieldsOf<typeof risk> {
  return {
    ...EMPTY,
    ...input,
    kind: input.kind ?? 'risk',
    title: input.title ?? '',
    impactDimensions: input.impactDimensions ?? [],
    state: riskLifecycle.initial,
  };
}

const EMPTY = {
  ownerId: null,
  category: null,
  libraryId: null,
  source: null,
  event: null,
  consequencesOrganisation: null,
  consequencesIndividuals: null,
  consequencesSociety: null,
  likelihood: null,
  consequence: null,
  level: null,
  bandId: null,
  criteriaVersion: null,
  assessedBy: null,
  assessedOn: null,
  reviewOn: null,
  option: null,
  optionReason: null,
  residualLikelihood: null,
  residualConsequence: null,
  residualLevel: null,
  aboveAppetite: null,
  acceptedBy: null,
  acceptedOn: null,
  acceptedUntil: null,
  acceptedReason: null,
  acceptedLevel: null,
  singlePersonReason: null,
  closedReason: null,
} as const;

/** Judges a risk by the criteria in force; an acceptance given for another judgement falls away (6.1.2, 8.2). */
export async function assessRisk(
  tx: Tx,
  seen: Seen,
  input: {
    readonly likelihood: number;
    readonly consequence: number;
    readonly reviewOn?: string | undefined;
  },
): Promise<Risk> {
  const [before, scale] = [await tx.get(risk, seen.id), await criteriaInForce(tx)];
  expectOnScale(scale, input);
  const level = levelOf(input.likelihood, input.consequence)!;
  return tx.update(
    risk,
    { ...seen, again: true },
    {
      ...withoutAcceptance,
      state: nextState(riskLifecycle, before.state, 'assess'),
      likelihood: input.likelihood,
      consequence: input.consequence,
      level,
      bandId: bandOf(scale, level).id,
      criteriaVersion: scale.version,
      assessedBy: tx.actor.id,
      assessedOn: tx.today,
      reviewOn: input.reviewOn ?? addMonths(tx.today, scale.reviewMonths),
      residualLikelihood: null,
      residualConsequence: null,
      residualLevel: null,
      aboveAppetite: before.kind === 'risk' && level > scale.appetite,
    },
  );
}

/** Chooses how to treat a judged risk and what should remain (6.1.3 a). */
export async function treatRisk(
  tx: Tx,
  seen: Seen,
  input: {
    readonly option: Risk['option'];
    readonly reason: string;
    readonly residualLikelihood?: number | undefined;
    readonly residualConsequence?: number | undefined;
  },
): Promise<Risk> {
  const [before, scale] = [await tx.get(risk, seen.id), await criteriaInForce(tx)];
  if (
    (before.kind === 'opportunity') !==
    (input.option === 'pursue' || (before.kind === 'opportunity' && input.option === 'retain'))
  ) {
    throw new AppError(
      'invalid-input',
      before.kind === 'risk'
        ? t('Only an opportunity is pursued.')
        : t('An opportunity is pursued or left as it is.'),
      { problems: [{ path: 'option', message: t('does not fit') }] },
    );
  }
  const residual = {
    likelihood: input.residualLikelihood ?? before.likelihood!,
    consequence: input.residualConsequence ?? before.consequence!,
  };
  const state = nextState(riskLifecycle, before.state, 'treat');
  expectOnScale(scale, residual);
  return tx.update(risk, seen, {
    ...withoutAcceptance,
    state,
    option: input.option,
    optionReason: input.reason,
    residualLikelihood: residual.likelihood,
    residualConsequence: residual.consequence,
    residualLevel: levelOf(residual.likelihood, residual.consequence),
  });
}

/**
 * Accepts what remains. The role must be one the criteria name for the band of the residual level, and whoever judged
 * the risk does not accept it too, unless the organisation recorded that one person must do both.
 */
export async function acceptRisk(
  tx: Tx,
  seen: Seen,
  input: { readonly reason: string; readonly until?: string | undefined },
): Promise<Risk> {
  const [before, scale] = [await tx.get(risk, seen.id), await criteriaInForce(tx)];
  const state = nextState(riskLifecycle, before.state, 'accept');
  if (before.criteriaVersion !== scale.version)
    throw new AppError('wrong-state', t('This risk was judged by criteria that are no longer in force.'), {
      next: t('Assess it again, then accept it.'),
    });
  const level = before.residualLevel ?? before.level!;
  const { label, acceptedBy } = bandOf(scale, level);
  demand(mayAccept(tx.actor, acceptedBy, label));
  await refuseUnapproved(tx, before);
  return tx.update(
    risk,
    { ...seen, again: true },
    {
      state,
      acceptedBy: tx.actor.id,
      acceptedOn: tx.today,
      acceptedUntil: input.until ?? null,
      acceptedReason: input.reason,
      acceptedLevel: level,
      singlePersonReason: await fourEyes(tx, before.assessedBy, 'accept what you judged yourself'),
    },
  );
}

/** Closes a risk that exists no longer. */
export async function closeRisk(tx: Tx, seen: Seen, reason: string): Promise<Risk> {
  const before = await tx.get(risk, seen.id);
  return tx.update(risk, seen, {
    state: nextState(riskLifecycle, before.state, 'close'),
    closedReason: reason,
  });
}

/** Opens a closed risk again; it must be judged anew. */
export async function reopenRisk(tx: Tx, seen: Seen, reason: string): Promise<Risk> {
  const before = await tx.get(risk, seen.id);
  return tx.update(risk, seen, {
    ...withoutAcceptance,
    state: nextState(riskLifecycle, before.state, 'reopen'),
    closedReason: reason,
  });
}

/** Plans a measure for a risk, with the controls that carry it out. */
export async function planTreatment(
  tx: Tx,
  riskId: string,
  input: Pick<FieldsOf<typeof treatment>, 'title' | 'description' | 'ownerId' | 'dueOn'> & {
    readonly controlIds: readonly string[];
  },
): Promise<Treatment> {
  const { controlIds, ...fields } = input;
  await tx.get(risk, riskId);
  const made = await tx.insert(treatment, { ...fields, ...newTreatment(tx, riskId) });
  await tx.link('treats', made.id, riskId);
  for (const controlId of controlIds) await tx.link('treatment-uses', made.id, controlId);
  return made;
}

/** The fields of a measure that nobody types. */
export function newTreatment(tx: Tx, riskId: string) {
  return {
    riskId,
    state: treatmentLifecycle.initial,
    approvedBy: null,
    approvedOn: null,
    singlePersonReason: null,
    doneOn: null,
    outcome: null,
    proposedBy: tx.actor.id,
  };
}

/** Sets the controls of a measure; an approval given for other controls falls away. */
export async function setControls(
  tx: Tx,
  treatmentId: string,
  controlIds: readonly string[],
): Promise<number> {
  const before = await tx.get(treatment, treatmentId);
  if (before.state === 'done' || before.state === 'cancelled')
    throw new AppError('wrong-state', t('This treatment is finished; its controls stay as they were.'));
  const current = (
    await tx.q
      .selectFrom(links(tx, 'treatment-uses').as('l'))
      .select('l.to_id')
      .where('l.from_id', '=', treatmentId)
      .execute()
  ).map((row) => row.to_id);
  for (const id of current.filter((each) => !controlIds.includes(each)))
    await tx.unlink('treatment-uses', treatmentId, id);
  for (const id of controlIds.filter((each) => !current.includes(each)))
    await tx.link('treatment-uses', treatmentId, id);
  const changed = current.length !== controlIds.length || controlIds.some((id) => !current.includes(id));
  if (changed && before.state === 'approved')
    await tx.update(
      treatment,
      { id: treatmentId },
      { state: 'proposed', approvedBy: null, approvedOn: null },
    );
  return controlIds.length;
}

/** Approves a measure of the plan: an owner, a date, and somebody else than who proposed it (6.1.3). */
export async function approveTreatment(tx: Tx, seen: Seen): Promise<Treatment> {
  const before = await tx.get(treatment, seen.id);
  const state = nextState(treatmentLifecycle, before.state, 'approve');
  if (!before.ownerId || !before.dueOn)
    throw new AppError('wrong-state', t('A treatment needs an owner and a date before it is approved.'), {
      problems: [
        ...(before.ownerId ? [] : [{ path: 'ownerId', message: t('Name the owner') }]),
        ...(before.dueOn ? [] : [{ path: 'dueOn', message: t('Set the date') }]),
      ],
    });
  return tx.update(treatment, seen, {
    state,
    approvedBy: tx.actor.id,
    approvedOn: tx.today,
    singlePersonReason: await fourEyes(tx, before.proposedBy, 'approve what you proposed yourself'),
  });
}

/** Reports a measure as carried out (8.3). */
export async function finishTreatment(
  tx: Tx,
  seen: Seen,
  input: { readonly outcome: string; readonly doneOn?: string | undefined },
): Promise<Treatment> {
  const before = await tx.get(treatment, seen.id);
  return tx.update(treatment, seen, {
    state: nextState(treatmentLifecycle, before.state, 'finish'),
    outcome: input.outcome,
    doneOn: input.doneOn ?? tx.today,
  });
}

/** Gives a measure up. */
export async function cancelTreatment(tx: Tx, seen: Seen, reason: string): Promise<Treatment> {
  const before = await tx.get(treatment, seen.id);
  return tx.update(treatment, seen, {
    state: nextState(treatmentLifecycle, before.state, 'cancel'),
    outcome: reason,
  });
}

const withoutAcceptance = {
  acceptedBy: null,
  acceptedOn: null,
  acceptedUntil: null,
  acceptedReason: null,
  acceptedLevel: null,
  singlePersonReason: null,
} as const;

/** Retaining a risk above appetite needs no measure; every other option needs its approved plan first. */
async function refuseUnapproved(tx: Tx, before: Risk): Promise<void> {
  if (!before.aboveAppetite) return;
  if (before.option === null)
    throw new AppError('wrong-state', t('This risk is above the appetite: decide its treatment first.'));
  if (before.option === 'retain') return;
  const rows = await tx.q
    .selectFrom(treatments(tx).as('t'))
    .select('t.state')
    .where('t.riskId', '=', before.id)
    .where('t.state', '<>', 'cancelled')
    .execute();
  if (rows.length === 0)
    throw new AppError('wrong-state', t('No treatment is planned for this risk yet.'), {
      next: t('Plan a treatment with its controls and have it approved, then accept what remains.'),
    });
  if (rows.some((row) => row.state === 'proposed'))
    throw new AppError('wrong-state', t('The treatment plan of this risk is not approved yet.'));
}

function expectOnScale(
  scale: Criteria,
  rated: { readonly likelihood: number; readonly consequence: number },
): void {
  const problems = [
    ...(rated.likelihood > scale.likelihoodLabels.length
      ? [
          {
            path: 'likelihood',
            message: t('The scale ends at {likelihoodLabels}', {
              likelihoodLabels: scale.likelihoodLabels.length,
            }),
          },
        ]
      : []),
    ...(rated.consequence > scale.consequenceLabels.length
      ? [
          {
            path: 'consequence',
            message: t('The scale ends at {consequenceLabels}', {
              consequenceLabels: scale.consequenceLabels.length,
            }),
          },
        ]
      : []),
  ];
  if (problems.length > 0)
    throw new AppError('invalid-input', t('The rating is not on the scale in force.'), { problems });
}
