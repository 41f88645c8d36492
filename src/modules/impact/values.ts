import { z } from 'zod';
import type { Given } from '#catalog/interview.ts';
import { msg, numberText, t } from '#kernel/language.ts';

const words = z.string().trim().min(1).max(8000);
const lines = z.array(z.string().trim().min(1).max(1000)).max(60);
const effect = z.enum(['yes', 'no', 'unknown']);

/** A typed answer. Which parts it must have follows from the type of its question; nothing else may be in it. */
export const answerValue = z.strictObject({
  text: words.optional(),
  option: z.string().max(60).optional(),
  options: z.array(z.string().max(60)).max(20).optional(),
  items: lines.optional(),
  /** An explicit "there is none", with the reason. */
  none: words.optional(),
  number: z.number().int().min(0).max(10_000_000_000).optional(),
  unit: z.string().trim().min(1).max(60).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  length: z.string().trim().min(1).max(200).optional(),
  date: z.iso.date().optional(),
  triggers: lines.optional(),
  level: z.number().int().min(1).max(5).optional(),
  reason: words.optional(),
  /** By topic of a matrix. */
  topics: z
    .record(z.string().max(60), z.object({ effect, note: z.string().max(2000).nullable() }))
    .optional(),
  /** By part of the record of processing. */
  parts: z.record(z.string().max(40), z.string().trim().min(1).max(4000)).optional(),
  /** References of records, such as `EVD-0004`. */
  refs: z.array(z.string().max(40)).max(30).optional(),
});
export type AnswerValue = z.output<typeof answerValue>;

/** The parts of the record of processing that only the interview knows (GDPR Article 30(1)(c) to (f)). */
export const processingParts = {
  operations: msg('Operations'),
  data: msg('Categories of data, and their source'),
  recipients: msg('Categories of recipients'),
  transfers: msg('Transfers to other countries, with safeguards'),
  erasure: msg('Time limits for erasure'),
} as const;

/** What a question needs to be known of, to read an answer to it. */
export type Question = {
  readonly id: string;
  readonly answerType: string;
  readonly options?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
};

type Part = keyof AnswerValue;
type Kind = { readonly needs: readonly Part[]; readonly may?: readonly Part[]; readonly orNone?: true };

/** By answer type of the pack: which parts an answer has. `orNone`: a reasoned "none" is an answer too. */
const KINDS: Readonly<Record<string, Kind>> = {
  text: { needs: ['text'] },
  list: { needs: ['items'], orNone: true },
  choice: { needs: ['option'] },
  'multi-choice': { needs: ['options'], may: ['text'], orNone: true },
  matrix: { needs: ['topics'] },
  'yes-no-unknown': { needs: ['option'], may: ['reason'] },
  number: { needs: ['number'], may: ['reason'] },
  'number-with-unit': { needs: ['number', 'unit'], may: ['reason'] },
  period: { needs: [], may: ['from', 'until', 'length'] },
  'evidence-link': { needs: ['text'], may: ['refs'], orNone: true },
  'scale-with-reason': { needs: ['level', 'reason'] },
  'date-and-triggers': { needs: ['date', 'triggers'] },
  'choice-with-reason': { needs: ['option', 'reason'] },
  'text-with-person': { needs: ['text'], orNone: true },
  'date-and-evidence': { needs: ['date', 'text'], may: ['refs'], orNone: true },
  processing: { needs: ['parts'] },
  decision: { needs: ['option', 'reason'] },
  // Answered by the registers themselves; typed is only that there is none.
  'record-link': { needs: [], may: ['text'], orNone: true },
  'risk-list': { needs: [] },
  'measure-list': { needs: [], may: ['text'] },
  computed: { needs: [] },
};

