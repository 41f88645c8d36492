import { recordView } from '#platform/view.ts';
import { gateOpening, gateRule, lifecycleRecord } from './contract.ts';

/** Life-cycle records, now or as of a position. */
export const lifecycleRecords = recordView(lifecycleRecord);
/** Openings of gates, now or as of a position. */
export const gateOpenings = recordView(gateOpening);
/** Decided rules of gates, now or as of a position. */
export const gateRules = recordView(gateRule);
