import { z } from 'zod';
import { msg, t } from '#kernel/language.ts';

/** Something that a screening goes by: read from the record of the AI system, or asked in two minutes. */
export type ScreeningFact = {
  readonly id: string;
  /** A yes-or-no question; a yes is the graver answer. */
  readonly question: string;
  /** Absent: only the record says it. */
  readonly help?: string;
  readonly asked: boolean;
};

/** The authors' opinion of what decides the depth; which of them count, and for what, is the organisation's rule. */
export const screeningFacts: readonly ScreeningFact[] = [
  { id: 'class', question: msg('Is it in a high-risk class of the EU AI Act, or prohibited?'), asked: false },
  { id: 'stated', question: msg('Does its source call it rights- or safety-impacting?'), asked: false },
  { id: 'level', question: msg('Is our own risk level for it high or critical?'), asked: false },
  {
    id: 'rights',
    question: msg('Can a result change what somebody gets, may do, or is believed to be?'),
    help: msg(
      'Work, money, care, schooling, benefits, housing, liberty, reputation. Advice that people usually follow counts.',
    ),
    asked: true,
  },
  {
    id: 'safety',
    question: msg('Can somebody be hurt, or a critical service fail, when it is wrong, late or missing?'),
    help: msg('Health, traffic, energy, emergency calls, machines near people.'),
    asked: true,
  },
  {
    id: 'vulnerable',
    question: msg('Are people in a weaker position among those affected?'),
    help: msg('Children, patients, applicants, workers, debtors, people who flee, people with disabilities.'),
    asked: true,
  },
  {
    id: 'special',
    question: msg('Does it use or infer special categories, biometric data or data of children?'),
    help: msg('Health, origin, religion, opinion, union, sex life, genetic or biometric data.'),
    asked: true,
  },
  {
    id: 'alone',
    question: msg('Does it decide or act without a person in between?'),
    help: msg('Nobody looks at the result before it takes effect.'),
    asked: true,
  },
  {
    id: 'personal',
    question: msg('Does it use personal data at all?'),
    help: msg('In training, in use or in logs.'),
    asked: true,
  },
  {
    id: 'generative',
    question: msg('Does it generate text, pictures, sound or code?'),
    help: msg('Also drafts that people edit.'),
    asked: true,
  },
  {
    id: 'unaware',
    question: msg('Do people meet it or its output without knowing, or without a way around it?'),
    help: msg('No notice, no choice, no person to ask.'),
    asked: true,
  },
  {
    id: 'many',
    question: msg('Are more than about a thousand people affected in a year?'),
    help: msg('Directly or indirectly; a rough guess is enough.'),
    asked: true,
  },
];

const factIds = screeningFacts.map((each) => each.id) as [string, ...string[]];
export const depths = ['none', 'light', 'full'] as const;
export type Depth = (typeof depths)[number];
export const factAnswer = z.enum(['yes', 'no', 'unknown']);
export type FactAnswer = z.output<typeof factAnswer>;

/** One rule of the organisation: a yes asks for this depth; what an unknown does is said too. */
export const screeningRule = z.object({
  fact: z.enum(factIds),
  depth: z.enum(['light', 'full']),
  /** `ask`: as long as it is not known, nothing less is decided. `pass`: the other facts decide. */
  unknown: z.enum(['ask', 'pass']),
});
export type ScreeningRule = z.output<typeof screeningRule>;

/** A proposal, decided by nobody. */
export const suggestedRules: readonly ScreeningRule[] = [
  { fact: 'class', depth: 'full', unknown: 'pass' },
  { fact: 'stated', depth: 'full', unknown: 'pass' },
  { fact: 'level', depth: 'full', unknown: 'pass' },
  { fact: 'rights', depth: 'full', unknown: 'ask' },
  { fact: 'safety', depth: 'full', unknown: 'ask' },
  { fact: 'vulnerable', depth: 'full', unknown: 'ask' },
  { fact: 'special', depth: 'full', unknown: 'ask' },
  { fact: 'alone', depth: 'light', unknown: 'pass' },
  { fact: 'personal', depth: 'light', unknown: 'ask' },
  { fact: 'generative', depth: 'light', unknown: 'pass' },
  { fact: 'unaware', depth: 'light', unknown: 'pass' },
  { fact: 'many', depth: 'light', unknown: 'pass' },
];

