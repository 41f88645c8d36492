import type { Endpoint, InputOf, OutputOf } from '#kernel/endpoint.ts';
import type { Actor, Decision } from '#kernel/policy.ts';
import type { ActionCtx, Ctx } from './context.ts';
import type { Tx } from './tx.ts';

type Allow<In, Hands> = (actor: Actor, input: In, hands: Hands) => Decision | Promise<Decision>;

/** JSON that is already bytes (lists), passed through as it is. */
export type RawJson = { readonly json: Uint8Array };
/** A file to hand out. `inline` only for kinds that a browser shows without running anything. */
export type FileAnswer = {
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  readonly mediaType: string;
  readonly name: string;
  readonly inline?: boolean;
};

type Answer<E extends Endpoint> = OutputOf<E> | RawJson | FileAnswer;

/**
 * An endpoint bound to what may be done and what it does. `allow` is required by the type: it cannot be forgotten.
 * - query: reads one snapshot; `heavy` moves it off the event loop
 * - command: one transaction; `allow` and `run` see the same state
 * - action: several transactions, files or the outside
 */
export type Operation<E extends Endpoint = Endpoint> =
  | {
      readonly kind: 'query';
      readonly endpoint: E;
      readonly heavy: boolean;
      readonly allow: Allow<InputOf<E>, Ctx>;
      readonly run: (ctx: Ctx, input: InputOf<E>) => Promise<Answer<E>>;
    }
  | {
      readonly kind: 'command';
      readonly endpoint: E;
      readonly allow: Allow<InputOf<E>, Tx>;
      readonly run: (tx: Tx, input: InputOf<E>) => Promise<Answer<E>>;
    }
  | {
      readonly kind: 'action';
      readonly endpoint: E;
      readonly allow: Allow<InputOf<E>, Ctx>;
      readonly run: (
        ctx: ActionCtx,
        input: InputOf<E>,
        body: AsyncIterable<Uint8Array> | null,
      ) => Promise<Answer<E>>;
    };

/** Binds a reading endpoint. */
export function query<E extends Endpoint>(
  endpoint: E,
  bind: {
    readonly heavy?: boolean;
    readonly allow: Allow<InputOf<E>, Ctx>;
    readonly run: (ctx: Ctx, input: InputOf<E>) => Promise<Answer<E>>;
  },
): Operation {
  return {
    kind: 'query',
    endpoint,
    heavy: bind.heavy ?? false,
    allow: bind.allow,
    run: bind.run,
  } as unknown as Operation;
}

/** Binds a writing endpoint: one transaction. */
export function command<E extends Endpoint>(
  endpoint: E,
  bind: {
    readonly allow: Allow<InputOf<E>, Tx>;
    readonly run: (tx: Tx, input: InputOf<E>) => Promise<Answer<E>>;
  },
): Operation {
  return { kind: 'command', endpoint, allow: bind.allow, run: bind.run } as unknown as Operation;
}

/** Binds an endpoint that works in several steps, or with files. */
export function action<E extends Endpoint>(
  endpoint: E,
  bind: {
    readonly allow: Allow<InputOf<E>, Ctx>;
    readonly run: (
      ctx: ActionCtx,
      input: InputOf<E>,
      body: AsyncIterable<Uint8Array> | null,
    ) => Promise<Answer<E>>;
  },
): Operation {
  return { kind: 'action', endpoint, allow: bind.allow, run: bind.run } as unknown as Operation;
}
