import type { Condition } from './schemas/eu-ai-act.ts';
import { type Evaluator, meaning, questionOf, type Tree } from './tree-evaluator.ts';

/**
 * The questions and facts that decide a condition: of a yes the parts that are yes, of a no those that are no, else
 * the open ones. A question that does not
 * arise is left out: what makes it not arise is the reason.
 */
export function decidingLeaves(
  tree: Tree,
  condition: Condition,
  value: Evaluator['value'],
): ReadonlySet<string> {
  const leaves = new Set<string>();
  const seen = new Set<Condition>();
  const collect = (each: Condition): void => {
    if (seen.has(each)) return;
    seen.add(each);
    if ('const' in each) return;
    if ('answer' in each) {
      const { askIf } = questionOf(tree, each.answer);
      const arises = askIf ? value(askIf) : 'yes';
      if (arises !== 'no') leaves.add(each.answer);
      if (askIf && arises !== 'yes') collect(askIf);
    } else if ('fact' in each) leaves.add(each.fact);
    else if ('not' in each) collect(each.not);
    else if ('all' in each || 'any' in each) {
      const wanted = value(each);
      for (const part of 'all' in each ? each.all : each.any) if (value(part) === wanted) collect(part);
    } else collect(meaning(tree, each));
  };
  collect(condition);
  return leaves;
}
