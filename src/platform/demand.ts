import { AppError } from '#kernel/errors.ts';
import type { Decision } from '#kernel/policy.ts';
import type { Operation } from './context.ts';
import type { Tx } from './tx.ts';

/** @throws AppError `forbidden` with the policy's reason; `proof-needed` when a fresh proof is all that is missing */
export function demand(decision: Decision): void {
  if (decision.allowed) return;
  throw new AppError(decision.needs === 'proof' ? 'proof-needed' : 'forbidden', decision.reason);
}

/**
 * Lets a command through in its transaction: its policy says yes, and the record that its input names is known.
 * @throws AppError as `demand`
 */
export async function demandCommand(
  tx: Tx,
  operation: Extract<Operation, { kind: 'command' }>,
  input: unknown,
): Promise<void> {
  demand(await operation.allow(tx.actor, input, tx));
  const { id } = input as { readonly id?: unknown };
  if (typeof id === 'string') tx.parts.named(id);
}
