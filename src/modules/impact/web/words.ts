import type { Field } from '#ui/fields.tsx';
import type { categories } from '../contract.ts';

/** Words of this register, one each. */
export const CATEGORIES: Readonly<Record<(typeof categories)[number], string>> = {
  privacy: 'Privacy and data protection',
  fairness: 'Fairness and non-discrimination',
  'safety-security': 'Safety and security',
  'autonomy-oversight': 'Human autonomy and oversight',
  transparency: 'Transparency and explainability',
  accountability: 'Accountability',
  environment: 'Environmental sustainability',
  societal: 'Societal wellbeing',
};
export const PARTIES = { individuals: 'Individuals', groups: 'Groups', societies: 'Societies' } as const;
export const KINDS = {
  negative: 'Harm',
  positive: 'Good effect',
  'no-negative': 'No harm',
  'no-positive': 'Nothing good',
} as const;
export const DEPTHS = { none: 'No assessment', light: 'Light assessment', full: 'Full assessment' } as const;
export const DECISIONS = {
  go: 'Go',
  'go-with-conditions': 'Go, with conditions',
  stop: 'Stop',
} as const;
export const DOCUMENTS: Readonly<Record<string, string>> = {
  aisia: 'ISO assessment',
  dpia: 'DPIA',
  fria: 'FRIA',
};
export const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** How a level of likelihood × severity is shaded: four steps of one hue. */
export function levelStep(level: number): 1 | 2 | 3 | 4 {
  return level >= 16 ? 4 : level >= 10 ? 3 : level >= 5 ? 2 : 1;
}

/** Sources of a question as people know them: "6.1.4", "GDPR 35(7)(a)", "AI Act 27(1)(a)". */
export function sourceName(ref: string): string {
  const [framework, id = ''] = ref.split(':');
  if (framework === 'gdpr') return `GDPR Art. ${points(id.replace('gdpr-', ''))}`;
  if (framework === 'eu-ai-act') return `AI Act Art. ${points(id.replace('art-', ''))}`;
  return id;
}

function points(id: string): string {
  const [article, ...rest] = id.replace(/(\d)([a-z])$/, '$1-$2').split('-');
  return article + rest.map((each) => `(${each})`).join('');
}

type Steps = readonly { readonly level: number; readonly label: string }[];

/** The fields of an impact; what only harm has is left out of a good effect. */
export function entryFields(
  frame: { readonly severity: Steps; readonly benefit: Steps; readonly likelihood: Steps },
  kind: string,
): readonly Field[] {
  const steps = (scale: Steps) =>
    scale.map(({ level, label }) => ({ value: String(level), label: `${level} ${label}` }));
  if (kind.startsWith('no-'))
    return [{ key: 'description', label: 'Why there is none', kind: 'long', required: true }];
  const harm = kind === 'negative';
  return [
    {
      key: 'who',
      label: 'Who exactly',
      kind: 'text',
      required: true,
      help: 'Such as: applicants with a gap in their working life',
    },
    { key: 'description', label: 'What happens to them', kind: 'long', required: true },
    ...(harm ? ([{ key: 'cause', label: 'What it comes from', kind: 'long' }] as const) : []),
    { key: 'likelihood', label: 'Likelihood', kind: 'select', options: steps(frame.likelihood) },
    {
      key: 'severity',
      label: harm ? 'Severity' : 'Size of the benefit',
      kind: 'select',
      options: steps(harm ? frame.severity : frame.benefit),
    },
    { key: 'people', label: 'About how many people a year', kind: 'number' },
    ...(harm
      ? ([
          {
            key: 'vulnerable',
            label: 'Are they in a weaker position',
            kind: 'select',
            options: options({ true: 'Yes', false: 'No' }),
          },
          {
            key: 'reversibility',
            label: 'Can it be put right',
            kind: 'select',
            options: options({
              easily: 'Easily',
              'with-effort': 'With effort or support',
              hardly: 'Hardly',
              never: 'Never',
            }),
          },
        ] as const)
      : []),
    {
      key: 'duration',
      label: 'How long it lasts',
      kind: 'select',
      options: options({ short: 'Days or weeks', months: 'Months', years: 'Years', lasting: 'For good' }),
    },
    ...(harm
      ? ([
          {
            key: 'residualLikelihood',
            label: 'Likelihood with the measures',
            kind: 'select',
            options: steps(frame.likelihood),
          },
          {
            key: 'residualSeverity',
            label: 'Severity with the measures',
            kind: 'select',
            options: steps(frame.severity),
          },
        ] as const)
      : []),
  ];
}

const NUMBERS = ['likelihood', 'severity', 'residualLikelihood', 'residualSeverity'];

/** Choices come as text; the record keeps numbers and truths. */
export function entryInput(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      NUMBERS.includes(key) && value !== null
        ? Number(value)
        : key === 'vulnerable' && typeof value === 'string'
          ? value === 'true'
          : value,
    ]),
  );
}
