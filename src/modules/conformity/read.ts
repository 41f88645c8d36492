import { recordView } from '#platform/view.ts';
import { confirmation, override, verdict } from './contract.ts';

/** Confirmations in every state. */
export const confirmations = recordView(confirmation);
/** Overrides, those that ended included. */
export const overrides = recordView(override);
/** Frozen verdicts and daily snapshots. */
export const frozenVerdicts = recordView(verdict);
