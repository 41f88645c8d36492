import type { impactLifecycle } from '../lifecycle.ts';

/** A version of an assessment as the pages read it. */
export type ImpactShown = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly title: string;
  readonly number: number;
  readonly state: keyof typeof impactLifecycle.states;
  readonly depth: 'light' | 'full';
};

/** The same with everything that its overview shows. */
export type VersionShown = ImpactShown & {
  readonly systemId: string;
  readonly ownerId: string | null;
  readonly because: string | null;
  readonly purpose: string | null;
  readonly intendedUse: string | null;
  readonly systemVersion: number;
  readonly previousId: string | null;
  readonly sentBackBecause: string | null;
  readonly decision: 'go' | 'go-with-conditions' | 'stop' | null;
  readonly decisionReason: string | null;
  readonly approvedBy: string | null;
  readonly approvedOn: string | null;
  readonly singlePersonReason: string | null;
  readonly reviewOn: string | null;
  readonly reviewedOn: string | null;
  readonly reviewedBecause: string | null;
  readonly supersededOn: string | null;
  readonly supersededBecause: string | null;
  readonly checkpoint: string | null;
  readonly summaryOn: string | null;
  readonly summaryWhere: string | null;
};
