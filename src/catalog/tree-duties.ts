import type { Condition, EuAiAct } from './schemas/eu-ai-act.ts';
import { dateOf, type Evaluator, type Tree } from './tree-evaluator.ts';

export type Undetermined = { readonly id: string; readonly blockedBy: readonly string[] };

export type DueDuty = {
  readonly id: string;
  readonly date: string;
  /** The entry of the timeline that gives the date, with its source and confidence. */
  readonly timeline: string;
  /** An earlier date that an open answer may still bring. */
  readonly possibleEarlier?: string;
};

export type Duties = {
  readonly due: readonly DueDuty[];
  /** Due by their class, but not for a system that was placed before the rules start and is unchanged. */
  readonly suspended: readonly string[];
  readonly undeterminedDuties: readonly Undetermined[];
  readonly earliestDate: string | null;
  readonly earliestDateUndetermined: boolean;
};

type Duty = EuAiAct['classification']['duties'][number];
type Judged = { readonly duty: Duty } & (
  | { readonly state: 'none' | 'suspended' }
  | { readonly state: 'due'; readonly row: DueDuty; readonly maybe: string | null }
  | { readonly state: 'open'; readonly row: Undetermined; readonly maybe: string }
);

/** Steps 5 to 8 of the pack's evaluation. `terminal` is the outcome that ends the walk, or null. */
export function dutiesOf(tree: Tree, evaluator: Evaluator, terminal: string | null): Duties {
  const judged = tree.classification.duties.map((duty) => judge(tree, evaluator, { duty, terminal }));
  const due = judged.flatMap((each) => (each.state === 'due' ? [each] : []));
  const open = judged.flatMap((each) => (each.state === 'open' ? [each] : []));
  // AI literacy and the like bind everybody: they do not make a system urgent.
  const particular = due.filter((each) => !each.duty.general);
  const earliestDate = particular.map((each) => each.row.date).sort()[0] ?? null;
  const maybe = [...particular, ...open.filter((each) => !each.duty.general)].flatMap(
    (each) => each.maybe ?? [],
  );
  return {
    due: due.map((each) => each.row),
    suspended: judged.flatMap((each) => (each.state === 'suspended' ? [each.duty.id] : [])),
    undeterminedDuties: open.map((each) => each.row),
    earliestDate,
    earliestDateUndetermined: maybe.some((date) => earliestDate === null || date < earliestDate),
  };
}

function judge(
  tree: Tree,
  { value, blockers }: Evaluator,
  { duty, terminal }: { readonly duty: Duty; readonly terminal: string | null },
): Judged {
  const owed: Condition = { all: [listed(tree, duty, terminal), duty.when] };
  const truth = value(owed);
  if (truth === 'no') return { duty, state: 'none' };
  const rules = (tree.classification.dateRules[duty.dates] ?? [])
    .map((rule) => ({ ...rule, truth: value(rule.when), date: dateOf(tree, rule.timeline) }))
    .filter((rule) => rule.truth !== 'no')
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const [earliest] = rules;
  // No date can apply: a duty that is owed rests, and one that may be owed brings nothing either way.
  if (!earliest) return { duty, state: truth === 'yes' ? 'suspended' : 'none' };
  const sure = rules.find((rule) => rule.truth === 'yes');
  if (truth === 'yes' && sure) {
    const maybe = earliest.date < sure.date ? earliest.date : null;
    const row = { id: duty.id, date: sure.date, timeline: sure.timeline };
    return { duty, state: 'due', row: maybe === null ? row : { ...row, possibleEarlier: maybe }, maybe };
  }
  const blockedBy = [owed, ...rules.map((rule) => rule.when)].flatMap(blockers);
  return {
    duty,
    state: 'open',
    row: { id: duty.id, blockedBy: [...new Set(blockedBy)].sort() },
    maybe: earliest.date,
  };
}

/** Whether an outcome that holds lists the duty; beside a terminal outcome no other counts. */
function listed({ classification }: Tree, duty: Duty, terminal: string | null): Condition {
  const owners = classification.outcomes.filter(
    (outcome) => outcome.duties.includes(duty.id) && (terminal === null || outcome.id === terminal),
  );
  return owners.length === 0 ? { const: false } : { any: owners.map(({ id }) => ({ outcome: id })) };
}
