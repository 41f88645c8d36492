import type { Tx } from './tx.ts';

/** One field that an operation would change. */
export type FieldEffect = { readonly field: string; readonly before: unknown; readonly after: unknown };
/** What an operation would do to one record or link. */
export type Effect = {
  readonly type: string;
  readonly id: string;
  readonly ref: string | null;
  readonly title: string | null;
  readonly change: 'create' | 'update' | 'remove';
  readonly fields: readonly FieldEffect[];
};

/** Commands of an organisation done on behalf of a person by a program of theirs: never an act of authority. */
export type ByProgram = {
  /** Does it in a transaction that is taken back, and says what it would have changed. @throws AppError as doing it */
  readonly rehearse: (operation: string, input: unknown) => Promise<readonly Effect[]>;
  /** Does it. `also` belongs to the same transaction: both are kept or neither is. */
  readonly carryOut: (
    operation: string,
    input: unknown,
    also: (tx: Tx, answer: unknown) => Promise<void>,
  ) => Promise<unknown>;
};