/** What the record of an AI system says of the facts. */
export type Known = {
  readonly euState: string;
  readonly euOutcomes: readonly string[];
  readonly statedImpact: string | null;
  readonly riskLevel: string | null;
  readonly dataCategories: readonly string[];
  readonly autonomy: string;
  readonly generative: string;
};

const HIGH = ['prohibited', 'high-annex-i', 'high-annex-i-section-b', 'high-annex-iii'];
const SPECIAL = ['special-categories', 'biometric', 'children'];

/**
 * The facts that the record settles. A proposed high class counts as high, since caution needs no confirmation; that
 * it is in no such class counts only once a person confirmed it.
 */
export function factsOf(known: Known): Readonly<Record<string, FactAnswer>> {
  const high = known.euOutcomes.some((each) => HIGH.includes(each));
  const data = known.dataCategories;
  const special = data.some((each) => SPECIAL.includes(each));
  const stated = known.statedImpact;
  return {
    class: high ? 'yes' : known.euState === 'confirmed' ? 'no' : 'unknown',
    stated: stated === null || stated === 'unstated' ? 'unknown' : stated === 'neither' ? 'no' : 'yes',
    level: known.riskLevel === null ? 'unknown' : truth(['high', 'critical'].includes(known.riskLevel)),
    special: special ? 'yes' : data.length === 0 ? 'unknown' : 'no',
    personal: special || data.includes('personal') ? 'yes' : data.length === 0 ? 'unknown' : 'no',
    alone: known.autonomy === 'unknown' ? 'unknown' : truth(known.autonomy === 'decides-alone'),
    generative: known.generative === 'yes' || known.generative === 'no' ? known.generative : 'unknown',
  };
}

export type Screened = {
  /** `open` when an answer that is missing could ask for more. */
  readonly depth: Depth | 'open';
  /** The facts that ask for this depth. */
  readonly because: readonly string[];
  /** The facts that must be known first, or that would be good to know. */
  readonly missing: readonly string[];
};

/** What is known: the record first, and what somebody answered where the record says nothing. */
export function knownFacts(
  record: Readonly<Record<string, FactAnswer>>,
  answers: Readonly<Record<string, FactAnswer>>,
): Readonly<Record<string, FactAnswer>> {
  return Object.fromEntries(
    screeningFacts.map(({ id, asked }) => {
      const said = record[id] ?? 'unknown';
      return [id, said === 'unknown' && asked ? (answers[id] ?? 'unknown') : said];
    }),
  );
}

/** Walks the rules: the deepest yes decides, unless an unknown that must be asked could ask for more still. */
export function screen(
  rules: readonly ScreeningRule[],
  facts: Readonly<Record<string, FactAnswer>>,
): Screened {
  const said = (rule: ScreeningRule) => facts[rule.fact] ?? 'unknown';
  for (const depth of ['full', 'light'] as const) {
    const of = rules.filter((each) => each.depth === depth);
    const yes = of.filter((each) => said(each) === 'yes');
    if (yes.length > 0) return { depth, because: yes.map((each) => each.fact), missing: [] };
    const open = of.filter((each) => said(each) === 'unknown' && each.unknown === 'ask');
    if (open.length > 0)
      return {
        depth: 'open',
        because: [],
        missing: rules
          .filter((each) => said(each) === 'unknown' && each.unknown === 'ask')
          .map((each) => each.fact),
      };
  }
  return { depth: 'none', because: rules.map((each) => each.fact), missing: [] };
}

/** The reason of a depth, in words. */
export function becauseWords({ depth, because, missing }: Screened): string {
  const ask = (ids: readonly string[]) =>
    ids.map((id) => screeningFacts.find((each) => each.id === id)?.question ?? id).join(' ');
  if (depth === 'open') return t('Not known yet: {missing}', { missing: ask(missing) });
  if (depth === 'none') return t('No rule asks for an assessment: every fact that must be known is a no.');
  return t('{because} Yes.', { because: ask(because) });
}

function truth(value: boolean): FactAnswer {
  return value ? 'yes' : 'no';
}
