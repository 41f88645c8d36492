import type { Decision } from '#kernel/policy.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { nonconformity } from '../contract.ts';

/** A nonconformity as its page shows it. */
export type Nonconformity = RecordOf<typeof nonconformity>;

/** What every part of the page gets. */
export type PartProps = {
  readonly it: Nonconformity;
  /** Whether this person may work on it in this state. */
  readonly work: Decision;
};

/** States in which the analysis is still open. */
export const BEFORE_PLAN: readonly string[] = ['open', 'contained', 'analysed', 'reopened'];

export function no(reason: string): Decision {
  return { allowed: false, reason };
}
