import type { Decision } from '#kernel/policy.ts';
import type { RecordOf } from '#kernel/record.ts';
import type {
  certification,
  certificationAudit,
  certificationDemand,
  certificationFinding,
} from '../contract.ts';

export type Certification = RecordOf<typeof certification>;
export type Audit = RecordOf<typeof certificationAudit>;
export type Finding = RecordOf<typeof certificationFinding>;
export type Demand = RecordOf<typeof certificationDemand>;

export function no(reason: string): Decision {
  return { allowed: false, reason };
}

type Choice = { readonly value: string; readonly label: string };

/** A list of words as choices. */
export function choices(words: Readonly<Record<string, string | { readonly label: string }>>): Choice[] {
  return Object.entries(words).map(([value, word]) => ({
    value,
    label: typeof word === 'string' ? word : word.label,
  }));
}
