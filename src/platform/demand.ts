import { AppError } from '#kernel/errors.ts';
import type { Decision } from '#kernel/policy.ts';

/** @throws AppError `forbidden` with the policy's reason; `proof-needed` when a fresh proof is all that is missing */
export function demand(decision: Decision): void {
  if (decision.allowed) return;
  throw new AppError(decision.needs === 'proof' ? 'proof-needed' : 'forbidden', decision.reason);
}
