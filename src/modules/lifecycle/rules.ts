import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { system } from '#modules/system/contract.ts';
import { stages } from '#modules/system/contract.ts';
import type { RecordKind } from './kinds.ts';

export type Stage = (typeof stages)[number];
export const riskClasses = ['low', 'medium', 'high', 'critical'] as const;
export type RiskClass = (typeof riskClasses)[number];
export type ByClass<T> = Record<RiskClass, T>;

/** What one gate asks for: kinds of approved records by risk class, and the conditions that it leaves out. */
export type Rule = {
  readonly stage: Stage;
  readonly needs: ByClass<RecordKind[]>;
  readonly without: ByClass<string[]>;
};

const every = <T>(value: T): ByClass<T> => ({ low: value, medium: value, high: value, critical: value });
const rising = (low: RecordKind[], medium: RecordKind[], high: RecordKind[]): ByClass<RecordKind[]> => ({
  low,
  medium: [...low, ...medium],
  high: [...low, ...medium, ...high],
  critical: [...low, ...medium, ...high],
});

const NEEDS: Readonly<Record<Stage, ByClass<RecordKind[]>>> = {
  inception: every<RecordKind[]>([]),
  'design-development': rising(['requirements'], [], []),
  'verification-validation': rising(['requirements'], ['design', 'data'], []),
  deployment: rising(
    ['requirements', 'verification'],
    ['design', 'data', 'deployment'],
    ['operation', 'event-log'],
  ),
  'operation-monitoring': rising(['verification'], ['deployment', 'operation'], ['event-log']),
  're-evaluation': rising([], ['operation'], []),
  retirement: rising([], ['decommissioning'], []),
};

/** What the gates ask for until the organisation decides otherwise: the authors' proposal, more for a higher class. */
export const defaultRules: readonly Rule[] = stages.map((stage) => ({
  stage,
  needs: NEEDS[stage],
  without: every<string[]>([]),
}));

export type Classed = { readonly riskClass: RiskClass; readonly because: string };

/**
 * The risk class by which the gates of a system are read. Its own risk level counts; a confirmed high-risk class of the
 * AI Act raises it to high; where nobody has judged it, the rules of high apply.
 */
export function riskClassOf(
  each: Pick<RecordOf<typeof system>, 'riskLevel' | 'euState' | 'euOutcomes'>,
): Classed {
  const byLaw =
    each.euState === 'confirmed' &&
    each.euOutcomes.some((outcome) => outcome.startsWith('high-annex') || outcome === 'prohibited');
  if (byLaw && (each.riskLevel === null || each.riskLevel === 'low' || each.riskLevel === 'medium'))
    return { riskClass: 'high', because: t('its confirmed class under the AI Act') };
  if (each.riskLevel === null)
    return { riskClass: 'high', because: t('nobody has set its risk level, so the rules of high apply') };
  return { riskClass: each.riskLevel, because: t('its risk level') };
}

const REWORK: readonly Stage[] = ['inception', 'design-development', 'verification-validation'];

/** Going back to rework passes no gate; everything else does, coming back from re-evaluation included. */
export function goesBack(from: Stage | null, to: Stage): boolean {
  return from !== null && REWORK.includes(to) && stages.indexOf(to) < stages.indexOf(from);
}
