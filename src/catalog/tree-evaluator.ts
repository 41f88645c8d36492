import type { Answer, Condition, EuAiAct } from './schemas/eu-ai-act.ts';

/** What is known of a system: answers to the tree's questions, and facts. Anything missing is unknown. */
export type TreeInput = {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
};

/** What the evaluator needs of the pack. */
export type Tree = Pick<EuAiAct, 'classification' | 'timeline'>;

export type Evaluator = {
  /** The truth of a condition, in three values (Kleene). */
  readonly value: (condition: Condition) => Answer;
  /** The ids of questions and facts that keep a condition unknown, sorted; none when it is decided. */
  readonly blockers: (condition: Condition) => readonly string[];
};

/**
 * Evaluates conditions of the tree as its `evaluation` says. Conditions are shared objects of the pack: each is worked
 * out once, or the walk would grow with every path to it.
 */
export function makeEvaluator(tree: Tree, input: TreeInput): Evaluator {
  const value = remembered((condition: Condition): Answer => {
    if ('const' in condition) return yesNo(condition.const);
    if ('answer' in condition) return answered(condition.answer);
    if ('fact' in condition) return factTruth(tree, condition, input.facts[condition.fact]);
    if ('all' in condition) return every(condition.all.map(value));
    if ('any' in condition) return some(condition.any.map(value));
    if ('not' in condition) return negate(value(condition.not));
    return value(meaning(tree, condition));
  });
  const answered = (id: string): Answer => {
    const { askIf } = questionOf(tree, id);
    // A question that does not arise counts as no, even when somebody answered it.
    return askIf && value(askIf) === 'no' ? 'no' : (input.answers[id] ?? 'unknown');
  };
  const unknownLeaves = remembered((condition: Condition): readonly string[] => {
    if (value(condition) !== 'unknown' || 'const' in condition) return [];
    if ('answer' in condition) {
      const { askIf } = questionOf(tree, condition.answer);
      return [...(askIf ? unknownLeaves(askIf) : []), condition.answer];
    }
    if ('fact' in condition) return [condition.fact];
    if ('not' in condition) return unknownLeaves(condition.not);
    if ('all' in condition) return union(condition.all.map(unknownLeaves));
    if ('any' in condition) return union(condition.any.map(unknownLeaves));
    return unknownLeaves(meaning(tree, condition));
  });
  return { value, blockers: (condition) => union([unknownLeaves(condition)]).toSorted() };
}

/** The expression behind a derived entry or an outcome. @throws Error when the tree has none */
export function meaning(
  tree: Tree,
  condition: { readonly derived: string } | { readonly outcome: string },
): Condition {
  const { derived, outcomes } = tree.classification;
  const found =
    'derived' in condition
      ? derived.find((each) => each.id === condition.derived)
      : outcomes.find((each) => each.id === condition.outcome);
  if (!found) throw new Error(`The tree has no ${JSON.stringify(condition)}`);
  return found.when;
}

/** @throws Error when the tree has no such question */
export function questionOf(tree: Tree, id: string): EuAiAct['classification']['nodes'][number] {
  const found = tree.classification.nodes.find((node) => node.id === id);
  if (!found) throw new Error(`The tree has no question "${id}"`);
  return found;
}

function factTruth(
  tree: Tree,
  test: Extract<Condition, { fact: string }>,
  given: string | readonly string[] | undefined,
): Answer {
  if (given === undefined || given === 'unknown') return 'unknown';
  const values = [given].flat();
  if (test.has !== undefined) return yesNo(values.includes(test.has));
  if (test.only !== undefined)
    return yesNo(values.length > 0 && values.every((each) => test.only!.includes(each)));
  if (test.in !== undefined) return yesNo(values.some((each) => test.in!.includes(each)));
  return yesNo(given !== 'not-yet' && (given as string) < dateOf(tree, test.before!));
}

/** @throws Error when the timeline has no such entry */
export function dateOf({ timeline }: Tree, id: string): string {
  const found = timeline.find((each) => each.id === id);
  if (!found) throw new Error(`The timeline has no entry "${id}"`);
  return found.date;
}

function remembered<T extends object>(compute: (condition: Condition) => T): (condition: Condition) => T;
function remembered<T extends string>(compute: (condition: Condition) => T): (condition: Condition) => T;
function remembered<T>(compute: (condition: Condition) => T): (condition: Condition) => T {
  const known = new Map<Condition, T>();
  return (condition) => {
    const found = known.get(condition);
    if (found !== undefined) return found;
    const result = compute(condition);
    known.set(condition, result);
    return result;
  };
}

const union = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];
const yesNo = (truth: boolean): Answer => (truth ? 'yes' : 'no');
const negate = (truth: Answer): Answer => (truth === 'unknown' ? 'unknown' : yesNo(truth === 'no'));
const every = (parts: readonly Answer[]): Answer =>
  parts.includes('no') ? 'no' : parts.includes('unknown') ? 'unknown' : 'yes';
const some = (parts: readonly Answer[]): Answer =>
  parts.includes('yes') ? 'yes' : parts.includes('unknown') ? 'unknown' : 'no';
