import type { Actor, Decision } from '#kernel/policy.ts';
import type { FieldsOf, RecordDefinition, RecordOf } from '#kernel/record.ts';
import type { Tx } from '../tx.ts';
import type { ListOptions } from './list.ts';

/** What a register says of itself to get its standard verbs. */
export type RegisterBinding<D extends RecordDefinition> = {
  /** Who may read; every member unless said otherwise. */
  readonly read?: (actor: Actor) => Decision;
  readonly write: (actor: Actor, subject: RecordOf<D> | null) => Decision;
  /** Absent: the same as `write`. */
  readonly remove?: (actor: Actor, subject: RecordOf<D>) => Decision;
  readonly list?: ListOptions;
  /** Completes what a person typed into a whole record: initial state, computed fields, checks against others. */
  readonly prepareCreate: (tx: Tx, input: Partial<FieldsOf<D>>) => Promise<FieldsOf<D>> | FieldsOf<D>;
  /** Completes an edit; may refuse it, for instance in a closed state. */
  readonly prepareUpdate?: (
    tx: Tx,
    patch: Partial<FieldsOf<D>>,
    before: RecordOf<D>,
  ) => Promise<Partial<FieldsOf<D>>> | Partial<FieldsOf<D>>;
};
