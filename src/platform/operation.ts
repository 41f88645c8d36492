import type { Endpoint, InputOf, OutputOf } from '#kernel/endpoint.ts';
import type { ActionCtx, Allow, Answer, Ctx, LinkHands, LinkOperation, Operation } from './context.ts';
import type { Tx } from './tx.ts';

export type { FileAnswer, Operation, RawJson } from './context.ts';

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
    readonly inParts?: true;
    readonly allow: Allow<InputOf<E>, Ctx>;
    readonly run: (
      ctx: ActionCtx,
      input: InputOf<E>,
      body: AsyncIterable<Uint8Array> | null,
    ) => Promise<Answer<E>>;
  },
): Operation {
  return { kind: 'action', endpoint, ...bind } as unknown as Operation;
}

/** Binds an endpoint that a link opens instead of a sign-in. */
export function byLink<E extends Endpoint>(
  endpoint: E,
  bind: {
    readonly kind: LinkOperation['kind'];
    readonly run: (hands: LinkHands, input: InputOf<E>) => Promise<OutputOf<E>>;
  },
): LinkOperation {
  return { endpoint, ...bind } as unknown as LinkOperation;
}
