import type { Actor } from '#kernel/policy.ts';
import type { Tx } from '#platform/tx.ts';

/** The people of the demo organisation who do something. */
export type Cast = {
  readonly officer: Actor;
  readonly risk: Actor;
  readonly top: Actor;
  readonly engineer: Actor;
};

/** Writes as one of them, under the name of an operation. */
export type Doing = <T>(actor: Actor, operation: string, run: (tx: Tx) => Promise<T>) => Promise<T>;

/** Ids of the AI systems by their key in the data. */
export type Ids = ReadonlyMap<string, string>;
