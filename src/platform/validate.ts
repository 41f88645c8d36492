import type { z } from 'zod';
import { AppError, type FieldProblem } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordDefinition } from '#kernel/record.ts';

/** The problems of a failed parse, with dotted paths. */
export function fieldProblems(error: z.ZodError): readonly FieldProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: t(issue.message) }));
}

/**
 * Checks a whole record against its contract.
 * @throws AppError `invalid-input` with every problem
 */
export function parseFields<D extends RecordDefinition>(definition: D, fields: unknown): FieldsOf<D> {
  const result = definition.fields.safeParse(fields);
  if (result.success) return result.data as FieldsOf<D>;
  throw new AppError(
    'invalid-input',
    t('This {what} cannot be saved as it is.', { what: t(definition.name[0]) }),
    {
      problems: fieldProblems(result.error),
    },
  );
}

/**
 * Checks what a request carries.
 * @throws AppError `invalid-input` with every problem
 */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('invalid-input', t('Some of this cannot be accepted.'), {
    problems: fieldProblems(result.error),
  });
}
