import type { z } from 'zod';
import type { Catalog } from '#catalog/catalog.ts';
import { classify, nextQuestions, reasonsFor, type TreeInput } from '#catalog/classification.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { classificationShown, system } from './contract.ts';

type System = RecordOf<typeof system>;
const NOTHING: TreeInput = { answers: {}, facts: {} };

/** What is computed from the answers and kept beside them, so that lists can filter by it. */
export function outcomesOf(
  catalog: Catalog,
  input: TreeInput,
): Pick<System, 'euOutcomes' | 'euOpen' | 'euEarliest'> {
  const result = classify(catalog.packs['eu-ai-act'], input);
  return {
    euOutcomes: [...result.outcomes],
    euOpen: result.undetermined.length,
    euEarliest: result.earliestDate,
  };
}

/** Every day from which a duty binds, in order: those that bind everybody too, none that open answers may still bring. */
export function lawDatesOf(catalog: Catalog, input: TreeInput): string[] {
  return [...new Set(classify(catalog.packs['eu-ai-act'], input).due.map((duty) => duty.date))].sort();
}

/** The tree input of a system: its answers, with the roles of the register as facts unless they were answered apart. */
export function inputOf(fields: Pick<System, 'euInput' | 'actRoles'>): TreeInput {
  const given = fields.euInput ?? NOTHING;
  return fields.actRoles.length > 0 && given.facts.roles === undefined
    ? { ...given, facts: { ...given.facts, roles: fields.actRoles } }
    : given;
}

/** Everything a reader wants to know of a classification, each thing with its reason and its place in the law. */
export function explainClassification(
  catalog: Catalog,
  each: System,
  today: string,
): z.output<typeof classificationShown> {
  const pack = catalog.packs['eu-ai-act'];
  const { nodes, facts, outcomes, duties } = pack.classification;
  const input = inputOf(each);
  const result = classify(pack, input);
  const asked = new Set(result.asked);
  const question = (id: string) =>
    nodes.find((node) => node.id === id)?.question ?? facts.find((fact) => fact.id === id)?.question ?? id;
  const label = (id: string) => outcomes.find((outcome) => outcome.id === id)?.label ?? id;
  const duty = (id: string) => duties.find((one) => one.id === id)!;
  return {
    state: each.euState,
    assumption: each.euAssumption,
    confirmedBy: each.euConfirmedBy,
    confirmedOn: each.euConfirmedOn,
    outcomes: result.outcomes.map((id) => ({
      id,
      label: label(id),
      source: outcomes.find((outcome) => outcome.id === id)!.source,
      reasons: reasonsFor(pack, input, id).map((reason) => ({
        ...reason,
        why: each.euReasons[reason.id] ?? null,
      })),
    })),
    undetermined: result.undetermined.map(({ id, blockedBy }) => ({
      id,
      label: label(id),
      blockedBy: blockedBy.map((node) => ({ id: node, question: question(node) })),
    })),
    duties: result.due.map(({ id, date, possibleEarlier }) => ({
      id,
      title: duty(id).title,
      articles: [...(duty(id).articles ?? [])],
      date,
      inForce: date <= today,
      possibleEarlier: possibleEarlier ?? null,
    })),
    openDuties: result.undeterminedDuties.map(({ id, blockedBy }) => ({
      id,
      title: duty(id).title,
      blockedBy: [...blockedBy],
    })),
    earliestDate: result.earliestDate,
    questions: nodes.map((node) => ({
      id: node.id,
      group: node.group,
      question: node.question,
      help: node.help,
      source: node.source,
      examples: { yes: [...node.examples.yes], no: [...node.examples.no] },
      answer: input.answers[node.id] ?? 'unknown',
      asked: asked.has(node.id),
      why: each.euReasons[node.id] ?? null,
    })),
    facts: facts.map((fact) => ({
      id: fact.id,
      type: fact.type,
      question: fact.question,
      help: fact.help,
      source: fact.source,
      values: (fact.values ?? []).map(({ id, title }) => ({ id, title })),
      value: shownValue(input.facts[fact.id]),
    })),
    next: nextQuestions(pack, input).map(({ id, blocks }) => ({ id, blocks: blocks.length })),
  };
}

function shownValue(value: string | readonly string[] | undefined): string | string[] | null {
  return value === undefined ? null : typeof value === 'string' ? value : [...value];
}
