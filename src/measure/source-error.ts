import { AppError } from '#kernel/errors.ts';

/** An engine's complaint about the logs, as one sentence for the user. */
export function sourceError(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error;
  const text = (error instanceof Error ? error.message : String(error)).trim();
  return new AppError('invalid-input', `${what}: ${text.split('\n').slice(0, 2).join(' ').slice(0, 400)}`, {
    next: 'Look whether the files are whole and of the format that the spec names.',
  });
}
