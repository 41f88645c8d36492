import type { Answer, Condition, EuAiAct } from './pack-schemas.ts';

/** What is known of a system: answers to the tree's questions, and facts. Anything missing is unknown. */
export type TreeInput = {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
};

export type Undetermined = { readonly id: string; readonly blockedBy: readonly string[] };
export type DueDuty = {
  readonly id: string;
  readonly date: string;
  readonly timeline: string;
  readonly possibleEarlier?: string;
};

export type Classification = {
  readonly asked: readonly string[];
  readonly outcomes: readonly string[];
  /** Other classes that hold beside a terminal one. */
  readonly alsoMet: readonly string[];
  readonly undetermined: readonly Undetermined[];
  readonly due: readonly DueDuty[];
  readonly suspended: readonly string[];
  readonly undeterminedDuties: readonly Undetermined[];
  readonly earliestDate: string | null;
  readonly earliestDateUndetermined: boolean;
};

type Tree = Pick<EuAiAct, 'classification' | 'timeline'>;
type Evaluator = {
  readonly value: (condition: Condition) => Answer;
  readonly blockers: (condition: Condition) => readonly string[];
};

/**
 * Walks the decision tree with three values (Kleene): an unknown is never taken for a no, so nothing is called
 * minimal by ignorance. Follows the evaluation steps of the pack.
 */
export function classify(tree: Tree, input: TreeInput): Classification {
  const { nodes, outcomes: all } = tree.classification;
  const evaluator = makeEvaluator(tree, input);
  const { value, blockers } = evaluator;
  const asked = nodes.filter((node) => !node.askIf || value(node.askIf) !== 'no').map((node) => node.id);
  const met = all.filter((outcome) => value({ outcome: outcome.id }) === 'yes');
  const terminal = met.find((outcome) => outcome.terminal);
  const undetermined = terminal
    ? []
    : all
        .filter((outcome) => value({ outcome: outcome.id }) === 'unknown')
        .map(({ id }) => ({ id, blockedBy: blockers({ outcome: id }) }));
  return {
    asked,
    outcomes: terminal ? [terminal.id] : met.map(({ id }) => id),
    alsoMet: terminal ? met.filter((outcome) => outcome !== terminal).map(({ id }) => id) : [],
    undetermined,
    ...dutiesOf(tree, evaluator, terminal?.id ?? null),
  };
}

/** The questions still open, those first that block the most classes and duties, then in the order of the tree. */
export function nextQuestions(
  tree: Tree,
  input: TreeInput,
): readonly { readonly id: string; readonly blocks: readonly string[] }[] {
  const result = classify(tree, input);
  const blocks = new Map<string, string[]>();
  for (const each of result.undetermined)
    for (const id of each.blockedBy) blocks.set(id, [...(blocks.get(id) ?? []), each.id]);
  const order = new Map(tree.classification.nodes.map((node, i) => [node.id, i]));
  return [...blocks]
    .map(([id, ids]) => ({ id, blocks: ids }))
    .sort(
      (a, b) => b.blocks.length - a.blocks.length || (order.get(a.id) ?? 1000) - (order.get(b.id) ?? 1000),
    );
}

/** For one outcome: the answers and facts that made it hold, or keep it open. */
export function reasonsFor(
  tree: Tree,
  input: TreeInput,
  outcome: string,
): readonly {
  readonly id: string;
  readonly question: string;
  readonly answer: Answer;
  readonly source: string;
}[] {
  const { value } = makeEvaluator(tree, input);
  const leaves = new Set<string>();
  collect(tree, { outcome }, value, leaves);
  return tree.classification.nodes
    .filter((node) => leaves.has(node.id))
    .map((node) => ({
      id: node.id,
      question: node.question,
      answer: value({ answer: node.id }),
      source: node.source,
    }));
}

/** The leaves that decide a condition: of a yes the parts that are yes, of a no those that are no, else the open ones. */
function collect(tree: Tree, condition: Condition, value: Evaluator['value'], leaves: Set<string>): void {
  if ('answer' in condition) leaves.add(condition.answer);
  else if ('derived' in condition || 'outcome' in condition)
    collect(tree, meaning(tree, condition), value, leaves);
  else if ('not' in condition) collect(tree, condition.not, value, leaves);
  else if ('all' in condition || 'any' in condition) {
    const wanted = value(condition);
    const parts = 'all' in condition ? condition.all : condition.any;
    for (const part of parts) if (value(part) === wanted) collect(tree, part, value, leaves);
  }
}