/** What is wrong with an answer to this question, in words; null when it can be kept. Gaps are no fault: half an answer is kept too. */
export function answerProblem(question: Question, value: AnswerValue): string | null {
  const kind = kindOf(question);
  const given = Object.keys(value).filter((key) => value[key as Part] !== undefined) as Part[];
  const known: readonly Part[] = [
    ...kind.needs,
    ...(kind.may ?? []),
    ...(kind.orNone ? ['none' as const] : []),
  ];
  const alien = given.find((part) => !known.includes(part));
  if (alien)
    return t('An answer of the kind "{answerType}" has no "{alien}".', {
      answerType: question.answerType,
      alien,
    });
  if (value.none !== undefined && given.length > 1)
    return t('Either there is none, or there is something: not both.');
  const options = question.answerType === 'yes-no-unknown' ? ['yes', 'no', 'unknown'] : question.options;
  const strange = [value.option, ...(value.options ?? [])].find(
    (each) => each !== undefined && options !== undefined && !options.includes(each),
  );
  if (strange !== undefined)
    return t('"{strange}" is not one of: {options}.', { strange, options: options?.join(', ') });
  const topic = Object.keys(value.topics ?? {}).find((each) => !question.topics?.includes(each));
  if (topic) return t('The question has no topic "{topic}".', { topic });
  const part = Object.keys(value.parts ?? {}).find((each) => !(each in processingParts));
  if (part) return t('The record of processing has no part "{part}".', { part });
  return value.from && value.until && value.until < value.from
    ? t('The end lies before the beginning.')
    : null;
}

/** What an answer counts as: nothing while a part of it is missing, empty or unknown (coverage rules of the pack). */
export function givenOf(question: Question, value: AnswerValue | null): Given {
  if (value === null) return null;
  const { needs, orNone } = kindOf(question);
  if (orNone && value.none) return { option: null };
  const missing = needs.some((part) => {
    const given = value[part];
    return given === undefined || (Array.isArray(given) && given.length === 0);
  });
  if (missing) return null;
  switch (question.answerType) {
    case 'period':
      return value.length || value.from ? { option: null } : null;
    case 'matrix':
      return (question.topics ?? []).every(
        (topic) => (value.topics?.[topic]?.effect ?? 'unknown') !== 'unknown',
      )
        ? { option: null }
        : null;
    case 'processing':
      return Object.keys(processingParts).every((part) => value.parts?.[part]) ? { option: null } : null;
    case 'record-link':
      return value.text ? { option: null } : null;
    case 'risk-list':
    case 'measure-list':
    case 'computed':
      return value.text ? { option: null } : null;
    default:
      return { option: value.option ?? null };
  }
}

/** An answer in words, for documents, differences and summaries; empty when nothing was said. */
export function answerWords(value: AnswerValue | null): string {
  if (value === null) return '';
  const { topics, parts } = value;
  return [
    value.none && t('None: {none}', { none: value.none }),
    value.option,
    value.options?.join(', '),
    value.items?.map((each) => `• ${each}`).join('\n'),
    value.level !== undefined && t('Level {level} of 5', { level: value.level }),
    value.number !== undefined && [numberText(value.number), value.unit].filter(Boolean).join(' '),
    [
      value.from && t('from {from}', { from: value.from }),
      value.until && t('until {until}', { until: value.until }),
      value.length,
    ]
      .filter(Boolean)
      .join(' '),
    value.date,
    value.triggers?.map((each) => `• ${each}`).join('\n'),
    topics &&
      Object.entries(topics)
        .map(([topic, each]) => `${topic}: ${each.effect}${each.note ? `, ${each.note}` : ''}`)
        .join('\n'),
    parts &&
      Object.entries(processingParts)
        .flatMap(([part, title]) => (parts[part] ? [`${title}: ${parts[part]}`] : []))
        .join('\n'),
    value.text,
    value.reason,
    value.refs && value.refs.length > 0 && t('See {refs}', { refs: value.refs.join(', ') }),
  ]
    .filter(Boolean)
    .join('\n');
}

function kindOf({ answerType }: Question): Kind {
  return KINDS[answerType] ?? { needs: ['text'] };
}
