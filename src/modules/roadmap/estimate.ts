import { numberText, t } from '#kernel/language.ts';
/** The default: five phases in 28 weeks (T2). It may be stretched to 52 and never goes below 26. */
export const DEFAULT_WEEKS = 28;
export const LEAST_WEEKS = 26;
export const MOST_WEEKS = 52;

export const factorIds = ['size', 'complexity', 'maturity', 'iso27001'] as const;
export type FactorId = (typeof factorIds)[number];

/** What is known of the organisation; null where nobody said. */
export type EstimateFacts = {
  readonly people: number | null;
  readonly systemsInScope: number;
  readonly highRisk: number;
  /** Share of the answers that say yes, in per mille; null when nobody was asked. */
  readonly saidYes: number | null;
  readonly iso27001: boolean;
};

export type Factor = {
  readonly id: FactorId;
  readonly title: string;
  /** Weeks more or less than the default. */
  readonly weeks: number;
  readonly reason: string;
  /** What the rule says, when a person set something else. */
  readonly suggested: number;
  readonly edited: boolean;
};

export type Edit = { readonly id: FactorId; readonly weeks: number; readonly reason: string };

/**
 * How long certification will take, with the reason of every week. The steps are the authors' opinion, not of any
 * standard; a person may set each factor and must say why (R179–R180).
 */
export function estimateOf(
  facts: EstimateFacts,
  edits: readonly Edit[] = [],
): {
  readonly weeks: number;
  readonly sum: number;
  readonly bounded: boolean;
  readonly factors: readonly Factor[];
} {
  const factors = suggestions(facts).map((each): Factor => {
    const edit = edits.find((one) => one.id === each.id);
    return {
      ...each,
      suggested: each.weeks,
      edited: edit !== undefined,
      ...(edit && { weeks: edit.weeks, reason: edit.reason }),
    };
  });
  const sum = DEFAULT_WEEKS + factors.reduce((total, each) => total + each.weeks, 0);
  const weeks = Math.min(MOST_WEEKS, Math.max(LEAST_WEEKS, sum));
  return { weeks, sum, bounded: weeks !== sum, factors };
}

type Suggestion = Pick<Factor, 'id' | 'title' | 'weeks' | 'reason'>;

function suggestions(facts: EstimateFacts): readonly Suggestion[] {
  return [size(facts.people), complexity(facts), maturity(facts.saidYes), held(facts.iso27001)];
}

function size(people: number | null): Suggestion {
  const base = { id: 'size', title: t('Size') } as const;
  if (people === null)
    return { ...base, weeks: 0, reason: t('The number of people is not recorded; the default stands.') };
  const weeks = people > 5000 ? 12 : people > 1000 ? 8 : people > 250 ? 4 : 0;
  return {
    ...base,
    weeks,
    reason:
      weeks === 0
        ? t('{people} people: a small organisation needs no more than the default.', {
            people: numberText(people),
          })
        : t('{people} people: more units to reach, train and hear.', { people: numberText(people) }),
  };
}

function complexity({ systemsInScope, highRisk }: EstimateFacts): Suggestion {
  const many = systemsInScope > 200 ? 8 : systemsInScope > 50 ? 5 : systemsInScope > 10 ? 2 : 0;
  const risky = highRisk > 20 ? 4 : highRisk > 3 ? 2 : 0;
  return {
    id: 'complexity',
    title: t('Complexity'),
    weeks: many + risky,
    reason:
      many + risky === 0
        ? t(
            '{systemsInScope} AI systems in scope, {highRisk} of them confirmed as high-risk: within what the default allows for.',
            { systemsInScope: numberText(systemsInScope), highRisk: numberText(highRisk) },
          )
        : t(
            '{systemsInScope} AI systems in scope, {highRisk} of them confirmed as high-risk: more to assess and to control.',
            { systemsInScope: numberText(systemsInScope), highRisk: numberText(highRisk) },
          ),
  };
}

function maturity(saidYes: number | null): Suggestion {
  const base = { id: 'maturity', title: t('Maturity') } as const;
  if (saidYes === null) return { ...base, weeks: 0, reason: t('Nobody was asked yet; the default stands.') };
  const weeks = saidYes >= 600 ? -2 : saidYes < 200 ? 4 : 0;
  const share = t('{saidYes} of 100 answers in the gap analysis say yes', {
    saidYes: Math.round(saidYes / 10),
  });
  return {
    ...base,
    weeks,
    reason: `${share}: ${weeks < 0 ? t('much is in place, by what people say') : weeks > 0 ? t('most has to be built') : t('as the default assumes')}.`,
  };
}

function held(iso27001: boolean): Suggestion {
  return {
    id: 'iso27001',
    title: t('An existing ISO/IEC 27001'),
    weeks: iso27001 ? -4 : 0,
    reason: iso27001
      ? t('Audit, review, documents and corrective action exist and are extended instead of made.')
      : t('None declared under "What can be reused".'),
  };
}
