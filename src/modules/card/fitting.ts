import type { Catalog } from '#catalog/catalog.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { type RiskClass, riskClasses } from '#modules/lifecycle/api.ts';
import type { card, decisionKinds } from './contract.ts';

type Measure = ReturnType<Catalog['explainability']>['measures'][number];
type Facts = {
  readonly riskClass: RiskClass;
  readonly decisionKind: (typeof decisionKinds)[number] | null;
  readonly generative: boolean;
};

/** The measures that fit a class and a kind of decision (R126); without a kind of decision none but those for all. */
export function fitting(measures: readonly Measure[], facts: Facts): readonly Measure[] {
  const reached = (from: RiskClass) => riskClasses.indexOf(facts.riskClass) >= riskClasses.indexOf(from);
  return measures.filter(
    (each) =>
      reached(each.from) &&
      (!each.generativeOnly || facts.generative) &&
      (facts.decisionKind === null
        ? each.decisionKinds.length === 3
        : each.decisionKinds.includes(facts.decisionKind)),
  );
}

/** What must be said of a card before it may speak to anybody, in the words of its form. */
const NEEDED: Readonly<Partial<Record<keyof FieldsOf<typeof card>, string>>> = {
  decisionKind: 'What part it has in decisions',
  summary: 'What it does, in plain words',
  intendedUse: 'What it is meant for',
  notFor: 'What it is not meant for',
  capabilities: 'What it can do',
  limits: 'Where its limits are',
  oversight: 'Who watches it, and how',
  contact: 'Whom to ask, and how to contest',
};

/** Labels of what is missing: needed texts, and fitting measures on which nothing is decided. */
export function missingOf(fields: FieldsOf<typeof card>, fits: readonly Measure[]): readonly string[] {
  const texts = Object.entries(NEEDED).filter(([key]) => !fields[key as keyof typeof fields]);
  const undecided = fits.filter((each) => !fields.measures.some((one) => one.id === each.id));
  return [
    ...texts.map(([, label]) => label),
    ...undecided.map((each) => `A decision on the measure “${each.title}”`),
  ];
}
