import type { LibraryRisk } from './schemas/risk-library.ts';

/** What is known of a system that the tags of the library can meet. Left out or null is unknown and fires no rule. */
export type RiskFacts = {
  readonly stage?: string | null;
  readonly generative?: boolean | null;
  /** Outcome ids of the AI Act tree. */
  readonly euOutcomes?: readonly string[];
  /** Who is affected, in any words; empty is unknown. */
  readonly affectedPeople?: string | readonly string[] | null;
  readonly dataCategories?: readonly string[];
  readonly bought?: boolean | null;
  readonly autonomy?: string | null;
  readonly sector?: string | null;
};

/** Which rule fired, on what fact of the system and what tag of the risk. */
export type RiskReason = {
  readonly rule: string;
  readonly fact: string;
  readonly tag: string;
  readonly words: string;
};

export type RiskSuggestions = {
  readonly risks: readonly { readonly risk: LibraryRisk; readonly reasons: readonly RiskReason[] }[];
  /** Facts that were given and can meet no tag of this library. */
  readonly unused: readonly { readonly fact: string; readonly why: string }[];
};

type Rule = {
  readonly id: string;
  /** The fact of the system in words, or null when it is unknown or does not hold. */
  readonly fact: (facts: RiskFacts) => string | null;
  /** The tag that meets it, or null. */
  readonly tag: (risk: LibraryRisk, facts: RiskFacts) => string | null;
  readonly words: string;
};

/**
 * The risks of the library that fit what is known of a system, each with every rule that fired; those with more
 * reasons first, then in the order of the library. The number of reasons is no score: it says nothing about how likely
 * or grave a risk is. That a tag meets a fact is the authors' reading.
 */
export function risksFor(risks: readonly LibraryRisk[], facts: RiskFacts): RiskSuggestions {
  const known = RULES.flatMap((rule) => {
    const fact = rule.fact(facts);
    return fact === null ? [] : [{ rule, fact }];
  });
  return {
    risks: risks
      .map((risk) => ({
        risk,
        reasons: known.flatMap(({ rule, fact }) => {
          const tag = rule.tag(risk, facts);
          return tag === null ? [] : [{ rule: rule.id, fact, tag, words: rule.words }];
        }),
      }))
      .filter(({ reasons }) => reasons.length > 0)
      .sort((a, b) => b.reasons.length - a.reasons.length),
    unused: facts.sector
      ? [{ fact: `sector: ${facts.sector}`, why: 'No risk of this library is tied to a sector.' }]
      : [],
  };
}

const RULES: readonly Rule[] = [
  {
    id: 'stage',
    fact: ({ stage }) => (stage ? `stage: ${stage}` : null),
    tag: ({ lifecycleStages }, { stage }) => oneOf('stage', lifecycleStages, [stage!]),
    words: 'It can arise in the life-cycle stage the system is in.',
  },
  {
    id: 'generative',
    fact: ({ generative }) => (generative ? 'generative: yes' : null),
    tag: ({ tags }) =>
      first('OWASP', tags.owaspLlm2026) ??
      first('OWASP', tags.owaspLlm2025) ??
      first('NIST AI 600-1', tags.nistAi600_1),
    words: 'The system generates content, and a public list of generative AI risks names a related theme.',
  },
  {
    id: 'personal-data',
    fact: ({ dataCategories = [] }) =>
      listed(
        'data',
        dataCategories.filter((each) => PERSONAL.has(each)),
      ),
    tag: dimension('privacy'),
    words: 'The system uses personal data, and the risk touches privacy.',
  },
  {
    id: 'affected-people',
    fact: ({ affectedPeople }) =>
      listed(
        'affected',
        [affectedPeople ?? []].flat().filter((each) => each !== ''),
      ),
    tag: dimension('fairness', 'autonomy-oversight'),
    words: 'The system affects people, and the risk touches their fair treatment or their say.',
  },
  {
    id: 'high-risk-class',
    fact: ({ euOutcomes = [] }) =>
      listed(
        'class',
        euOutcomes.filter((each) => HIGH_RISK.has(each)),
      ),
    tag: dimension('fairness', 'safety-security', 'autonomy-oversight'),
    words:
      'The system is in a high-risk class of the AI Act, which guards health, safety and fundamental rights.',
  },
  {
    id: 'transparency-class',
    fact: ({ euOutcomes = [] }) =>
      listed(
        'class',
        euOutcomes.filter((each) => each === 'transparency'),
      ),
    tag: dimension('transparency'),
    words: 'The AI Act asks for openness about this system, and the risk touches transparency.',
  },
  {
    id: 'general-purpose-model',
    fact: ({ euOutcomes = [] }) =>
      listed(
        'class',
        euOutcomes.filter((each) => each.startsWith('gpai')),
      ),
    tag: ({ tags }) => first('NIST AI 600-1', tags.nistAi600_1),
    words: 'It is a general-purpose AI model, and the NIST profile for generative AI names a related theme.',
  },
  {
    id: 'supplier',
    fact: ({ bought }) => (bought ? 'bought: yes' : null),
    tag: ({ suggestedControls, tags }) =>
      oneOf('control', suggestedControls, ['A.10.3']) ??
      oneOf('NIST AI 600-1', tags.nistAi600_1, ['value-chain']),
    words: 'The system or a part of it comes from a supplier.',
  },
  {
    id: 'automation',
    fact: ({ autonomy }) => (autonomy && DECIDING.has(autonomy) ? `autonomy: ${autonomy}` : null),
    tag: ({ tags }) => oneOf('Annex C', tags.iso42001AnnexC, ['C.3.3']),
    words: 'The system decides, and the level of automation is a source of this risk.',
  },
];

const PERSONAL: ReadonlySet<string> = new Set(['personal', 'special-categories', 'children', 'biometric']);
const HIGH_RISK: ReadonlySet<string> = new Set(['high-annex-i', 'high-annex-i-section-b', 'high-annex-iii']);
const DECIDING: ReadonlySet<string> = new Set(['decides-with-oversight', 'decides-alone']);

function dimension(...wanted: readonly string[]): Rule['tag'] {
  return ({ impactDimensions }) => oneOf('dimension', impactDimensions, wanted);
}

function oneOf(kind: string, tags: readonly string[], wanted: readonly string[]): string | null {
  return first(
    kind,
    tags.filter((each) => wanted.includes(each)),
  );
}

function first(kind: string, tags: readonly string[]): string | null {
  return tags[0] === undefined ? null : `${kind}: ${tags[0]}`;
}

function listed(kind: string, values: readonly string[]): string | null {
  return values.length === 0 ? null : `${kind}: ${values.join(', ')}`;
}
