import { msg, t } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';
import type { categories } from '../contract.ts';

/** Words of this register, one each. */
export const CATEGORIES: Readonly<Record<(typeof categories)[number], string>> = {
  privacy: msg('Privacy and data protection'),
  fairness: msg('Fairness and non-discrimination'),
  'safety-security': msg('Safety and security'),
  'autonomy-oversight': msg('Human autonomy and oversight'),
  transparency: msg('Transparency and explainability'),
  accountability: msg('Accountability'),
  environment: msg('Environmental sustainability'),
  societal: msg('Societal wellbeing'),
};
export const PARTIES = {
  individuals: msg('Individuals'),
  groups: msg('Groups'),
  societies: msg('Societies'),
} as const;
export const KINDS = {
  negative: msg('Harm'),
  positive: msg('Good effect'),
  'no-negative': msg('No harm'),
  'no-positive': msg('Nothing good'),
} as const;
export const DEPTHS = {
  none: msg('No assessment'),
  light: msg('Light assessment'),
  full: msg('Full assessment'),
} as const;
export const DECISIONS = {
  go: msg('Go'),
  'go-with-conditions': msg('Go, with conditions'),
  stop: msg('Stop'),
} as const;
export const DOCUMENTS: Readonly<Record<string, string>> = {
  aisia: msg('ISO assessment'),
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
  if (framework === 'gdpr') return t('GDPR Art. {id}', { id: points(id.replace('gdpr-', '')) });
  if (framework === 'eu-ai-act') return t('AI Act Art. {id}', { id: points(id.replace('art-', '')) });
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
    return [{ key: 'description', label: t('Why there is none'), kind: 'long', required: true }];
  const harm = kind === 'negative';
  return [
    {
      key: 'who',
      label: t('Who exactly'),
      kind: 'text',
      required: true,
      help: t('Such as: applicants with a gap in their working life'),
    },
    { key: 'description', label: t('What happens to them'), kind: 'long', required: true },
    ...(harm ? ([{ key: 'cause', label: t('What it comes from'), kind: 'long' }] as const) : []),
    { key: 'likelihood', label: t('Likelihood'), kind: 'select', options: steps(frame.likelihood) },
    {
      key: 'severity',
      label: harm ? t('Severity') : t('Size of the benefit'),
      kind: 'select',
      options: steps(harm ? frame.severity : frame.benefit),
    },
    { key: 'people', label: t('About how many people a year'), kind: 'number' },
    ...(harm
      ? ([
          {
            key: 'vulnerable',
            label: t('Are they in a weaker position'),
            kind: 'select',
            options: options({ true: t('Yes'), false: t('No') }),
          },
          {
            key: 'reversibility',
            label: t('Can it be put right'),
            kind: 'select',
            options: options({
              easily: t('Easily'),
              'with-effort': t('With effort or support'),
              hardly: t('Hardly'),
              never: t('Never'),
            }),
          },
        ] as const)
      : []),
    {
      key: 'duration',
      label: t('How long it lasts'),
      kind: 'select',
      options: options({
        short: t('Days or weeks'),
        months: t('Months'),
        years: t('Years'),
        lasting: t('For good'),
      }),
    },
    ...(harm
      ? ([
          {
            key: 'residualLikelihood',
            label: t('Likelihood with the measures'),
            kind: 'select',
            options: steps(frame.likelihood),
          },
          {
            key: 'residualSeverity',
            label: t('Severity with the measures'),
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