function dutiesOf(tree: Tree, { value, blockers }: Evaluator, terminal: string | null) {
  const { duties, outcomes, dateRules } = tree.classification;
  const dates = new Map(tree.timeline.map((each) => [each.id, each.date]));
  const due: (DueDuty & { readonly general: boolean })[] = [];
  const suspended: string[] = [];
  const open: Undetermined[] = [];
  const maybe: string[] = [];
  for (const duty of duties) {
    const owners = outcomes.filter(
      (outcome) => outcome.duties.includes(duty.id) && (terminal === null || outcome.id === terminal),
    );
    const listed: Condition =
      owners.length === 0 ? { const: false } : { any: owners.map(({ id }) => ({ outcome: id })) };
    const when: Condition = { all: [listed, duty.when] };
    const truth = value(when);
    if (truth === 'no') continue;
    const rules = (dateRules[duty.dates] ?? [])
      .map((rule) => ({ ...rule, truth: value(rule.when), date: dates.get(rule.timeline!)! }))
      .filter((rule) => rule.truth !== 'no');
    if (rules.length === 0) {
      if (truth === 'yes') suspended.push(duty.id);
      continue;
    }
    const sure = rules.filter((rule) => rule.truth === 'yes').sort((a, b) => (a.date < b.date ? -1 : 1))[0];
    const earliest = rules.map((rule) => rule.date).sort()[0]!;
    if (truth === 'yes' && sure) {
      due.push({
        id: duty.id,
        date: sure.date,
        timeline: sure.timeline!,
        general: duty.general ?? false,
        ...(earliest < sure.date && { possibleEarlier: earliest }),
      });
      if (earliest < sure.date && !duty.general) maybe.push(earliest);
      continue;
    }
    const unsure = rules.filter((rule) => rule.truth === 'unknown').flatMap((rule) => blockers(rule.when));
    open.push({
      id: duty.id,
      blockedBy: [
        ...new Set([...(truth === 'unknown' ? blockers(when) : []), ...(sure ? [] : unsure)]),
      ].sort(),
    });
    if (!duty.general) maybe.push(earliest);
  }
  const earliestDate =
    due
      .filter((each) => !each.general)
      .map((each) => each.date)
      .sort()[0] ?? null;
  return {
    due: due.map(({ general: _g, ...rest }) => rest),
    suspended,
    undeterminedDuties: open,
    earliestDate,
    earliestDateUndetermined: maybe.some((date) => earliestDate === null || date < earliestDate),
  };
}

function makeEvaluator(tree: Tree, input: TreeInput): Evaluator {
  const nodes = new Map(tree.classification.nodes.map((node) => [node.id, node]));
  const dates = new Map(tree.timeline.map((each) => [each.id, each.date]));
  const known = new Map<string, Answer>();

  function once(key: string, compute: () => Answer): Answer {
    const found = known.get(key);
    if (found) return found;
    const result = compute();
    known.set(key, result);
    return result;
  }

  function answerOf(id: string): Answer {
    return once(`answer ${id}`, () => {
      const node = nodes.get(id);
      if (!node) throw new Error(`The tree has no question "${id}"`);
      // A question that does not arise counts as no, even when somebody answered it.
      return node.askIf && value(node.askIf) === 'no' ? 'no' : (input.answers[id] ?? 'unknown');
    });
  }

  function factOf(condition: Extract<Condition, { fact: string }>): Answer {
    const given = input.facts[condition.fact];
    if (given === undefined || given === 'unknown') return 'unknown';
    if (condition.has !== undefined) return yesNo(given.includes(condition.has));
    if (condition.only !== undefined)
      return yesNo(given.length > 0 && [given].flat().every((each) => condition.only!.includes(each)));
    if (condition.in !== undefined) return yesNo(condition.in.includes(given as string));
    return yesNo(given !== 'not-yet' && (given as string) < dates.get(condition.before!)!);
  }

  const values = new Map<Condition, Answer>();

  function value(condition: Condition): Answer {
    const found = values.get(condition);
    if (found) return found;
    const result = compute(condition);
    values.set(condition, result);
    return result;
  }

  function compute(condition: Condition): Answer {
    if ('const' in condition) return yesNo(condition.const);
    if ('answer' in condition) return answerOf(condition.answer);
    if ('fact' in condition) return factOf(condition);
    if ('derived' in condition)
      return once(`derived ${condition.derived}`, () => value(meaning(tree, condition)));
    if ('outcome' in condition)
      return once(`outcome ${condition.outcome}`, () => value(meaning(tree, condition)));
    if ('all' in condition) return every(condition.all.map(value));
    if ('any' in condition) return some(condition.any.map(value));
    return negate(value(condition.not));
  }

  function blockers(condition: Condition): readonly string[] {
    return [...blockersOf(condition)].sort();
  }

  const blocking = new Map<Condition, ReadonlySet<string>>();

  // Conditions are shared objects of the pack: each is worked out once, or the walk would grow with every path to it.
  function blockersOf(condition: Condition): ReadonlySet<string> {
    const found = blocking.get(condition);
    if (found) return found;
    const result = value(condition) === 'unknown' ? unknownLeaves(condition) : new Set<string>();
    blocking.set(condition, result);
    return result;
  }

  function unknownLeaves(condition: Condition): ReadonlySet<string> {
    if ('answer' in condition) {
      const { askIf } = nodes.get(condition.answer)!;
      return new Set([...(askIf ? blockersOf(askIf) : []), condition.answer]);
    }
    if ('fact' in condition) return new Set([condition.fact]);
    if ('derived' in condition || 'outcome' in condition) return blockersOf(meaning(tree, condition));
    if ('not' in condition) return blockersOf(condition.not);
    if ('const' in condition) return new Set();
    return new Set(
      ('all' in condition ? condition.all : condition.any).flatMap((part) => [...blockersOf(part)]),
    );
  }

  return { value, blockers };
}

function meaning(
  tree: Tree,
  condition: { readonly derived: string } | { readonly outcome: string },
): Condition {
  const found =
    'derived' in condition
      ? tree.classification.derived.find((each) => each.id === condition.derived)
      : tree.classification.outcomes.find((each) => each.id === condition.outcome);
  if (!found) throw new Error(`The tree has no ${JSON.stringify(condition)}`);
  return found.when;
}

const yesNo = (truth: boolean): Answer => (truth ? 'yes' : 'no');
const negate = (truth: Answer): Answer => (truth === 'unknown' ? 'unknown' : yesNo(truth === 'no'));
const every = (parts: readonly Answer[]): Answer =>
  parts.includes('no') ? 'no' : parts.includes('unknown') ? 'unknown' : 'yes';
const some = (parts: readonly Answer[]): Answer =>
  parts.includes('yes') ? 'yes' : parts.includes('unknown') ? 'unknown' : 'no';
