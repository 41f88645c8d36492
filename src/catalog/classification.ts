import type { Answer } from './schemas/eu-ai-act.ts';
import { type DueDuty, type Duties, dutiesOf, type Undetermined } from './tree-duties.ts';
import { type Evaluator, makeEvaluator, type Tree, type TreeInput } from './tree-evaluator.ts';
import { decidingLeaves } from './tree-reasons.ts';

export type { TreeInput } from './tree-evaluator.ts';

export type Classification = Duties & {
  /** Questions that arise, in the order of the tree. */
  readonly asked: readonly string[];
  readonly outcomes: readonly string[];
  /** Other classes that hold beside a terminal one. */
  readonly alsoMet: readonly string[];
  readonly undetermined: readonly Undetermined[];
};

/** A classification in which every due duty says whether it is in force on the given day, or comes into force later. */
export type DatedClassification = Omit<Classification, 'due'> & {
  readonly due: readonly (DueDuty & { readonly inForce: boolean })[];
};

/**
 * Walks the decision tree with three values (Kleene): an unknown is never taken for a no, so nothing is called
 * minimal by ignorance. Follows the evaluation steps of the pack. `today` (YYYY-MM-DD) changes no class and no duty;
 * with it every due duty says whether it is in force.
 * @throws Error when the pack points at something it does not hold
 */
export function classify(tree: Tree, input: TreeInput): Classification;
export function classify(tree: Tree, input: TreeInput, today: string): DatedClassification;
export function classify(tree: Tree, input: TreeInput, today?: string): Classification | DatedClassification {
  const result = walk(tree, makeEvaluator(tree, input));
  if (today === undefined) return result;
  return { ...result, due: result.due.map((duty) => ({ ...duty, inForce: duty.date <= today })) };
}

export type NextQuestion = {
  /** Of a question, or of a fact. */
  readonly id: string;
  /** The classes it keeps open. */
  readonly blocks: readonly string[];
  /** The duties it keeps open. */
  readonly duties: readonly string[];
};

/**
 * The questions and facts still open, the most useful first: those that can be put now before those that only arise
 * by an answer still missing; then those that keep more classes open, since a class brings its duties with it; then
 * those that keep more duties open; then in the order of the tree, facts last.
 */
export function nextQuestions(tree: Tree, input: TreeInput): readonly NextQuestion[] {
  const evaluator = makeEvaluator(tree, input);
  const { undetermined, undeterminedDuties } = walk(tree, evaluator);
  const ids = [...tree.classification.nodes, ...tree.classification.facts].map((each) => each.id);
  const waits = (id: string) => {
    const askIf = tree.classification.nodes.find((node) => node.id === id)?.askIf;
    return askIf !== undefined && evaluator.value(askIf) !== 'yes';
  };
  return ids
    .map((id) => ({ id, blocks: blockedBy(undetermined, id), duties: blockedBy(undeterminedDuties, id) }))
    .filter((each) => each.blocks.length + each.duties.length > 0)
    .sort(
      (a, b) =>
        Number(waits(a.id)) - Number(waits(b.id)) ||
        b.blocks.length - a.blocks.length ||
        b.duties.length - a.duties.length,
    );
}

/** For one outcome: the questions whose answers made it hold, or keep it open. */
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
  const leaves = decidingLeaves(tree, { outcome }, value);
  return tree.classification.nodes
    .filter((node) => leaves.has(node.id))
    .map(({ id, question, source }) => ({ id, question, answer: value({ answer: id }), source }));
}

export type Reason = {
  readonly kind: 'question' | 'fact';
  readonly id: string;
  readonly question: string;
  /** What was given; null where nothing was. */
  readonly answer: string | readonly string[] | null;
  readonly source: string;
  readonly articles: readonly string[];
};

export type Explanation = {
  readonly outcome: string;
  readonly label: string;
  readonly source: string;
  readonly status: 'holds' | 'also-met' | 'open';
  readonly reasons: readonly Reason[];
};

/** Every outcome that holds, holds beside a terminal one, or is open; each with the answers and facts it stands on. */
export function explain(tree: Tree, input: TreeInput): readonly Explanation[] {
  const evaluator = makeEvaluator(tree, input);
  const result = walk(tree, evaluator);
  const status = new Map<string, Explanation['status']>([
    ...result.outcomes.map((id) => [id, 'holds'] as const),
    ...result.alsoMet.map((id) => [id, 'also-met'] as const),
    ...result.undetermined.map(({ id }) => [id, 'open'] as const),
  ]);
  return tree.classification.outcomes
    .filter(({ id }) => status.has(id))
    .map(({ id, label, source }) => ({
      outcome: id,
      label,
      source,
      status: status.get(id)!,
      reasons: reasonsAmong(tree, input, decidingLeaves(tree, { outcome: id }, evaluator.value)),
    }));
}

function reasonsAmong(tree: Tree, input: TreeInput, leaves: ReadonlySet<string>): readonly Reason[] {
  const { nodes, facts } = tree.classification;
  return [
    ...nodes
      .filter(({ id }) => leaves.has(id))
      .map(({ id, question, source, articles = [] }) => ({
        kind: 'question' as const,
        id,
        question,
        answer: input.answers[id] ?? null,
        source,
        articles,
      })),
    ...facts
      .filter(({ id }) => leaves.has(id))
      .map(({ id, question, source }) => ({
        kind: 'fact' as const,
        id,
        question,
        answer: input.facts[id] ?? null,
        source,
        articles: [],
      })),
  ];
}

function walk(tree: Tree, evaluator: Evaluator): Classification {
  const { value, blockers } = evaluator;
  const { nodes, outcomes } = tree.classification;
  const met = outcomes.filter(({ id }) => value({ outcome: id }) === 'yes');
  const terminal = met.find((outcome) => outcome.terminal);
  const open = terminal ? [] : outcomes.filter(({ id }) => value({ outcome: id }) === 'unknown');
  return {
    asked: nodes.filter((node) => !node.askIf || value(node.askIf) !== 'no').map((node) => node.id),
    outcomes: terminal ? [terminal.id] : met.map(({ id }) => id),
    alsoMet: terminal ? met.filter((outcome) => outcome !== terminal).map(({ id }) => id) : [],
    undetermined: open.map(({ id }) => ({ id, blockedBy: blockers({ outcome: id }) })),
    ...dutiesOf(tree, evaluator, terminal?.id ?? null),
  };
}

function blockedBy(open: readonly Undetermined[], id: string): readonly string[] {
  return open.filter((each) => each.blockedBy.includes(id)).map((each) => each.id);
}
