import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import { parseSpec } from '#measure/parse-spec.ts';
import { canonicalSpec, type Spec } from '#measure/spec.ts';
import { hashOf } from './hash.ts';

const known = new Map<string, Spec>();
const KEPT = 200;

/** The spec that a monitor holds; reading the same text again costs nothing. @throws AppError `invalid-input` */
export function readSpec(text: string): Spec {
  const before = known.get(text);
  if (before) return before;
  const parsed = parseSpec(text);
  if (!parsed.ok)
    throw new AppError('invalid-input', t('The spec cannot be used as it stands.'), {
      problems: parsed.problems.slice(0, 40).map(({ line, field, message }) => ({
        path: field ? `spec.${field}` : 'spec',
        message: `Line ${line}${field ? `, ${field}` : ''}: ${message}`,
      })),
      next: msg('Correct the lines named below. ./aims measure checks a spec where the data are.'),
    });
  if (known.size >= KEPT) known.delete(known.keys().next().value!);
  known.set(text, parsed.spec);
  return parsed.spec;
}

/** What a monitor keeps of its spec beside the text. */
export function specFields(text: string, today: string) {
  const spec = readSpec(text);
  return {
    spec: text,
    name: spec.monitor,
    specHash: hashOf(canonicalSpec(spec)),
    specChangedOn: today,
    task: spec.task,
    windowSize: spec.window.size,
    thresholds: spec.thresholds.length,
  };
}
