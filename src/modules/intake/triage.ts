import { msg } from '#kernel/language.ts';
import type { affected, dataKinds, decisions } from './words.ts';

/** What the rules look at. */
export type TriageFacts = {
  readonly dataKinds: readonly (keyof typeof dataKinds)[];
  readonly affected: readonly (keyof typeof affected)[];
  readonly decisions: keyof typeof decisions;
};
export type Level = 'light' | 'normal' | 'careful';
export type Reason = { readonly id: string; readonly level: Level; readonly text: string };

/** How closely a request is looked at. */
export const levels = {
  light: { label: msg('Light look'), tone: 'good', means: msg('A short look is enough.') },
  normal: {
    label: msg('Normal look'),
    tone: 'active',
    means: msg('Data and people are looked at before the answer.'),
  },
  careful: {
    label: msg('Careful look'),
    tone: 'warning',
    means: msg('It may need an impact assessment, the law is looked at, and the answer has conditions.'),
  },
} as const;

/** Raised when a rule changes; kept with each request. */
export const TRIAGE_VERSION = 1;

type Rule = Reason & { readonly applies: (facts: TriageFacts) => boolean };

/** The rules, in the order they are shown. Proportion by data, people and decisions: the authors' choice. */
const rules: readonly Rule[] = [
  rule(
    'special-data',
    'careful',
    msg('Specially protected data goes into the tool.'),
    ({ dataKinds: kinds }) => kinds.includes('special'),
  ),
  rule(
    'decides',
    'careful',
    msg('It decides about people, or people follow it nearly always.'),
    (facts) => facts.decisions === 'decides',
  ),
  rule(
    'vulnerable',
    'careful',
    msg('It touches children, patients or people in care.'),
    ({ affected: people }) => people.some((each) => each === 'children' || each === 'patients'),
  ),
  rule(
    'jobs',
    'careful',
    msg('It prepares decisions about applicants or colleagues: the EU AI Act may call that high-risk.'),
    (facts) =>
      facts.decisions === 'prepares' &&
      facts.affected.some((each) => each === 'applicants' || each === 'colleagues'),
  ),
  rule('personal-data', 'normal', msg('Data about people goes into the tool.'), ({ dataKinds: kinds }) =>
    kinds.includes('personal'),
  ),
  rule('confidential', 'normal', msg('Confidential data goes into the tool.'), ({ dataKinds: kinds }) =>
    kinds.includes('confidential'),
  ),
  rule(
    'prepares',
    'normal',
    msg('It prepares decisions about people.'),
    (facts) => facts.decisions === 'prepares',
  ),
  rule('outside', 'normal', msg('People outside see or feel the result.'), ({ affected: people }) =>
    people.some((each) => each === 'customers' || each === 'public' || each === 'applicants'),
  ),
  rule(
    'unsure',
    'normal',
    msg('Something is not known yet; finding out is our part, not yours.'),
    (facts) =>
      facts.dataKinds.length === 0 ||
      facts.affected.length === 0 ||
      facts.decisions === 'unknown' ||
      facts.dataKinds.includes('unknown') ||
      facts.affected.includes('unknown'),
  ),
];

const ORDER: readonly Level[] = ['light', 'normal', 'careful'];

/** How closely a request is looked at, with every rule that applies. Pure; the form shows it while it is filled in. */
export function triage(facts: TriageFacts): { readonly level: Level; readonly reasons: readonly Reason[] } {
  const reasons = rules
    .filter((each) => each.applies(facts))
    .map(({ id, level, text }): Reason => ({ id, level, text }));
  const highest = Math.max(0, ...reasons.map((each) => ORDER.indexOf(each.level)));
  return { level: ORDER[highest]!, reasons };
}

function rule(id: string, level: Level, text: string, applies: Rule['applies']): Rule {
  return { id, level, text, applies };
}
