import type { FieldsOf } from '#kernel/record.ts';
import type { correctiveAction, nonconformity } from './contract.ts';

type Facts = {
  readonly nonconformity: FieldsOf<typeof nonconformity>;
  /** The corrective actions of the present round. */
  readonly actions: readonly Pick<FieldsOf<typeof correctiveAction>, 'state'>[];
  /** How many records are linked as changed, and how many risks as updated. */
  readonly changed: number;
  readonly risks: number;
};
export type Part = {
  readonly id: string;
  readonly title: string;
  readonly done: boolean;
  readonly missing: string | null;
};

/** Everything that 10.2 asks for of one nonconformity; it is closed only when every part is there. */
export function partsOf(facts: Facts): readonly Part[] {
  const it = facts.nonconformity;
  return [
    part('nature', 'Nature, evidence and requirement', natureMissing(it)),
    part('grade', 'Grade', it.grade === null ? 'Nobody has graded it yet.' : null),
    part('correction', 'Correction', it.correction ? null : 'Nobody has recorded what was done at once.'),
    part(
      'consequences',
      'Consequences',
      it.consequences ? null : 'Nobody has said which consequences there were and how they were dealt with.',
    ),
    part('cause', 'Cause', causeMissing(it)),
    part(
      'similar',
      'Similar cases',
      it.similarConclusion ? null : 'Nobody has recorded a search for similar cases.',
    ),
    part('action', 'Corrective action', actionMissing(facts)),
    part(
      'effectiveness',
      'Effectiveness',
      it.effectResult === 'effective' ? null : 'Nobody has judged the action effective.',
    ),
    part('risks', 'Risks', followUpMissing(it.risksDecision, facts.risks, 'risk')),
    part('changes', 'Management system', followUpMissing(it.changesDecision, facts.changed, 'record')),
  ];
}

function part(id: string, title: string, missing: string | null): Part {
  return { id, title, done: missing === null, missing };
}

function natureMissing(it: Facts['nonconformity']): string | null {
  if (!it.description) return 'The statement of what is wrong is missing.';
  if (!it.objectiveEvidence) return 'The objective evidence is missing.';
  if (it.requirements.length === 0 && !it.ownRequirement) return 'No requirement is named that was not met.';
  return null;
}

function causeMissing(it: Facts['nonconformity']): string | null {
  if (!it.cause) return 'No cause is chosen yet.';
  if (it.whys.length === 0 && it.fishbone.length === 0)
    return 'A cause is named, but no analysis stands behind it.';
  return null;
}

function actionMissing({ nonconformity: it, actions }: Facts): string | null {
  if (it.actionNeeded === false) return it.noActionReason ? null : 'The reason for no action is missing.';
  const live = actions.filter((each) => each.state !== 'cancelled');
  if (live.length === 0) return 'No corrective action is planned.';
  const open = live.filter((each) => each.state !== 'done').length;
  return open === 0 ? null : `${open} of ${live.length} corrective actions are not done.`;
}

function followUpMissing(decision: string, linked: number, what: string): string | null {
  if (decision === 'undecided') return `Nobody has decided whether a ${what} has to change.`;
  if (decision === 'updated' && linked === 0) return `No changed ${what} is linked.`;
  return null;
}
