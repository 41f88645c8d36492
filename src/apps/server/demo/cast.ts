import type { Actor } from '#kernel/policy.ts';
import type { Runtime } from '#platform/instance.ts';
import type { Tx } from '#platform/tx.ts';

/** The people of the demo organisation who do something. */
export type Cast = {
  readonly officer: Actor;
  readonly risk: Actor;
  readonly top: Actor;
  readonly engineer: Actor;
  readonly auditor: Actor;
  readonly dpo: Actor;
  readonly quality: Actor;
  readonly staff: Actor;
};

/** Writes as one of them, under the name of an operation. */
export type Doing = <T>(actor: Actor, operation: string, run: (tx: Tx) => Promise<T>) => Promise<T>;

/** Ids of the AI systems by their key in the data. */
export type Ids = ReadonlyMap<string, string>;

/** What a scene may use: the instance and the organisation, its people, its AI systems. */
export type Stage = {
  readonly runtime: Runtime;
  readonly org: string;
  readonly doing: Doing;
  readonly cast: Cast;
  readonly ids: Ids;
};

/** One process of the demo organisation at work; written through the same services as by people. */
export type Scene = (stage: Stage) => Promise<void>;
